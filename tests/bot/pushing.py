"""Messages put before a person, as another page or job would."""

from datetime import UTC, datetime

from bot.channels.messages import BotMessage
from storage.notifications import Notice, Push
from tests.house import House


async def shown(home: House, person_id: str, message: BotMessage) -> None:
    """Show it in every chat of the person."""
    push = Push(message.text, message.model_dump(mode="json"))
    notice = Notice(person_id, f"shown:{message.text}", push, datetime.now(UTC))
    assert await home.assistant.reminders.telling.tell(notice)
