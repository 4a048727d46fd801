"""How a channel delivers: the function's shape, and the three ways in which it can fail."""

from collections.abc import Awaitable, Callable

from bot.channels.messages import Delivery

Deliver = Callable[[Delivery], Awaitable[str]]
"""Shows one delivery and answers the channel's id of it; raises one of the errors below."""


class RetryLater(Exception):
    """Not now: after `seconds`, or after a growing pause where the channel named none."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Unreachable(Exception):
    """The person blocked the chat or it is gone: stop writing until they write."""


class Undeliverable(Exception):
    """This one message is refused for good; others may pass. Says why, never what it said."""
