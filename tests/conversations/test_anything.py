"""Anything at all: random people, inputs and restarts; no crash, no loss, no impossible status."""

import asyncio
import itertools
import os
import secrets
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from flows.catalogue import catalogue
from flows.model import Actor, ApplicationStatus
from flows.options import options_of, tap_value
from flows.pipeline import TRANSITIONS, possible
from flows.ports import RegistryRefused
from flows.steps import Choice
from flows.tracker import Tracker
from storage.database import Database
from storage.registry.demo_people import PEOPLE
from storage.registry.office import Office
from tests.conversations.chat import IMAGES, Chat, Product, product_on
from tests.conversations.walks import WALKS, Walk, rightly_lost
from tests.conversations.walks import answers as answer_well
from tests.databases import address_of, create, drop

SAYINGS = (
    *(
        "菜单",
        "返回",
        "取消",
        "存草稿",
        "继续填写",
        "草稿",
        "转人工",
        "退出登录",
        "你好",
        "是",
        "不",
    ),
    *(
        "我要办初始注册",
        "我要办变更注册",
        "帮我办延续",
        "我要补办证书",
        "我要注销注册",
        "帮我撤回",
    ),
    *(
        "我要补正",
        "我要申辩",
        "信息更正",
        "个人信息",
        "查看进度",
        "我的消息",
        "历史申报",
        "当前申报",
    ),
    *("继续教育要多少学时", "怎么撤回", "社保异常怎么办", "我想给暖通专业办延续"),
    *("2023-12-01", "2023年2月30日", "２０２３１２０１", "13900139000", "110105194912310021"),
    *("2023010110000001", "华东 勘测", "1", "全选", "下一步", "完成", "不上传", "<b>&", "'; --"),
)
MOVES = {(t.status, t.to) for t in TRANSITIONS} | {
    # A refused withdrawal goes back to a 补正 that is still open.
    (ApplicationStatus.WITHDRAWING, ApplicationStatus.CORRECTING)
}
FIRST = {t.to for t in TRANSITIONS if t.status is ApplicationStatus.DRAFT}
OFFICE_WORDS = {"request_correction": ("补充材料", "看不清"), "reject": ("材料不全",)}
GARBAGE = (b"", b"not an image", b"%PDF-1.4", IMAGES["proof"][:2000])


class Anything(RuleBasedStateMachine):
    """Up to three chats of any demo people; every action is one that the outside can do."""

    def __init__(self, address: str, data_dir: Path) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._address, self._data_dir = address, data_dir
        self.chats: list[Chat] = []
        self.prepared: set[str] = set()
        self.does(self._starts())

    def does(self, action: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(action)

    async def _starts(self) -> None:
        self.database = Database(self._address)
        self._stack.push_async_callback(self.database.close)
        composed = product_on(self.database, self._data_dir)
        self.product: Product = await self._stack.enter_async_context(composed)

    async def _ends(self) -> None:
        await self._stack.aclose()

    def teardown(self) -> None:
        self.does(self._ends())
        self._runner.close()

    # --- people --------------------------------------------------------------------------

    @initialize(usernames=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3))
    def people_come(self, usernames: list[Any]) -> None:
        for number, person in enumerate(usernames):
            chat = self.product.chat("telegram" if number % 2 else "web")
            self.chats.append(chat)
            self.acts(chat, chat.logs_in(person.username))

    def acts(self, chat: Chat, action: Coroutine[Any, Any, str]) -> None:
        """One action in a chat: it is answered, and nobody's answers are lost by it."""
        before = self.does(self.drafts())
        chat.replies = []
        words = self.does(action)
        assert "出了故障" not in words, words
        assert words or chat.handled.toast, "met with silence"
        self.kept(before, self.does(self.drafts()))

    who = st.integers(0, 2)

    def chat(self, who: int) -> Chat:
        return self.chats[who % len(self.chats)]

    @rule(who=who, words=st.sampled_from(SAYINGS))
    def says(self, who: int, words: str) -> None:
        chat = self.chat(who)
        self.acts(chat, chat.types(words))

    @rule(who=who, words=st.text(max_size=60))
    def types_anything(self, who: int, words: str) -> None:
        chat = self.chat(who)
        self.acts(chat, chat.types(words))

    @rule(who=who, times=st.integers(1, 25), choice=st.integers(0, 9))
    def answers_well(self, who: int, times: int, choice: int) -> None:
        """Forward through the form in hand, often to its end."""
        chat = self.chat(who)
        for _ in range(times):
            tracker = self.does(chat.tracker())
            if tracker is None:
                return
            self.acts(chat, self.well(chat, tracker, choice))

    @rule(who=who, walk=st.sampled_from(list(WALKS.values())), times=st.integers(3, 25))
    def walks(self, who: int, walk: Walk, times: int) -> None:
        """Somebody for whom the business is open comes and begins it."""
        chat = self.chat(who)
        if walk.prepare is not None and walk.username not in self.prepared:
            self.prepared.add(walk.username)
            with suppress(RegistryRefused):  # what is in hand already hinders it
                self.does(walk.prepare(self.product, walk.username))
        chat.answers = walk.answers
        self.acts(chat, chat.logs_in(walk.username))
        self.acts(chat, chat.sends_data(f"m|go|{walk.flow}"))
        self.answers_well(who, times, 0)

    async def well(self, chat: Chat, tracker: Tracker, choice: int) -> str:
        step = catalogue()[tracker.flow].step(tracker.step)
        if isinstance(step, Choice) and step.slot not in chat.answers:
            options = options_of(step, tracker.view(self.product.clock()))
            if options:
                value = tap_value(options[choice % len(options)].value)
                return await chat.sends_data(f"t|{tracker.id}|{step.slot}|{value}")
        try:
            return await answer_well(chat, tracker.step)
        except AssertionError:  # the good answer is not on this person's screen
            return await chat.types("继续填写")

    @rule(who=who, flow=st.sampled_from(sorted(catalogue())))
    def opens(self, who: int, flow: str) -> None:
        chat = self.chat(who)
        self.acts(chat, chat.sends_data(f"m|go|{flow}"))

    @rule(who=who, number=st.integers(0, 30))
    def taps_what_is_shown(self, who: int, number: int) -> None:
        chat = self.chat(who)
        buttons = [b.data for m in chat.replies for row in m.buttons for b in row if b.data]
        if buttons:
            self.acts(chat, chat.sends_data(buttons[number % len(buttons)]))

    @rule(who=who, number=st.integers(0, 400), twice=st.booleans())
    def taps_something_old(self, who: int, number: int, twice: bool) -> None:
        chat = self.chat(who)
        buttons = [b.data for m in chat.shown for row in m.buttons for b in row if b.data]
        for _ in range(1 + twice):
            if buttons:
                self.acts(chat, chat.sends_data(buttons[number % len(buttons)]))

    @rule(who=who, image=st.sampled_from([*IMAGES.values(), *GARBAGE]))
    def uploads(self, who: int, image: bytes) -> None:
        chat = self.chat(who)
        self.acts(chat, chat.uploads(image))

    @rule(who=who, person=st.sampled_from(PEOPLE))
    def logs_in_as_another(self, who: int, person: Any) -> None:
        chat = self.chat(who)
        self.acts(chat, chat.logs_in(person.username))

    # --- the world -----------------------------------------------------------------------

    @rule(seconds=st.sampled_from([30, 61, 86400]))
    def time_passes(self, seconds: int) -> None:
        self.product.clock.moves_on(seconds)

    @rule(which=st.integers(0, 50), act=st.integers(0, 9))
    def the_office_acts(self, which: int, act: int) -> None:
        before = self.does(self.drafts())
        self.does(self._office_acts(which, act))
        assert self.does(self.drafts()) == before

    async def _office_acts(self, which: int, act: int) -> None:
        office = Office(self.database)
        if not (found := await office.applications()):
            return
        one = found[which % len(found)]
        if acts := possible(one.status, Actor.ENTERPRISE, Actor.AUTHORITY):
            verb = acts[act % len(acts)].value.replace("-", "_")
            verb = "return_" if verb == "return" else verb
            await getattr(office, verb)(one.id, *OFFICE_WORDS.get(verb, ()))

    @precondition(lambda self: self.chats)
    @rule()
    def it_is_restarted(self) -> None:
        before, ahead = self.does(self.drafts()), self.product.clock.ahead
        chats = self.chats
        self.does(self._ends())
        self._stack = AsyncExitStack()
        self.does(self._starts())
        self.product.clock.ahead = ahead
        for chat in chats:
            chat.product = self.product
        assert self.does(self.drafts()) == before

    # --- what always holds ---------------------------------------------------------------

    async def drafts(self) -> dict[str, Tracker]:
        async with self.database.raw() as connection:
            rows = await (await connection.execute("SELECT data FROM trackers")).fetchall()
        found = [Tracker.model_validate(row["data"]) for row in rows]
        return {tracker.id: tracker for tracker in found}

    def kept(self, before: dict[str, Tracker], after: dict[str, Tracker]) -> None:
        """No answer of any form is gone, but those that another answer has made void."""
        now = self.product.clock()
        for tracker_id, was in before.items():
            if (is_now := after.get(tracker_id)) is not None:
                lost = was.slots.keys() - is_now.slots.keys()
                wrong = {slot for slot in lost if not rightly_lost(slot, was, is_now.view(now))}
                assert not wrong, f"{was.flow} at {was.step} lost {wrong}"

    @invariant()
    def every_status_was_reached_by_a_move_of_the_machine(self) -> None:
        for history in self.does(self._histories()):
            assert history[0] in FIRST
            for one, other in itertools.pairwise(history):
                assert (one, other) in MOVES, f"{one} -> {other}"

    async def _histories(self) -> list[list[ApplicationStatus]]:
        async with self.database.raw() as connection:
            cursor = await connection.execute(
                "SELECT array_agg(status ORDER BY cursor) AS h FROM registry.events"
                " GROUP BY application_id"
            )
            return [[ApplicationStatus(s) for s in row["h"]] for row in await cursor.fetchall()]


def test_anything(postgres: str, template: str, data_dir: Path) -> None:
    """`HYPOTHESIS_EXAMPLES=500` searches longer, and elsewhere each time."""
    examples = int(os.environ.get("HYPOTHESIS_EXAMPLES", "0"))
    names: list[str] = []

    def machine() -> Anything:
        names.append("any_" + secrets.token_hex(6))
        create(postgres, names[-1], template)
        return Anything(address_of(postgres, names[-1]), data_dir)

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=examples or 12,
            stateful_step_count=40,
            derandomize=not examples,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=bool(examples),
        ),
    )
    for name in names:
        drop(postgres, name)
