"""身份证, front and back in one picture."""

from collections.abc import Sequence

from flows.images.papers import values
from flows.images.papers.labels import find_value, found_in
from flows.images.papers.lines import Line
from flows.images.papers.paper import Found
from flows.images.papers.rows import joined
from flows.images.papers.values import Finder

_NUMBER, _NAME, _VALIDITY = "公民身份号码", "姓名", "有效期限"
_LABELS = (_NUMBER, _NAME, _VALIDITY, "性别", "民族", "出生", "住址", "签发机关")


def find(lines: Sequence[Line]) -> dict[str, Found]:
    """Number, name and validity; number and validity look like nothing else on the card."""
    found = {
        "id_number": find_value(lines, (_NUMBER,), values.id_number, _LABELS)
        or _anywhere(lines, values.id_number, _NUMBER),
        "name": find_value(lines, (_NAME,), values.name, _LABELS),
        "validity": find_value(lines, (_VALIDITY,), values.validity, _LABELS)
        or _anywhere(lines, values.validity, _VALIDITY),
    }
    return {key: one for key, one in found.items() if one}


def _anywhere(lines: Sequence[Line], finder: Finder, label: str) -> Found | None:
    for line in lines:
        if part := finder(line.text):
            return found_in(joined([line]), part, part.start, label)
    return None
