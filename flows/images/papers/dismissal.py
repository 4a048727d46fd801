"""解聘证明 under any of its names: a letter, so only its day is read; questions do the rest."""

import re
from collections.abc import Sequence

from flows.images.papers import values
from flows.images.papers.labels import found_in
from flows.images.papers.lines import Line
from flows.images.papers.paper import Found
from flows.images.papers.rows import in_reading_order

ENDINGS = ("解除", "终止", "离职", "解聘")
_SENTENCE = 24
"""Characters within which a day belongs to the words about the end."""


def find(lines: Sequence[Line]) -> dict[str, Found]:
    """The day on which the employment ended, or the one under the letter."""
    page = in_reading_order(lines)
    days = list(values.days(page.text))
    if not days:
        return {}
    day = next((day for day in days if _ends_employment(page.text, day.start, day.end)), days[-1])
    return {"dismissed_on": found_in(page, day, day.start)}


def _ends_employment(text: str, start: int, end: int) -> bool:
    """True for 于 DAY 解除…, 离职日期: DAY; the day of joining has 起, 入职 or 至 behind it."""
    before = re.split(r"[。;]", text[max(start - 14, 0) : start])[-1]
    after = re.split(r"[。;,]", text[end : end + _SENTENCE])[0]
    if re.match(r"起|开始|至|到|-|~|入职|签订", after) or re.search(r"入职|生于|出生", before):
        return False
    if re.search(r"(离职|解除|终止|解聘)\w{0,4}(日期|时间|日)?[:为于是]*$", before):
        return True
    return any(word in after for word in ENDINGS)
