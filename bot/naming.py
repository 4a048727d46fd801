"""What one business is called: by its speciality where it has one, and its kind."""

from flows.specialities import SPECIALITIES, label_of
from flows.wording import kind_words


def business_name(kind: str, speciality: str) -> str:
    """注册土木工程师（岩土）初始注册; the kind alone where no speciality is concerned."""
    label, title = label_of(speciality), kind_words(kind)
    gap = " " if label and not label.endswith("）") else ""
    return f"{label}{gap}{title}"


def short_name(kind: str, speciality: str) -> str:
    """A few characters for a button: 岩土, or the kind where no speciality is concerned."""
    known = SPECIALITIES.get(speciality)
    return known.short if known else speciality or kind_words(kind)
