"""What is pushed, by status: fitting words, no stray blanks, and the next step as a button."""

import pytest

from bot.channels.messages import BotMessage
from bot.pushes import push_of
from flows import texts
from flows.model import Actor, ApplicationStatus, StatusEvent
from flows.pipeline import DIRECT_KINDS
from tests.people import NOW

AUTHORITY = Actor.AUTHORITY


def event(status: str, actor: Actor = AUTHORITY, **changes: object) -> StatusEvent:
    return StatusEvent(
        cursor=1,
        application_id="A7K2Q9",
        person_id="p1",
        kind="initial",
        speciality="AY",
        status=ApplicationStatus(status),
        actor=actor,
        at=NOW,
    ).model_copy(update=changes)


def pushed(one: StatusEvent) -> BotMessage:
    message = push_of(one).message
    assert message is not None
    return BotMessage.model_validate(message)


def taps(message: BotMessage) -> dict[str, str]:
    return {button.label: button.data for row in message.buttons for button in row}


@pytest.mark.parametrize("status", list(ApplicationStatus))
@pytest.mark.parametrize("kind", ["initial", *sorted(DIRECT_KINDS)])
def test_every_status_has_words_and_a_way_on(status: ApplicationStatus, kind: str) -> None:
    speciality = "" if kind in DIRECT_KINDS else "AY"
    said = push_of(event(status.value, kind=kind, speciality=speciality))
    message = pushed(event(status.value, kind=kind, speciality=speciality))
    assert message.title == {"correcting": "需要补正"}.get(
        status.value, texts.say(f"status.{status.value}")
    )
    for line in (*message.text.split("\n"), *said.text.split("\n")):
        assert line
        assert line == line.strip()
        assert "  " not in line
        assert not line.startswith("·")
    assert said.text.startswith(texts.say(f"kind.{kind}") if not speciality else "注册土木")
    assert taps(message)["查看进度"] == "m|progress|A7K2Q9"


def test_a_correction_says_what_and_why_each_on_its_line() -> None:
    note = "补正内容：社保证明；劳动合同\n补正原因：原件不清；请重扫"
    message = pushed(event("correcting", note=note))
    assert message.title == "需要补正"
    lines = message.text.split("\n")
    assert "补正内容：社保证明；劳动合同" in lines
    assert "补正原因：原件不清；请重扫" in lines
    assert "申报状态：部级未受理(待补正)" in lines
    assert taps(message) == {
        "现在补正": "m|about|correction.A7K2Q9",
        "这是什么意思": "m|faq|correction-how",
        "查看进度": "m|progress|A7K2Q9",
    }


@pytest.mark.parametrize(
    ("status", "label"), [("returned", "修改后重新申报"), ("withdrawn", "用这些数据重新申报")]
)
def test_what_came_back_can_be_filed_again(status: str, label: str) -> None:
    message = pushed(event(status, Actor.ENTERPRISE, note="单位名称不对"))
    assert taps(message)[label] == "m|reuse|A7K2Q9"
    assert "单位名称不对" in message.text


def test_only_a_kind_with_a_flow_can_be_filed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pushes.catalogue", dict)
    message = pushed(event("returned", Actor.ENTERPRISE))
    assert list(taps(message)) == ["查看进度", "历史申报"]


def test_an_opinion_and_what_can_be_done_about_it() -> None:
    message = pushed(event("rejected", note="业绩不足"))
    assert "审核意见：业绩不足" in message.text
    assert "010-88361866" in message.text
    assert taps(message)["审批不通过怎么办"] == "m|faq|progress-rejected"
    assert taps(message)["咨询电话"] == "m|go|hotline"
    assert "原因：材料不全" in pushed(event("declined", note="材料不全")).text


@pytest.mark.parametrize("status", ["pending", "correcting"])
def test_a_refused_withdrawal_is_no_new_request(status: str) -> None:
    message = pushed(event(status, Actor.ENTERPRISE, note="项目需要"))
    assert message.title == "单位没有同意撤回"
    assert "原因：项目需要" in message.text
    assert texts.say(f"status.{status}") in message.text
    assert ("现在补正" in taps(message)) is (status == "correcting")


def test_withdrawal_is_offered_while_it_is_possible_and_there_is_an_enterprise() -> None:
    assert taps(pushed(event("reported")))["撤回"] == "m|about|withdrawal.A7K2Q9"
    assert "撤回" in taps(pushed(event("pending")))
    assert "撤回" not in taps(pushed(event("accepted")))
    assert "撤回" not in taps(pushed(event("pending", kind="info_update", speciality="")))


def test_what_the_person_did_is_not_pushed() -> None:
    said = push_of(event("withdrawing", Actor.PERSON))
    assert (said.text, said.message) == (
        "注册土木工程师（岩土）初始注册：撤回待企业同意",
        None,
    )


def test_lines_of_the_messages_page() -> None:
    assert push_of(event("approved", note="终审完成并发布")).text == (
        "注册土木工程师（岩土）初始注册：审批通过（终审完成并发布）"
    )
    assert push_of(event("correcting", note="补正内容：甲\n补正原因：乙")).text == (
        "注册土木工程师（岩土）初始注册：部级未受理(待补正)\n补正内容：甲\n补正原因：乙"
    )
