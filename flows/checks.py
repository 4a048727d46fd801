"""Judging one typed answer: the value to keep, or `Rejected`."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from flows import id_number
from flows.steps import Check, Rejected
from flows.view import View

# Full-width letters and digits only: NFKC would also turn ， into a comma.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_QUESTION = re.compile(
    r"[?？]|(吗|呢|么)$|怎么|如何|什么|多久|多少|为啥|为什么|哪里|哪儿|能不能|可不可以"
)
_DIGITS = {"〇": "0", "零": "0", "○": "0"} | {
    digit: str(number) for number, digit in enumerate("一二三四五六七八九", start=1)
}


def clean(text: str) -> str:
    """The text without control and direction marks, narrow letters, single blanks."""
    visible = "".join(
        " " if char.isspace() else char
        for char in text.translate(_NARROW)
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join(visible.split())


def looks_like_question(text: str) -> bool:
    """True for words that ask rather than answer."""
    return bool(_QUESTION.search(text))


def words(limit: int = 50) -> Check:
    """A check for free words: something readable, not a question, at most `limit` characters."""

    def check(text: str, _: View) -> str:
        if not any(char.isalnum() for char in text):
            raise Rejected("words_expected")
        if len(text) > limit:
            raise Rejected("too_long", limit=str(limit), length=str(len(text)))
        if looks_like_question(text):
            raise Rejected("question_not_answer")
        return text

    return check


def whole_number(lowest: int, highest: int) -> Check:
    """A check for a count, in digits or with 年 behind it."""

    def check(text: str, _: View) -> str:
        digits = text.removesuffix("年").strip()
        if not re.fullmatch(r"\d{1,3}", digits, re.ASCII):
            raise Rejected("number_expected", lowest=str(lowest), highest=str(highest))
        if not lowest <= int(digits) <= highest:
            raise Rejected("number_out_of_range", lowest=str(lowest), highest=str(highest))
        return str(int(digits))

    return check


def mobile(text: str, _: View) -> str:
    """A mainland mobile number, 11 digits."""
    digits = re.sub(r"[\s\-]|^\+?86", "", text)
    if not re.fullmatch(r"\d+", digits, re.ASCII):
        raise Rejected("mobile_expected")
    if len(digits) != 11:
        raise Rejected("mobile_length", length=str(len(digits)))
    if not re.fullmatch(r"1[3-9]\d{9}", digits):
        raise Rejected("mobile_prefix")
    return digits


def new_name(text: str, view: View) -> str:
    """A name other than the present one: letters of any script, with · or blanks between."""
    name = re.sub(r"[·•・．.]", "·", text).strip("· ")
    if looks_like_question(text) or not all(c.isalpha() or c in "· " for c in name):
        raise Rejected("name_characters")
    if not 2 <= len(name) <= 50:
        raise Rejected("name_length", length=str(len(name)))
    if name == view.facts.person.name:
        raise Rejected("name_unchanged")
    return name


def new_id_number(text: str, view: View) -> str:
    """An ID number other than the present one; an 身份证号 down to its check digit."""
    number = id_number.compact(text)
    id_type = view["id_type"] or view.facts.person.id_type
    if looks_like_question(text):
        raise Rejected("id_number_other")
    if id_type == "身份证":
        id_number.examine(number, view.today)
    elif not re.fullmatch(r"(?=.*\d)[0-9A-Z()（）]{5,25}", number):
        raise Rejected("id_number_other")
    if number == view.facts.person.id_number and id_type == view.facts.person.id_type:
        raise Rejected("id_number_unchanged")
    return number


def certificate_number(text: str, _: View) -> str:
    """资格证书管理号; no length rule is known, so only its characters are checked (domain 5)."""
    compact = text.replace(" ", "").upper()
    if looks_like_question(text) or not re.fullmatch(r"[0-9A-Z()（）\-]+", compact):
        raise Rejected("certificate_number_characters")
    if not any(char.isdigit() for char in compact):
        raise Rejected("certificate_number_digits")
    if not 6 <= len(compact) <= 40:
        raise Rejected("certificate_number_length", length=str(len(compact)))
    return compact


def day(text: str) -> date:
    """A calendar day written as people do: 2023-12-01, 2023年12月1日, 20231201, 二〇二三年…"""
    return _calendar(text, r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D?", r"(\d{4})(\d\d)(\d\d)")


def month(text: str) -> date:
    """A month, as its first day; a full date is accepted and its day dropped."""
    text = re.sub(r"^(\d{4}\D{1,3}\d{1,2})\D{1,3}\d{1,2}\D?$", r"\1", _arabic(text))
    return _calendar(
        text, r"(\d{4})\D{1,3}(\d{1,2})\D?", r"(\d{4})(\d\d)", code="month_unreadable"
    )


def _arabic(text: str) -> str:
    """Chinese numerals of a date as digits: 二〇二三年十二月一日."""
    text = re.sub(r"二?三?十", lambda tens: _tens(tens.group()), text)
    text = "".join(_DIGITS.get(char, char) for char in text)
    return re.sub(r"T(\d)?", lambda found: found.group(1) or "0", text.replace(" ", "-"))


def _tens(word: str) -> str:
    return {"十": "1T", "二十": "2T", "三十": "3T"}.get(word, word)


def _calendar(text: str, *forms: str, code: str = "date_unreadable") -> date:
    text = _arabic(text.strip("。.，, "))
    for form in forms:
        if found := re.fullmatch(form, text, re.ASCII):
            year, month_number, *rest = (int(part) for part in found.groups())
            if not 1 <= month_number <= 12:
                raise Rejected("month_unknown", month=str(month_number))
            number = rest[0] if rest else 1
            try:
                return date(year, month_number, number)
            except ValueError:
                raise Rejected(
                    "day_unknown", year=str(year), month=str(month_number), day=str(number)
                ) from None
    raise Rejected(code)


def not_future(code: str) -> Callable[[date, View], None]:
    """A judge that refuses days after today."""

    def judge(found: date, view: View) -> None:
        if found > view.today:
            raise Rejected(code)
        if found.year < 1950:
            raise Rejected("date_long_ago", year=str(found.year))

    return judge


def after(begins: str, code: str) -> Callable[[date, View], None]:
    """A judge that refuses days not after the one in slot `begins`."""

    def judge(found: date, view: View) -> None:
        if found.year > view.today.year + 60:
            raise Rejected("date_far_ahead", year=str(found.year))
        if view[begins] and found <= date.fromisoformat(view[begins]):
            raise Rejected(code, begins=view[begins])

    return judge
