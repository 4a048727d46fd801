"""资格证书, as a booklet, on one page or electronic."""

from collections.abc import Sequence

from flows.images.papers import values
from flows.images.papers.labels import find_value, found_in
from flows.images.papers.lines import Line
from flows.images.papers.matching import nearest
from flows.images.papers.paper import Found
from flows.images.papers.rows import in_reading_order
from flows.images.papers.values import Part
from flows.specialities import SPECIALITIES

_NUMBER = ("管理号",)
_NAME = ("姓名",)
# 批准日期 is what the form asks for; a paper without it has one of the others.
_APPROVED_ON = ("批准日期", "发证日期", "签发日期")
_OTHERS = (
    *("性别", "出生年月", "出生日期", "证件号码", "身份证号", "专业类别", "专业名称", "级别"),
    *("签发单位", "发证机关", "持证人签名", "证书编号", "工作单位", "验证网址"),
)
_LABELS = (*_NUMBER, *_NAME, *_APPROVED_ON, *_OTHERS)
_OTHER_SPELLINGS = {"给水排水": ("给排水",)}
_PROVINCIAL = "二级"


def find(lines: Sequence[Line]) -> dict[str, Found]:
    """Number, name, day of approval and speciality, as far as they can be read."""
    found = {
        "certificate_number": find_value(lines, _NUMBER, values.certificate_number, _LABELS),
        "name": find_value(lines, _NAME, values.name, _LABELS),
        "approved_on": find_value(lines, _APPROVED_ON, values.day, _LABELS),
        "speciality": _speciality(lines),
    }
    return {key: one for key, one in found.items() if one}


def _speciality(lines: Sequence[Line]) -> Found | None:
    """The one whose profession and branch both stand on the page; 二级 is not registered here."""
    page = in_reading_order(lines)
    if _PROVINCIAL in page.text:
        return None
    for code, speciality in SPECIALITIES.items():
        profession, _, branch = speciality.label.rstrip("）").partition("（")
        match = nearest(profession, page.text, most=1)
        if match is None:
            continue
        spellings = (branch, *_OTHER_SPELLINGS.get(branch, ())) if branch else ("",)
        for spelling in spellings:
            place = nearest(spelling, page.text, most=1 if len(spelling) > 3 else 0)
            if place:
                shown = (match.start, match.end) if not branch else (place.start, place.end)
                return found_in(page, Part(code, *shown), shown[0])
    return None
