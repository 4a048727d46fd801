"""What a chat is about just now, so that 要几天 and 那注销呢 are understood."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.businesses import BUSINESSES
from bot.exchange import Exchange
from bot.showing import place
from bot.understanding import Understood
from flows.catalogue import catalogue
from knowledge.corpus import Corpus, Entry
from knowledge.follow_up import (
    Topic,
    asks_aspect,
    aspect_in,
    completed,
    rewritten,
    subject_in,
    swaps_subject,
)
from storage.answer_counts import Asked

KEPT = timedelta(minutes=30)
"""How long a chat remembers what it was about."""
SURE = 0.85
"""Chance from which the words as they were typed need no topic."""

Read = Callable[[str], Awaitable[Understood]]


def note_answer(exchange: Exchange, entry: Entry, question: str = "") -> None:
    """An entry was answered: it is the topic from now on. The question itself is not kept."""
    stored = _stored(exchange)
    former = Topic(stored[1], stored[2]) if stored else None
    topic = _topic_of_answer(entry, question, former)
    _store(exchange, entry.id, topic.subject, topic.aspect)
    exchange.answered.append(_asked(exchange, entry))


def note_business(exchange: Exchange, flow_id: str) -> None:
    """A business was asked for: it is the topic, with or without a form in hand."""
    if topic := _topic_of_business(flow_id):
        _store(exchange, "", topic.subject, "")


def topic_after(understood: Understood, text: str, former: Topic | None) -> Topic | None:
    """What a talk is about once `text` has been answered or obeyed."""
    if understood.entry is not None:
        return _topic_of_answer(understood.entry, understood.asked or text, former)
    return _topic_of_business(understood.action) or former


def _topic_of_answer(entry: Entry, question: str, former: Topic | None) -> Topic:
    subject = subject_in(question, entry.title, entry.topic)
    if asks_aspect(question) and not subject_in(question, entry.title):
        subject = former.subject if former else subject
    return Topic(subject, aspect_in(question, entry.title), entry.title)


def _topic_of_business(flow_id: str) -> Topic | None:
    subject = subject_in(BUSINESSES[flow_id].title) if flow_id in BUSINESSES else ""
    return Topic(subject) if subject else None


def topic_of(exchange: Exchange, corpus: Corpus) -> Topic | None:
    """What was answered or asked for in the last half hour, else the form in hand."""
    stored = _stored(exchange)
    if stored is not None and stored[1]:
        entry = corpus.entries.get(stored[0])
        return Topic(stored[1], stored[2], entry.title if entry else "")
    if exchange.tracker is not None:
        return Topic(subject_in(BUSINESSES[exchange.tracker.flow].title))
    return None


def last_answer(exchange: Exchange, corpus: Corpus) -> Entry | None:
    """The entry that was answered last, while it is remembered and no step was taken since."""
    stored = _stored(exchange)
    is_here = stored is not None and exchange.state["topic"][4] == _step(exchange)
    return corpus.entries.get(stored[0]) if stored and is_here else None


async def follow_up(text: str, plain: Understood, topic: Topic | None, read: Read) -> Understood:
    """`plain` is what `text` says by itself; where that is not sure, it is read with the topic."""
    leans = swaps_subject(text) or asks_aspect(text)
    if plain.status in ("action", "smalltalk") and not leans:
        return plain
    if plain.status == "answered" and plain.confidence >= SURE:
        return plain
    topic = topic or Topic("")
    best: Understood | None = None
    for question in rewritten(text, topic):
        found = await read(question)
        if found.status in ("answered", "unsure") and (
            best is None or found.confidence > best.confidence
        ):
            best = replace(found, asked=question)
        if best is not None and best.confidence >= SURE:
            break
    if best is not None and (best.status == "answered" or plain.status != "answered"):
        return best
    if plain.status != "answered" and (question := completed(text, topic)):
        found = await read(question)
        if found.status == "answered":
            return replace(found, asked=question)
    return plain


def _store(exchange: Exchange, entry_id: str, subject: str, aspect: str) -> None:
    now, step = int(exchange.now.timestamp()), _step(exchange)
    exchange.state["topic"] = [entry_id, subject, aspect, now, step]


def _stored(exchange: Exchange) -> tuple[str, str, str] | None:
    match exchange.state.get("topic"):
        case [str(entry_id), str(subject), str(aspect), int(at), _] if (
            0 <= exchange.now.timestamp() - at <= KEPT.total_seconds()
        ):
            return entry_id, subject, aspect
    return None


def _asked(exchange: Exchange, entry: Entry) -> Asked:
    """For the counts: about which business, by people of which speciality."""
    tracker = exchange.tracker
    if tracker is None:
        return Asked(entry.id, exchange.state.get("speciality", ""), entry.leads_to)
    flow = catalogue()[tracker.flow]
    own = tracker.slots.get("speciality", "")
    known = tracker.subject if flow.subject == "speciality" else own
    return Asked(entry.id, known or exchange.state.get("speciality", ""), tracker.flow)


def _step(exchange: Exchange) -> str:
    return place(exchange.tracker) if exchange.tracker is not None else ""
