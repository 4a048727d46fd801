"""What a paper makes one ask; every question can be answered with yes, it is right."""

import re
from datetime import date
from pathlib import Path

import pytest

import flows.images.papers
from flows.images.papers.paper import ReadValue
from flows.images.papers.questions import Expected, Question, questions
from flows.images.papers.texts import proposal_text, question_text, sentences

TODAY = date(2026, 11, 24)
NAME, UNIT, ID_NUMBER = "李建国", "华东建筑设计研究院（集团）有限公司", "11010519491231002X"
ME = Expected(TODAY, name=NAME, unit=UNIT, id_number=ID_NUMBER, speciality="S")
LETTER = "解聘证明 兹有李建国同志，自2010年3月1日起在我单位工作，现已解除劳动合同。华东建筑设计研究院(集团)有限公司"
CARD = "姓名李建国 公民身份号码 中华人民共和国居民身份证 签发机关 有效期限"


def asked(paper: str, read, expected: Expected = ME) -> list[str]:
    found = questions(paper, read, expected)
    for question in found:
        text = question_text(question)
        assert "{" not in text
        assert all(fact in text for fact in question.facts.values())
        assert not any(fact in repr(question) for fact in question.facts.values())
    return [question.code for question in found]


def test_nothing_is_asked_about_papers_in_order(read_as) -> None:
    certificate = read_as("职业资格证书" * 3, name=NAME, speciality="S")
    assert asked("certificate", certificate) == []
    assert asked("dismissal", read_as(LETTER, dismissed_on="2026-11-24")) == []
    card = read_as(CARD, name=NAME, id_number=ID_NUMBER, validity="2015.03.02-2026.11.24")
    assert asked("id_card", card) == []
    assert asked("id_card", read_as(CARD, name=NAME, validity="2015.03.02-长期")) == []


def test_what_is_not_known_is_not_asked_about(read_as) -> None:
    nobody = Expected(TODAY)
    read = read_as("职业资格证书" * 3, name="王五", speciality="F")
    assert asked("certificate", read, nobody) == []
    assert asked("dismissal", read_as("解聘证明" * 4), nobody) == []
    assert (
        asked("id_card", read_as(CARD, id_number=ID_NUMBER, validity="2015.03.02-长期"), nobody)
        == []
    )


@pytest.mark.parametrize("paper", ["certificate", "dismissal", "id_card"])
def test_a_page_without_words(paper: str, read_as) -> None:
    assert asked(paper, read_as("")) == ["paper_unread"]


@pytest.mark.parametrize(
    ("paper", "code"), [("certificate", "certificate_unlike"), ("dismissal", "dismissal_unlike")]
)
def test_another_paper(paper: str, code: str, read_as) -> None:
    assert asked(paper, read_as("今日菜单 红烧肉 三十八元 清蒸鱼 六十八元")) == [code]


def test_a_certificate_of_another(read_as) -> None:
    read = read_as("职业资格证书" * 3, name="王五", speciality="AY")
    assert asked("certificate", read) == [
        "certificate_name_differs",
        "certificate_speciality_differs",
    ]
    facts = questions("certificate", read, ME)[1].facts
    assert facts == {"shown": "注册土木工程师（岩土）", "chosen": "一级注册结构工程师"}


@pytest.mark.parametrize(
    ("letter", "codes"),
    [
        (LETTER.replace("建筑设计研究院", "建箔设汁研究院"), []),
        (LETTER.replace("(集团)", "集团"), []),
        (LETTER.replace("华东建筑设计研究院", "江南岩土勘察公司"), ["dismissal_unit_missing"]),
        (LETTER.replace("李建国", "李建华"), ["dismissal_name_differs"]),
        (LETTER.replace("李建国", "王五"), ["dismissal_name_missing"]),
    ],
)
def test_letters(letter: str, codes: list[str], read_as) -> None:
    assert asked("dismissal", read_as(letter)) == codes


def test_a_letter_of_tomorrow(read_as) -> None:
    read = read_as(LETTER, dismissed_on="2026-11-25")
    assert asked("dismissal", read) == ["dismissal_in_future"]


@pytest.mark.parametrize(
    ("text", "values", "codes"),
    [
        (CARD, {"id_number": "110105194912310021"}, ["id_card_number_misread"]),
        (CARD, {"id_number": "440524188001010014"}, ["id_card_number_misread"]),
        (CARD, {"id_number": "330106199001011233"}, None),
        (CARD, {"name": "李建华"}, ["id_card_name_differs"]),
        (CARD, {"name": NAME, "validity": "2006.03.02-2026.03.02"}, ["id_card_over"]),
        ("姓名李建国性别男民族汉出生", {"name": NAME}, ["id_card_back_missing"]),
        (
            "中华人民共和国居民身份证签发机关",
            {"validity": "2015.03.02-长期"},
            ["id_card_front_missing"],
        ),
    ],
)
def test_cards(text: str, values: dict[str, str], codes: list[str] | None, read_as) -> None:
    read = read_as(text, **values)
    if codes is None:
        assert asked("id_card", read)[0] in ("id_card_number_differs", "id_card_number_misread")
    else:
        assert asked("id_card", read) == codes


def test_another_number_than_typed(read_as) -> None:
    read = read_as(CARD, id_number=ID_NUMBER)
    other = Expected(TODAY, id_number="110101199003074477")
    assert asked("id_card", read, other) == ["id_card_number_differs"]


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    folder = Path(flows.images.papers.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    codes = set(re.findall(r'Question\(\s*"(\w+)"', source))
    codes |= {"certificate_name_differs", "id_card_name_differs"}
    keys = re.findall(r'"(\w+)": (?:find_value|_speciality)|\{"(dismissed_on)"', source)
    proposals = {f"proposal_{first or second}" for first, second in keys}
    assert codes | proposals == set(sentences())
    assert len(proposals) == 7


def test_proposals_name_what_stands_on_the_paper() -> None:
    number = ReadValue("2019110633100001", 0.99, b"", "管理号")
    assert (
        proposal_text("certificate_number", number)
        == "照片上的「管理号」是 2019110633100001，对吗？"
    )
    assert "2019110633100001" not in repr(number)
    speciality = proposal_text("speciality", ReadValue("AY", 0.9, b""))
    assert speciality == "照片上的专业是「注册土木工程师（岩土）」，对吗？"
    assert question_text(Question("paper_unread"))
