"""Where one message goes: login, what cannot be used, command, button, form, or its meaning."""

import re
from dataclasses import dataclass

from bot import albums
from bot.acting import Acting
from bot.beginning import Beginning
from bot.businesses import DESTINATIONS
from bot.buttons import MenuTap, StepTap, menu_button, read_tap
from bot.cards import LOGIN_ROW
from bot.commands import HELP, KEEPING, ON_CANCEL, STEERING, read_command
from bot.entrance import Entrance
from bot.entries import read_link, show_entry
from bot.exchange import Exchange
from bot.feedback import complain, is_complaint, judge
from bot.filling import Filling
from bot.hearing import is_aside, may_be_aside, read_answer, steers
from bot.masking import mask
from bot.pages import PAGE_VERBS, Pages
from bot.services import Services
from bot.showing import ask_again, is_shown, place
from bot.understanding import PAGES
from bot.uploading import Uploading
from flows import engine, texts
from flows.catalogue import catalogue
from flows.checks import clean
from flows.engine import can_keep
from flows.inputs import Tapped
from flows.steps import Confirm
from flows.tracker import Tracker
from storage.login_codes import cleaned

LONGEST = 1000
"""Characters that anybody needs to say what they want; more is asked to be shortened."""

_CODE = re.compile(r"[A-Za-z0-9]{4}[-－][A-Za-z0-9]{4}")


@dataclass(frozen=True, slots=True)
class Routing:
    """The order in which a message is understood."""

    services: Services
    entrance: Entrance
    beginning: Beginning
    filling: Filling
    uploading: Uploading
    pages: Pages
    acting: Acting

    async def route(self, exchange: Exchange) -> None:
        """Reply to the exchange's message; the registry's errors pass through."""
        message = exchange.message
        if not message.album_over and albums.gathered(exchange) not in ("", message.album):
            # Whatever comes next, the album before it has arrived.
            await self.uploading.album_over(exchange)
        if message.login:
            await self.entrance.log_in(exchange, message.login)
        elif message.unsupported:
            self._unsupported(exchange)
        elif message.data:
            await self._button(exchange)
        elif message.album_over:
            await self._album_over(exchange)
        elif message.upload is not None:
            if exchange.tracker is not None or not self._ended_elsewhere(exchange):
                await self.uploading.receive(exchange)
        else:
            await self._text(exchange, clean(message.text))

    async def _album_over(self, exchange: Exchange) -> None:
        """Perhaps late, or with more on the way: then the next one tells."""
        if albums.gathered(exchange) == exchange.message.album_over:
            await self.uploading.album_over(exchange)

    def _unsupported(self, exchange: Exchange) -> None:
        code = f"unsupported.{exchange.message.unsupported}"
        known = code in texts.sentences()
        exchange.say(texts.say(code if known else "unsupported.other"))
        if exchange.message.unsupported != "group":
            ask_again(exchange)

    async def _text(self, exchange: Exchange, text: str) -> None:
        length = len(exchange.message.text)
        if not text:
            exchange.say(texts.say("message_empty"))
            ask_again(exchange)
        elif length > LONGEST:
            exchange.say(texts.say("message_too_long", length=str(length)))
            ask_again(exchange)
        elif (link := read_link(text)) is not None:
            await self._arrive(exchange, *link)
        elif (code := self._login_code(exchange, text)) and await self._redeemed(exchange, code):
            return
        elif (command := read_command(text)) is not None:
            await self._command(exchange, *command)
        elif exchange.tracker is not None:
            await self._answer(exchange, text)
        elif self._ended_elsewhere(exchange):
            return
        elif not any(character.isalnum() for character in text):
            exchange.say(texts.say("words_expected"))
        elif not (is_complaint(text) and await complain(exchange, self.services)):
            await self.acting.act(exchange, await self.acting.understand(exchange, text), text)

    async def _arrive(self, exchange: Exchange, verb: str, target: str) -> None:
        """By a link into the chat: to an entry, or to a business or page."""
        if verb == "faq":
            await show_entry(exchange, self.services, target, is_arriving=True)
            ask_again(exchange)
        elif target in DESTINATIONS or target == "agent":
            await self._menu(exchange, verb, target)
        else:
            await self.entrance.greet(exchange)

    async def _redeemed(self, exchange: Exchange, code: str) -> bool:
        """Words at a step that only look like a code are an answer after all."""
        may_be_answer = exchange.tracker is not None and exchange.message.text[:1] != "/"
        return await self.entrance.redeem(exchange, code, quietly=may_be_answer)

    def _login_code(self, exchange: Exchange, text: str) -> str:
        if text.startswith("/start "):
            return cleaned(text.removeprefix("/start "))
        typed = cleaned(text)
        looks_so = _CODE.fullmatch(text) or (not exchange.person_id and typed)
        return typed if looks_so else ""

    async def _command(self, exchange: Exchange, name: str, payload: str) -> None:
        match name:
            case "start":
                await self.entrance.greet(exchange)
            case "menu":
                await self.entrance.menu(exchange)
            case "login":
                exchange.say("登录在网页上进行，请不要在聊天里发送密码。", (LOGIN_ROW,))
            case "logout":
                self.entrance.log_out(exchange)
            case "resume":
                await self.filling.list_drafts(exchange)
            case "help":
                exchange.say(HELP, title="怎么用")
            case "":
                exchange.say(f"没有「/{mask(payload[:32]).text}」这个命令。\n{HELP}")
            case _:
                await self.acting.go(exchange, name)
        if name in ("help", "agent", "", *PAGES):
            ask_again(exchange)

    async def _button(self, exchange: Exchange) -> None:
        tap = read_tap(exchange.message.data)
        match tap:
            case StepTap():
                if not await self.uploading.treat_by_tap(exchange, tap):
                    await self.filling.tapped(exchange, tap)
            case MenuTap(verb=verb, target=target):
                await self._menu(exchange, verb, target)
            case None:
                exchange.say(texts.say("stale_button"))

    async def _menu(self, exchange: Exchange, verb: str, target: str) -> None:
        match verb:
            case "go":
                await self.acting.go(exchange, target)
                if target in PAGES:
                    self._way_back(exchange)
            case "menu":
                await self.entrance.menu(exchange)
            case "logout":
                self.entrance.log_out(exchange)
            case "resume":
                await self.filling.resume_draft(exchange, target)
            case "anew":
                await self.filling.start_anew(exchange, target)
            case "another":
                await self.beginning.another(exchange, target)
            case "about":
                await self._about(exchange, *target.partition(".")[::2])
            case "reopen":
                await self.filling.reopen(exchange, *target.partition(".")[::2])
            case "reuse" | "afresh":
                await self.beginning.reuse(exchange, target, is_agreed=verb == "afresh")
            case "discard":
                await self.filling.discard_draft(exchange, target)
            case "again":
                await self.filling.repeat_hand_over(exchange, target)
            case "later":
                exchange.state.pop("pending", None)
                exchange.say("好的，需要时随时说一声。")
            case "faq":
                await show_entry(exchange, self.services, target)
                ask_again(exchange)
            case "good" | "bad":
                await judge(exchange, self.services, verb, target)
            case _ if verb in PAGE_VERBS:
                await self.pages.open(exchange, verb, target)
                self._way_back(exchange)
            case "agent":
                await self._command(exchange, "agent", "")
            case _:
                exchange.say(texts.say("stale_button"))

    async def _about(self, exchange: Exchange, flow_id: str, subject: str) -> None:
        flow = catalogue().get(flow_id)
        if flow is None or not flow.subject or not subject:
            exchange.say(texts.say("stale_button"))
            return
        await self.beginning.start(exchange, flow_id, {flow.subject: subject}, only=True)

    def _way_back(self, exchange: Exchange) -> None:
        """Leafing through pages in mid-form: the form is one tap away."""
        tracker = exchange.tracker
        if tracker is None or not exchange.outgoing:
            return
        row = (menu_button(f"回到「{catalogue()[tracker.flow].title}」", "resume", tracker.id),)
        last = exchange.outgoing[-1]
        exchange.outgoing[-1] = last.model_copy(update={"buttons": (*last.buttons, row)})

    async def _answer(self, exchange: Exchange, text: str) -> None:
        """Words at a step: an answer, unless they are a question (engine rule 3)."""
        tracker = exchange.tracker
        assert tracker is not None, "only with a form in hand"
        if not is_shown(exchange, tracker):
            await self.filling.resume(exchange, tracker, note=texts.say("moved_elsewhere"))
            return
        if control := self._control(exchange, tracker, text):
            await self.filling.given(exchange, Tapped(tracker.step, control))
            return
        if await self.uploading.treat(exchange, text, is_tap=False):
            return
        given = await read_answer(tracker, text, self.services.registry)
        turn = engine.answer(catalogue()[tracker.flow], tracker, given, exchange.now)
        if may_be_aside(turn, tracker, text):
            if is_complaint(text) and await complain(exchange, self.services):
                return
            understood = await self.acting.understand(exchange, text)
            if is_aside(understood, text):
                await self.acting.act(exchange, understood, text)
                return
            if control := steers(understood):
                given = Tapped(tracker.step, control)
        await self.filling.given(exchange, given)

    def _control(self, exchange: Exchange, tracker: Tracker, text: str) -> str:
        """The control that the words are; a dialog's own 取消 is its answer, not ours."""
        step = catalogue()[tracker.flow].step(tracker.step)
        if exchange.asked == place(tracker) and text in ON_CANCEL:
            return ON_CANCEL[text]
        if step is not None and text in KEEPING and can_keep(step, tracker.view(exchange.now)):
            return "!keep"
        if isinstance(step, Confirm) and text in (step.yes, step.no):
            return ""
        return STEERING.get(text, "")

    def _ended_elsewhere(self, exchange: Exchange) -> bool:
        """The screen still asks a step of a form that is gone: that is said once."""
        if not exchange.state.pop("shown", ""):
            return False
        row = (menu_button("看看有哪些业务", "menu"), menu_button("当前申报", "go", "current"))
        exchange.say(texts.say("ended_elsewhere"), (row,))
        return True
