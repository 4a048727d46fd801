"""How forms are filled, step by step: the good answer for every step, and ways through every flow."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from flows.catalogue import catalogue
from flows.model import Submission
from flows.steps import Choice, Confirm, Review
from flows.tracker import Tracker
from flows.view import View
from storage.registry.office import Office
from tests.conversations.chat import Action, Chat, Product

ANSWERS: dict[str, tuple[Action, ...]] = {
    "school": (("types", "测试大学"),),
    "major": (("types", "岩土工程"),),
    "education": (("taps", "大学本科"),),
    "degree": (("taps", "学士学位"),),
    "graduated_in": (("types", "2015年7月"),),
    "appointed_in": (("types", "2020-09"),),
    "title": (("taps", "助理工程师"),),
    "years_of_practice": (("types", "8年"),),
    "enterprise": (("types", "华东 勘测"), ("taps", "华东勘测澄岳")),
    "industry": (("taps", "勘察设计行业"),),
    "certificate": (("taps", "B"),),
    "contact_mobile": (("types", "13900139000"),),
    "employment_begins_on": (("types", "2022-04-13"),),
    "employment_ends_on": (("taps", "无固定期"),),
    "picture_commitment": (("taps", "本人已阅读并作出上述承诺"),),
    "portrait": (("uploads", "portrait"), ("taps", "使用这张")),
    "signature": (("uploads", "signature"), ("taps", "使用这张")),
    "speciality": (("taps", "给水排水"),),
    "conditions": (("taps", "全选"), ("taps", "下一步")),
    "social_insurance": (("taps", "确定"),),
    "commitment": (("waits", "61"), ("taps", "本人做出上述承诺")),
    "certificate_number": (("types", "2023010110000001"),),
    "approved_on": (("types", "2023-12-01"),),
    "obtained_by": (("taps", "考试"),),
    "dismissal_proof": (("uploads", "proof"),),
    "reissue_reason": (("taps", "遗失"),),
    "reissue_requirement": (("taps", "补办注册证书"),),
    "cancellation_reason": (("taps", "解除聘用关系"),),
    "forced": (("taps", "否"),),
    "forced_proof": (("uploads", "proof"),),
    "application": (("taps", "初始注册"),),
    "proof": (("uploads", "proof"),),
    "proof_confirmed": (("taps", "提交"),),
    "withdrawal_confirmed": (("taps", "确定"),),
    "change_type": (("taps", "姓名"),),
    "name": (("types", "测新名"),),
    "id_type": (("taps", "护照"),),
    "id_number": (("types", "11010519491231002X"),),
    "other_information": (("types", "出生日期更正为一九八八年三月"),),
    "update_reason": (("types", "户籍登记变更"),),
    "police_proof": (("uploads", "proof"),),
    "id_card": (("uploads", "another proof"),),
    "other_proofs": (("taps", "不上传"),),
    "anomaly": (("taps", "社保异常"),),
    "statement": (("types", "本人社保由现单位按月缴纳，缴费记录见附件"),),
    "attachments": (("uploads", "proof"), ("uploads", "another proof"), ("taps", "完成")),
    "review": (("taps", "上报"),),
    "final": (("taps", "确定"),),
}
"""By slot; a walk may answer otherwise."""

Prepare = Callable[[Product, str], Awaitable[None]]


def filed(
    *acts: tuple[str, ...], of: tuple[tuple[str, str], ...] = (("initial", "AY"),)
) -> Prepare:
    """Applications are in hand already, and the office has done `acts` on each."""

    async def prepare(product: Product, username: str) -> None:
        registry, office = product.assistant.services.registry, Office(product.assistant.database)
        for kind, speciality in of:
            made = await registry.submit(
                Submission(
                    key=f"{username}-{kind}-{speciality}",
                    person_id=f"demo-{username}",
                    kind=kind,
                    speciality=speciality,
                    answers={"speciality": speciality, "certificate_number": "2023010110000009"},
                )
            )
            for act, *words in acts:
                await getattr(office, act)(made.id, *words)

    return prepare


async def moved(product: Product, username: str) -> None:
    """The person has saved another enterprise in 个人信息."""
    async with product.assistant.database.raw() as connection:
        await connection.execute(
            "UPDATE registry.people SET employment = (SELECT employment FROM registry.people"
            " WHERE id = 'demo-biangeng') WHERE id = %s",
            (f"demo-{username}",),
        )


async def ending_soon(product: Product, username: str) -> None:
    """All the person's registrations are in their last half year."""
    async with product.assistant.database.raw() as connection:
        await connection.execute(
            "UPDATE registry.registrations SET valid_until = current_date + 100"
            " WHERE person_id = %s",
            (f"demo-{username}",),
        )


DELIVERED = (("report",), ("deliver",))
CORRECTING = (*DELIVERED, ("request_correction", "补充社保证明", "请补正社保缴纳证明"))
TWO = (("initial", "CS"), ("initial", "DG"))


@dataclass(frozen=True)
class Walk:
    """One way through a flow: who goes it, what is there before, which answers differ."""

    flow: str
    username: str
    answers: dict[str, tuple[Action, ...]] = field(default_factory=dict)
    prepare: Prepare | None = None

    async def opened(self, product: Product, channel: str = "telegram") -> Chat:
        """A chat, logged in, with the form begun."""
        if self.prepare is not None:
            await self.prepare(product, self.username)
        chat = product.chat(channel)
        chat.answers = self.answers
        return await opened(chat, self.flow, self.username)


def _tap(label: str) -> tuple[Action, ...]:
    return (("taps", label),)


WALKS = {
    "profile": Walk("profile", "xinren", {"review": _tap("提交")}),
    "initial": Walk("initial", "duozhuan"),
    "initial, insurance abnormal": Walk("initial", "shebao"),
    "change": Walk("change", "biangeng"),
    "change, one of two, insurance abnormal": Walk("change", "chachong", prepare=moved),
    "renewal": Walk("renewal", "yanxu"),
    "renewal, one of two, insurance abnormal": Walk("renewal", "chachong", prepare=ending_soon),
    "renewal, architect": Walk("renewal", "zhuoyue"),
    "renewal, back in the old unit": Walk("renewal", "huilai"),
    "reissue": Walk("reissue", "chachong"),
    "cancellation": Walk("cancellation", "weidao"),
    "cancellation, forced": Walk("cancellation", "chachong", {"forced": _tap("是")}),
    "correction": Walk("correction", "yantu", prepare=filed(*CORRECTING)),
    "correction, one of two": Walk(
        "correction",
        "duozhuan",
        {"application": _tap("供配电")},
        filed(*CORRECTING, of=TWO),
    ),
    "withdrawal": Walk("withdrawal", "yantu", prepare=filed()),
    "withdrawal, one of two, with consent": Walk(
        "withdrawal", "duozhuan", {"application": _tap("供配电")}, filed(*DELIVERED, of=TWO)
    ),
    "info_update, name": Walk("info_update", "yantu"),
    "info_update, number": Walk("info_update", "yantu", {"change_type": _tap("身份证件号")}),
    "info_update, type": Walk(
        "info_update",
        "yantu",
        {"change_type": _tap("证件类型"), "id_number": (("types", "E12345678"),)},
    ),
    "info_update, other": Walk("info_update", "yantu", {"change_type": _tap("其他")}),
    "defence": Walk("defence", "chachong"),
}
"""Together they meet every step but `industry`, which is taken unasked."""

every_walk = pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS.keys())


async def opened(chat: Chat, flow: str, username: str) -> Chat:
    """The chat, logged in, with the form begun."""
    await chat.logs_in(username)
    await chat.sends_data(f"m|go|{flow}")
    return chat


async def answers(chat: Chat, slot: str) -> str:
    """Give the good answer to a step."""
    actions: Any = chat.answers.get(slot) or ANSWERS[slot]
    if slot == "review" and (await chat.form()).flow == "profile":
        actions = _tap("提交")
    return await chat.does(*actions)


async def steps(chat: Chat, *, until: str = "") -> AsyncIterator[Tracker]:
    """Each step in hand in turn; it is answered when the next one is asked for."""
    taken = 0
    while (tracker := await chat.tracker()) is not None and tracker.step != until:
        yield tracker
        words = await answers(chat, tracker.step)
        taken += 1
        assert taken < 60, f"walking in circles at {tracker.step}: {words}"


async def walked(chat: Chat, until: str = "") -> str:
    """Answer everything before step `until`, or all of it; what was shown last."""
    words, taken = "", 0
    while (tracker := await chat.tracker()) is not None and tracker.step != until:
        words = await answers(chat, tracker.step)
        taken += 1
        assert taken < 60, f"walking in circles at {tracker.step}: {words}"
    return words


def rightly_lost(slot: str, was: Tracker, view: View) -> bool:
    """True for answers that no longer apply, or that a changed one has made void."""
    flow = catalogue()[was.flow]
    step = flow.step(slot)
    if step is None or isinstance(step, Review | Confirm | Choice):
        return True
    if not step.when(view):
        return True
    return any(
        slot in other.clears and view[other.slot] != was.slots.get(other.slot, "")
        for other in flow.steps
    )


def kept_whole(tracker: Tracker) -> dict[str, Any]:
    """All of a form that words beside it must leave alone."""
    return tracker.model_dump(exclude={"version", "facts"})
