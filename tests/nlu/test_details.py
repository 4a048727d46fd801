"""What an order says beside its business, and when that is too little to go by."""

import pytest

from nlu.details import details_of
from nlu.keywords import KeywordParser


@pytest.mark.parametrize(
    ("sentence", "intent", "details"),
    [
        (
            "岩土资格证2023年12月1日批准的，办初始注册",
            "start_initial",
            {"approved_on": "2023-12-01"},
        ),
        ("批准日期 2023-12-01，帮我注册", "start_initial", {"approved_on": "2023-12-01"}),
        ("2023年2月30日批准的，办初始注册", "start_initial", {}),
        ("2023年12月批准的，办初始注册", "start_initial", {}),
        ("2023年12月1日考过的，办初始注册", "start_initial", {}),
        ("批准是2023-12-01还是2023-12-02，先注册", "start_initial", {}),
        ("我要强制注销", "start_cancellation", {"forced": "yes"}),
        ("我要注销", "start_cancellation", {}),
        ("证书丢了，补一本", "start_reissue", {"reason": "lost", "things": "certificate"}),
        ("证书和印章一块丢了", "start_reissue", {"reason": "lost", "things": "both"}),
        ("印章磨坏了换一枚", "start_reissue", {"reason": "spoilt", "things": "seal"}),
        ("公司改名了，换印章", "start_reissue", {"reason": "unit_renamed", "things": "seal"}),
        ("我要更改补办", "start_reissue", {}),
        ("姓名改了，更正", "start_info_update", {"changed": "name"}),
        ("证件从护照换成身份证", "start_info_update", {"changed": "id_type"}),
        ("姓名和身份证号都变了", "start_info_update", {}),
        ("证书丢了", "ask_faq", {}),
    ],
)
def test_details(sentence: str, intent: str, details: dict[str, str]) -> None:
    assert details_of(sentence, intent) == details


async def test_stand_in_the_parse() -> None:
    parse = await KeywordParser().parse("证书丢了，帮我补办")
    assert parse.details == {"reason": "lost", "things": "certificate"}
