"""What a sentence meant is done: a page opened, a form begun or gone on with, an answer given."""

from dataclasses import dataclass

from bot.answering import reply, title_rows
from bot.beginning import Beginning
from bot.businesses import BUSINESSES, DESTINATIONS
from bot.buttons import about_button, menu_button
from bot.channels.messages import BotMessage
from bot.entries import line_below
from bot.exchange import Exchange
from bot.feedback_buttons import with_feedback
from bot.filling import Filling
from bot.masking import mask
from bot.pages import Pages
from bot.parts import in_parts
from bot.prefilling import prefill
from bot.refusing import AGENT_ROW
from bot.services import Services
from bot.showing import ask_again
from bot.subjects import titled
from bot.topics import follow_up, note_answer, note_business, topic_of
from bot.understanding import PAGES, Understood, understand
from flows import texts
from flows.catalogue import catalogue
from flows.inputs import Tapped
from flows.options import tap_value
from flows.specialities import label_of
from flows.tracker import Tracker

_NUMBERS = (("id", "身份证号"), ("mobile", "手机号"), ("card", "银行卡号"))


@dataclass(frozen=True, slots=True)
class Acting:
    """From words in a chat to what they ask for."""

    services: Services
    beginning: Beginning
    filling: Filling
    pages: Pages

    async def understand(self, exchange: Exchange, text: str) -> Understood:
        """What `text` (1-4096 characters) meant, after what the chat was about."""
        topic = topic_of(exchange, self.services.corpus)
        without = mask(text).without
        if any(character.isalnum() for character in without):
            text = without
        whole = await follow_up(text, await self._read(text), topic, self._read)
        return await in_parts(text, whole, topic, self._read)

    async def _read(self, text: str) -> Understood:
        return await understand(text, self.services.parser, self.services.finding)

    async def go(
        self, exchange: Exchange, target: str, slots: dict[str, str] | None = None
    ) -> None:
        """Open a flow or a page by its id."""
        note_business(exchange, target)
        if target in PAGES or target == "agent":
            await self.pages.open(exchange, target)
        elif target in catalogue():
            await self.beginning.start(exchange, target, slots)
        else:
            exchange.say(texts.say("stale_button"))

    async def act(self, exchange: Exchange, understood: Understood, text: str) -> None:
        """Do what `text` meant; a form in hand is asked again afterwards, or left on request."""
        tracker, action = exchange.tracker, understood.action
        warning = _warning(text)
        if warning and action:
            exchange.say(warning)
        if action and understood.suggestions:
            exchange.say(texts.say("perhaps_asked"), title_rows(understood.suggestions))
        for answer in understood.besides:
            await self._answer(exchange, answer, text)
        if not action:
            await self._answer(exchange, understood, text, warning)
        elif tracker is None:
            await self.go(exchange, action, prefill(understood))
            return
        elif action in PAGES or action == "agent":
            await self.pages.open(exchange, action)
        elif action != tracker.flow:
            await self._offer_switch(exchange, action)
        elif tracker.step == "speciality" and (named := prefill(understood).get("speciality")):
            tapped = Tapped(tracker.step, tap_value(named))
            await self.filling.given(exchange, tapped, note=f"专业：{label_of(named)}")
            return
        elif other := self._other_subject(tracker, understood):
            title = titled(catalogue()[tracker.flow], tracker)
            row = (about_button(f"另办 {label_of(other)}", tracker.flow, other),)
            exchange.say(f"您正在填「{title}」。要另办「{label_of(other)}」吗？", (row,))
        else:
            await self.filling.resume(exchange, tracker)
            return
        ask_again(exchange)

    async def _answer(
        self, exchange: Exchange, understood: Understood, text: str, warning: str = ""
    ) -> None:
        line = await line_below(exchange, self.services, understood.entry)
        message = reply(understood, DESTINATIONS, line)
        is_found = understood.status in ("answered", "smalltalk")
        if not is_found and sum(character.isalnum() for character in text) < 2:
            message = BotMessage(text=texts.say("words_too_few"), buttons=(AGENT_ROW,))
        if understood.entry is not None:
            message = with_feedback(message, understood.entry, self.services, exchange.now)
            note_answer(exchange, understood.entry, understood.asked or text)
        if warning:
            message = message.model_copy(update={"text": f"{message.text}\n\n{warning}"})
        exchange.show(message)

    def _other_subject(self, tracker: Tracker, understood: Understood) -> str:
        """A speciality that was named though the form in hand is about another one."""
        named = prefill(understood).get("speciality", "")
        is_apart = catalogue()[tracker.flow].subject == "speciality" and tracker.subject
        return named if is_apart and named != tracker.subject else ""

    async def _offer_switch(self, exchange: Exchange, flow_id: str) -> None:
        assert exchange.tracker is not None, "only with a form in hand"
        title = titled(catalogue()[exchange.tracker.flow], exchange.tracker)
        other = BUSINESSES[flow_id].title
        row = (menu_button(f"转去{other}", "go", flow_id),)
        exchange.say(f"您正在填「{title}」，已填的内容都存着。要转去「{other}」吗？", (row,))


def _warning(text: str) -> str:
    """That personal numbers were in a question; empty where none were."""
    kinds = mask(text).kinds
    found = "、".join(name for kind, name in _NUMBERS if kind in kinds)
    return texts.say("number_masked", what=found) if found else ""
