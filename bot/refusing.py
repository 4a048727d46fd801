"""What is said to words that are none of our business, and to small talk."""

from bot.buttons import menu_button
from bot.channels.messages import BotMessage
from flows import texts
from nlu.parse import Parse

AGENT_ROW = (menu_button("问人工", "agent"),)
SURE_OF_NO = 0.5
"""Chance of being none of our business from which a reason may be told."""


def refusal(parse: Parse) -> BotMessage | None:
    """Whose business it is, or why it is nobody's; None where that cannot be told."""
    if parse.intent != "out_of_scope" and parse.out_of_scope < SURE_OF_NO:
        return None
    reason = parse.reason or "office"
    code = f"refusal.office.{parse.office}" if parse.office else f"refusal.{reason}"
    rows = () if reason in ("role", "nonsense", "other") else (AGENT_ROW,)
    return BotMessage(text=texts.say(code), buttons=rows)


def small_talk(parse: Parse) -> BotMessage:
    """A short reply that fits."""
    rows = (AGENT_ROW,) if parse.talk == "complaint" else ()
    return BotMessage(text=texts.say(f"talk.{parse.talk or 'greeting'}"), buttons=rows)
