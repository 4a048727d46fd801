"""One message that asks several things: each is read by itself, and all are answered."""

from dataclasses import replace

from bot.topics import Read, follow_up, topic_after
from bot.understanding import Understood
from knowledge.follow_up import Topic
from knowledge.several import MOST, is_order, split


async def in_parts(text: str, whole: Understood, topic: Topic | None, read: Read) -> Understood:
    """`whole`, or what its parts mean where each of them is found by itself.

    The order among the parts comes last, since a form begins with it; what was answered before
    it stands in `besides`.
    """
    parts = split(text)[:MOST]
    answers: list[Understood] = []
    orders: list[Understood] = []
    for part in parts:
        plain = await read(part)
        if is_order(part):
            if plain.status != "action":
                return whole
            orders.append(plain)
            topic = topic_after(plain, part, topic)
            continue
        reading = await follow_up(part, plain, topic, read)
        if reading.status not in ("answered", "unsure") or not (
            reading.entry or reading.suggestions
        ):
            return whole
        if reading.entry is None or reading.entry not in [one.entry for one in answers]:
            answers.append(replace(reading, asked=reading.asked or part))
        topic = topic_after(reading, part, topic)
    found = [one.entry for one in answers if one.entry is not None]
    if len(orders) > 1 or not found or len(answers) + len(orders) < 2:
        return whole
    if whole.status == "answered" and len(found) < len(answers):
        # One good answer beats one and a half.
        return whole
    *besides, last = [*answers, *orders]
    return replace(last, besides=tuple(besides))
