"""Questions in a chat: the answer with its source, suggestions, or an honest no."""

from bot.buttons import menu_button
from bot.channels.messages import BotMessage, Button
from bot.refusing import AGENT_ROW, refusal, small_talk
from bot.understanding import Understood
from knowledge.corpus import Citation, Entry

UNKNOWN = (
    "这个问题我没有可靠的答案，不想猜。可以换个说法再问一次，"
    "或在工作日 8:30-12:00、13:30-17:00 致电 010-88361866。"
)


def answer_message(
    entry: Entry, destinations: dict[str, str], line: str = "", *, asked: str = ""
) -> BotMessage:
    """An entry as people see it: its answer, verbatim, with sources and the way on.

    `line` is what depends on the moment (`bot.computed_lines`); `asked` is the question that was
    made of a few words: it is said, so that it can be corrected.
    """
    sources = "".join(citation.label for citation in entry.citations)
    told = f"您问的是：{asked}" if asked else ""
    parts = [told, entry.answer, entry.detail, line, sources]
    rows: list[tuple[Button, ...]] = []
    if entry.leads_to in destinations:
        rows.append((menu_button(destinations[entry.leads_to], "go", entry.leads_to),))
    source = next((c for c in entry.citations if c.section), None)
    if source:
        rows.append((menu_button("看手册原文", "guide", _place(source)), *AGENT_ROW))
    else:
        rows.append(AGENT_ROW)
    return BotMessage(
        title=entry.title, text="\n".join(part for part in parts if part), buttons=tuple(rows)
    )


def _with_rivals(message: BotMessage, rivals: tuple[Entry, ...]) -> BotMessage:
    """Below an answer that is not quite sure: what else may have been meant."""
    if not rivals:
        return message
    return message.model_copy(
        update={
            "text": f"{message.text}\n如果不是您要问的，请看：",
            "buttons": (*title_rows(rivals), *message.buttons),
        }
    )


def title_rows(entries: tuple[Entry, ...]) -> tuple[tuple[Button, ...], ...]:
    """A button for each entry, by its title."""
    return tuple((menu_button(entry.title, "faq", entry.id),) for entry in entries)


def _place(source: Citation) -> str:
    """The section, and the place in it where a button's data has room for that."""
    section, _, place = source.locator.partition(" ")
    return f"{section}@{place}" if place and len(source.locator.encode()) <= 50 else section


def reply(understood: Understood, destinations: dict[str, str], line: str = "") -> BotMessage:
    """The message for anything that is not an action; `line` stands below an answer."""
    match understood.status:
        case "answered" if understood.entry:
            given = answer_message(understood.entry, destinations, line, asked=understood.asked)
            return _with_rivals(given, understood.suggestions)
        case "unsure" if understood.suggestions:
            rows = title_rows(understood.suggestions)
            about = f"「{understood.asked}」" if understood.asked else ""
            return BotMessage(text=f"{about}您是不是想问：", buttons=(*rows, AGENT_ROW))
        case "smalltalk":
            return small_talk(understood.parse)
        case "out_of_scope" if message := refusal(understood.parse):
            return message
    return BotMessage(text=UNKNOWN, buttons=(AGENT_ROW,))
