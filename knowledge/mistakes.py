"""What is wrong with an entry: in English for whoever runs the program, in Chinese for editors."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

FIELDS = {
    "id": "编号",
    "topic": "主题",
    "title": "标题",
    "phrasings": "问法",
    "answer": "答案",
    "detail": "补充说明",
    "citations": "出处",
    "specialities": "适用专业",
    "leads_to": "去向",
    "audience": "对象",
    "corrects": "纠正的误解",
    "computed": "当日提示",
}
_CHINESE = {
    "missing": "没有填写",
    "string_too_short": "至少 {min_length} 个字",
    "string_too_long": "最多 {max_length} 个字",
    "too_short": "至少 {min_length} 条",
    "too_long": "最多 {max_length} 条",
    "string_unicode": "有无法显示的字符",
    "literal_error": "不能是这个值",
    "extra_forbidden": "没有这一栏",
    "control_character": "有不可见的控制字符",
    "says_nothing": "没有文字",
    "citation": "要写成“来源 位置”，如“手册 2.1”",
}
_PATTERNS = {
    "id": "以小写字母开头，只用小写字母、数字和连字符，3 到 40 个字符",
    "specialities": "没有这个专业代码",
}
_UNFIT = "格式不对"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that keeps an entry out; `field` is empty where it is about the whole entry."""

    english: str
    chinese: str
    field: str = ""

    def __str__(self) -> str:
        return self.english


class CorpusRefused(Exception):
    """The knowledge base, or an edit of it, is wrong; the message has a line for every mistake."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistake.english for mistake in self.mistakes))


def mistakes_of_form(error: ValidationError, where: str) -> list[Mistake]:
    """Everything that pydantic found in one entry's form; `where` names the entry."""
    found = []
    for one in error.errors():
        place = ".".join(map(str, one["loc"]))
        field = str(one["loc"][0]) if one["loc"] else ""
        english = f"{where}: {place}: {one['msg']}"
        found.append(Mistake(english, _in_chinese(field, one["loc"], one), field))
    return found


def _in_chinese(field: str, place: tuple[int | str, ...], one: Any) -> str:
    name = FIELDS.get(field, field or "条目")
    if len(place) > 1 and isinstance(place[1], int):
        name = f"第 {place[1] + 1} 条{name}"
    kind = one["type"]
    if kind == "string_pattern_mismatch":
        return f"{name}：{_PATTERNS.get(field, _UNFIT)}"
    return f"{name}：{_CHINESE.get(kind, _UNFIT).format(**one.get('ctx', {}))}"
