"""What a paper makes one ask before it is handed in: questions, never refusals."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from flows import checks, id_number
from flows.images.papers.dismissal import ENDINGS
from flows.images.papers.lines import compact
from flows.images.papers.matching import nearest
from flows.images.papers.paper import Paper, PaperRead
from flows.specialities import label_of

_LEAST_TEXT = 12
_PER_MISTAKE = 7
"""Characters of a unit's name for each one that may be misread."""
_BRACKETS = str.maketrans("", "", "()[]{}《》<>")


@dataclass(frozen=True, slots=True)
class Expected:
    """What should stand on the paper; empty: not known, so nothing is asked about it."""

    today: date
    name: str = field(default="", repr=False)
    unit: str = field(default="", repr=False)
    id_number: str = field(default="", repr=False)
    speciality: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A code of `texts.yml`; its facts are personal and belong to the person alone."""

    code: str
    facts: dict[str, str] = field(default_factory=dict, repr=False)


def questions(paper: Paper, read: PaperRead, expected: Expected) -> tuple[Question, ...]:
    """What the person should look at once more, most telling first."""
    if len(read.text) < _LEAST_TEXT:
        return (Question("paper_unread"),)
    asked = {"certificate": _of_certificate, "dismissal": _of_dismissal, "id_card": _of_id_card}
    return tuple(asked[paper](read, expected))


def _of_certificate(read: PaperRead, expected: Expected) -> Iterator[Question]:
    if not any(word in read.text for word in ("资格证书", "管理号", "注册")):
        yield Question("certificate_unlike")
        return
    yield from _of_name("certificate", read, expected)
    shown = _value(read, "speciality")
    if shown and expected.speciality and shown != expected.speciality:
        facts = {"shown": label_of(shown), "chosen": label_of(expected.speciality)}
        yield Question("certificate_speciality_differs", facts)


def _of_dismissal(read: PaperRead, expected: Expected) -> Iterator[Question]:
    if not any(word in read.text for word in (*ENDINGS, "解约", "辞职")):
        yield Question("dismissal_unlike")
        return
    name, unit = compact(expected.name), _bare(expected.unit)
    if name and name not in read.text:
        if shown := _similar(name, read.text):
            yield Question("dismissal_name_differs", {"shown": shown, "name": expected.name})
        else:
            yield Question("dismissal_name_missing", {"name": expected.name})
    if unit and not nearest(unit, _bare(read.text), most=-(-len(unit) // _PER_MISTAKE)):
        yield Question("dismissal_unit_missing", {"unit": expected.unit})
    ended_on = _value(read, "dismissed_on")
    if ended_on and date.fromisoformat(ended_on) > expected.today:
        yield Question("dismissal_in_future", {"shown": ended_on})


def _of_id_card(read: PaperRead, expected: Expected) -> Iterator[Question]:
    number, validity = _value(read, "id_number"), _value(read, "validity")
    if not number and not _value(read, "name"):
        yield Question("id_card_front_missing")
    if not validity and "签发机关" not in read.text and "居民身份证" not in read.text:
        yield Question("id_card_back_missing")
    yield from _of_name("id_card", read, expected)
    if number and not id_number.is_valid(number):
        yield Question("id_card_number_misread", {"shown": number})
    elif number and expected.id_number and number != id_number.compact(expected.id_number):
        yield Question("id_card_number_differs", {"shown": number})
    until = validity.partition("-")[2]
    if until and until != "长期" and checks.day(until) < expected.today:
        yield Question("id_card_over", {"shown": until})


def _of_name(paper: Paper, read: PaperRead, expected: Expected) -> Iterator[Question]:
    shown = _value(read, "name")
    if shown and expected.name and shown != compact(expected.name):
        yield Question(f"{paper}_name_differs", {"shown": shown, "name": expected.name})


def _similar(name: str, text: str) -> str:
    """The first part of the text that has one other character than a name of three or more."""
    parts = (text[start : start + len(name)] for start in range(len(text) - len(name) + 1))
    if len(name) < 3:
        return ""
    same = len(name) - 1
    return next((p for p in parts if sum(map(str.__eq__, p, name)) == same and p.isalpha()), "")


def _value(read: PaperRead, key: str) -> str:
    found = read.values.get(key)
    return found.value if found else ""


def _bare(text: str) -> str:
    return compact(text).translate(_BRACKETS)
