"""The timeline of applications with every history, for both professions and the direct kinds."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.pictures.timeline import WIDTH, TimelineNode, draw_timeline
from bot.timelines import in_words, picture_text, timeline_nodes
from flows.model import Actor, Application, StatusEvent
from flows.model import ApplicationStatus as S
from flows.pipeline import TRANSITIONS

BEGUN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
WHOLE = (S.SUBMITTED, S.REPORTED, S.PENDING, S.ACCEPTED, S.REVIEWING)
HISTORIES: dict[str, tuple[tuple[S, ...], str]] = {
    "submitted": ((S.SUBMITTED,), "✓⏳☐☐☐☐"),
    "reported": ((S.SUBMITTED, S.REPORTED), "✓✓⏳☐☐☐"),
    "pending": (WHOLE[:3], "✓✓⏳☐☐☐"),
    "correcting": ((*WHOLE[:3], S.CORRECTING), "✓✓⏳☐☐☐"),
    "corrected": ((*WHOLE[:3], S.CORRECTING, S.PENDING), "✓✓⏳☐☐☐"),
    "accepted": (WHOLE[:4], "✓✓✓⏳☐☐"),
    "reviewing": (WHOLE, "✓✓✓⏳☐☐"),
    "publicised": ((*WHOLE, S.PUBLICISED), "✓✓✓✓⏳☐"),
    "approved": ((*WHOLE, S.APPROVED), "✓✓✓✓✓"),
    "approved after publicity": ((*WHOLE, S.PUBLICISED, S.APPROVED), "✓✓✓✓✓✓"),
    "rejected": ((*WHOLE, S.REJECTED), "✓✓✓✓✗"),
    "rejected after publicity": ((*WHOLE, S.PUBLICISED, S.REJECTED), "✓✓✓✓✓✗"),
    "declined": ((*WHOLE[:3], S.DECLINED), "✓✓✗☐☐"),
    "declined while correcting": ((*WHOLE[:3], S.CORRECTING, S.DECLINED), "✓✓✗☐☐"),
    "withdrawing": ((*WHOLE[:3], S.WITHDRAWING), "✓✓⏳☐☐☐"),
    "withdrawal refused": ((*WHOLE[:3], S.WITHDRAWING, S.PENDING), "✓✓⏳☐☐☐"),
    "withdrawal overtaken": ((*WHOLE[:3], S.WITHDRAWING, S.ACCEPTED), "✓✓✓⏳☐☐"),
    "withdrawn at once": ((S.SUBMITTED, S.WITHDRAWN), "✓✗☐☐☐"),
    "withdrawn after the report": ((S.SUBMITTED, S.REPORTED, S.WITHDRAWN), "✓✓✗☐☐"),
    "withdrawn by consent": ((*WHOLE[:3], S.WITHDRAWING, S.WITHDRAWN), "✓✓✗☐☐"),
    "returned": ((S.SUBMITTED, S.RETURNED), "✓✗☐☐☐"),
}
"""Statuses in order, and the marks of the nodes that follow from them."""


def application(
    history: tuple[S, ...], kind: str = "initial", speciality: str = "AY"
) -> Application:
    return Application(
        id="A1",
        person_id="p1",
        kind=kind,
        speciality=speciality,
        enterprise_name="测试设计院有限公司",
        credit_code="91350100M000100Y43",
        status=history[-1],
        filed_at=BEGUN,
        changed_at=BEGUN + timedelta(days=len(history) - 1),
    )


def events(filed: Application, history: tuple[S, ...]) -> list[StatusEvent]:
    """One a day."""
    return [
        StatusEvent(
            cursor=number,
            application_id=filed.id,
            person_id=filed.person_id,
            kind=filed.kind,
            speciality=filed.speciality,
            status=status,
            actor=Actor.SYSTEM,
            at=BEGUN + timedelta(days=number),
        )
        for number, status in enumerate(history)
    ]


def nodes_of(
    history: tuple[S, ...], kind: str = "initial", speciality: str = "AY"
) -> list[TimelineNode]:
    filed = application(history, kind, speciality)
    return timeline_nodes(filed, events(filed, history))


def marks(nodes: list[TimelineNode]) -> str:
    return "".join(line[0] for line in in_words(nodes).splitlines())


def test_every_status_that_can_be_reached_has_a_history_here() -> None:
    reached = {one.to for one in TRANSITIONS} - {S.DRAFT}
    assert reached == set(S) - {S.DRAFT, S.UNKNOWN}
    assert {history[-1] for history, _ in HISTORIES.values()} == reached


@pytest.mark.parametrize("speciality", ["AY", "ARCH"])
@pytest.mark.parametrize("name", HISTORIES)
def test_the_nodes_of_every_history(name: str, speciality: str) -> None:
    history, signs = HISTORIES[name]
    nodes = nodes_of(history, speciality=speciality)
    assert marks(nodes) == signs
    review = "管理委员会审查" if speciality == "ARCH" else "部级审查"
    assert review in [node.label for node in nodes]
    assert all(node.at for node in nodes if node.state != "todo")
    assert not any(node.at for node in nodes if node.state == "todo")
    picture = Image.open(BytesIO(draw_timeline("初始注册 岩土", nodes)))
    assert (picture.format, picture.width) == ("PNG", WIDTH)
    bare = Image.open(BytesIO(draw_timeline("初始注册 岩土", [])))
    one = Image.open(BytesIO(draw_timeline("初始注册 岩土", nodes[:1])))
    assert picture.height == bare.height + len(nodes) * (one.height - bare.height)


@pytest.mark.parametrize(
    ("name", "label", "status"),
    [
        ("submitted", "企业上报", "个人已上报"),
        ("correcting", "部级受理", "部级未受理(待补正)"),
        ("withdrawing", "部级受理", "撤回待企业同意"),
        ("reviewing", "部级审查", "审查中"),
        ("publicised", "公示", "公示"),
        ("rejected", "终审发布", "审批不通过"),
        ("declined", "部级受理", "不予受理"),
        ("withdrawn at once", "企业上报", "已撤回"),
        ("returned", "企业上报", "企业退回"),
    ],
)
def test_the_node_in_hand_says_the_present_status(name: str, label: str, status: str) -> None:
    history, _ = HISTORIES[name]
    (here,) = (node for node in nodes_of(history) if node.state in ("now", "failed"))
    day = 20 + len(history) - 1
    assert (here.label, here.at) == (label, f"{status} · 2026-11-{day} 09:00")


def test_each_node_has_the_time_it_was_reached_at() -> None:
    nodes = nodes_of((*WHOLE, S.PUBLICISED, S.APPROVED))
    days = [node.at.split()[0][-2:] for node in nodes]
    # Of the report, the acceptance, the publicity that ends the review, and the decision.
    assert days == ["20", "21", "23", "25", "26", "26"]


@pytest.mark.parametrize("kind", ["info_update", "defence"])
def test_what_goes_straight_to_the_authority_has_no_enterprise_in_it(kind: str) -> None:
    nodes = nodes_of((S.PENDING,), kind, "")
    assert in_words(nodes) == "✓ 个人上报\n⏳ 部级受理：部级未受理\n☐ 部级审查\n☐ 公示\n☐ 终审发布"
    declined = nodes_of((S.PENDING, S.DECLINED), kind, "")
    assert marks(declined) == "✓✗☐☐"


def test_what_has_just_been_filed_needs_no_events() -> None:
    filed = application((S.SUBMITTED,))
    assert timeline_nodes(filed) == timeline_nodes(filed, events(filed, (S.SUBMITTED,)))


def test_the_words_for_those_who_do_not_see_it() -> None:
    filed = application((S.SUBMITTED,))
    words = picture_text(filed, timeline_nodes(filed))
    assert words.startswith(
        "初始注册 注册土木工程师（岩土）的审核进度：✓ 个人上报，⏳ 企业上报：个人已上报，"
    )
