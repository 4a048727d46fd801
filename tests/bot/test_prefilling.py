"""What an order says beside its business becomes answers, and the application it fits is found."""

import pytest

from bot.prefilling import named, prefill
from bot.understanding import Understood
from flows.catalogue import catalogue
from flows.model import Application, ApplicationStatus
from nlu.keywords import KeywordParser
from tests.people import NOW, ready


@pytest.mark.parametrize(
    ("sentence", "action", "slots"),
    [
        ("我想给暖通专业办延续", "renewal", {"speciality": "CN"}),
        (
            "岩土2023年12月1日批准的，帮我办初始注册",
            "initial",
            {"speciality": "AY", "approved_on": "2023-12-01"},
        ),
        ("我要强制注销", "cancellation", {"forced": "是"}),
        (
            "印章丢了，帮我补办",
            "reissue",
            {"reissue_reason": "遗失", "reissue_requirement": "补办执业印章"},
        ),
        (
            "证书污损了，帮我换一本",
            "reissue",
            {"reissue_reason": "污损", "reissue_requirement": "更换注册证书"},
        ),
        ("帮我补办证书", "reissue", {}),
        ("身份证号变了，帮我更正", "info_update", {"change_type": "身份证件号"}),
        ("帮我撤回岩土的延续注册", "withdrawal", {"speciality": "AY", "kind": "renewal"}),
    ],
)
def test_answers_that_were_named(sentence: str, action: str, slots: dict[str, str]) -> None:
    parse = KeywordParser().read(sentence)
    assert parse.intent == f"start_{action}"
    understood = Understood("action", parse, parse.confidence, action=action)
    assert prefill(understood) == slots


def application(number: str, kind: str, speciality: str) -> Application:
    return Application(
        id=number,
        person_id="p1",
        kind=kind,
        speciality=speciality,
        status=ApplicationStatus.SUBMITTED,
        enterprise_name="测试设计院有限公司",
        credit_code="91350100M000100Y43",
        filed_at=NOW,
        changed_at=NOW,
    )


THREE = ready(
    applications=(
        application("1", "renewal", "AY"),
        application("2", "renewal", "S"),
        application("3", "change", "S"),
    )
)


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ({"kind": "change"}, {"application": "3"}),
        ({"kind": "renewal", "speciality": "S"}, {"application": "2"}),
        ({"speciality": "AY"}, {"application": "1"}),
        ({"kind": "renewal"}, {}),
        ({"kind": "initial"}, {}),
        ({}, {}),
    ],
)
def test_the_only_application_that_fits_is_chosen(
    said: dict[str, str], chosen: dict[str, str]
) -> None:
    assert named(catalogue()["withdrawal"], said, THREE) == chosen


def test_a_form_about_a_speciality_keeps_it() -> None:
    said = {"speciality": "S", "kind": "renewal"}
    assert named(catalogue()["renewal"], said, THREE) == {"speciality": "S"}
