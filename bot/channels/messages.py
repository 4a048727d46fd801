"""The contract between dialogue and channels: what people send, what they are shown."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

TEXT_LIMIT = 4096
"""Characters of one message, Telegram's limit; rendering stays below it for every channel."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in; `read` fetches its bytes once and only if they are wanted."""

    name: str
    media_type: str
    size: int
    read: Callable[[], Awaitable[bytes]]
    is_recompressed: bool = False
    """True for a messenger's photo, which is smaller than what was taken."""


@dataclass(frozen=True, slots=True)
class UserMessage:
    """One thing a person did: one of text, data, upload, album_over, unsupported, login is set."""

    channel: str
    chat_id: str
    update_id: str
    """Unique per channel; the same id again is a redelivery."""
    text: str = ""
    data: str = ""
    """The tapped button's data."""
    tapped: str = ""
    """The channel's id of the message that carried the button, so that it can be replaced."""
    label: str = ""
    """The tapped button's words, where the channel knows them; for the chat's history only."""
    upload: Upload | None = None
    album: str = ""
    """The channel's id of the album that an upload is part of."""
    album_over: str = ""
    """All of that album has arrived."""
    unsupported: str = ""
    """What arrived that cannot be used: sticker, voice, location, edited, group, ..."""
    login: str = ""
    """A person's id, set by the login page only."""


class Button(BaseModel):
    """Something to tap: `data` (1-64 bytes) comes back, or `url` opens.

    A `url` that starts with `/` is a page of our own; the channel puts our address before it.
    """

    model_config = ConfigDict(frozen=True)

    label: str
    data: str = ""
    url: str = ""
    kind: Literal["plain", "primary", "danger"] = "plain"


class Animation(BaseModel):
    """A GIF in the file store and its still, for those who want nothing to move."""

    model_config = ConfigDict(frozen=True)

    sha256: str
    still: str


class BotMessage(BaseModel):
    """One message to a person: plain text, never markup; channels decide how it looks."""

    model_config = ConfigDict(frozen=True)

    text: str
    title: str = ""
    """Shown in bold above the text."""
    buttons: tuple[tuple[Button, ...], ...] = ()
    """Rows of buttons."""
    pictures: tuple[str, ...] = ()
    """SHA-256 of images in the file store, shown above the text."""
    animations: tuple[Animation, ...] = ()
    """Shown above the text, too."""
    picture_text: str = ""
    """What pictures and animations show, for those who do not see them."""
    countdown_until: datetime | None = None
    """Reading time runs until then: channels show the seconds left and refresh them."""
    replaces_tapped: bool = False
    """Redraws the message whose button was tapped, where there is one."""
    expects: Literal["tap", "text", "image"] = "text"
    """What the composer should offer."""
    placeholder: str = ""
    """An example for the composer."""


class Delivery(BaseModel):
    """One outbox row on its way to a chat."""

    model_config = ConfigDict(frozen=True)

    id: int
    conversation_id: int
    channel: str
    chat_id: str
    message: BotMessage
    replaces: str = ""
    """The channel's id of the message to redraw, or empty."""


class Handled(BaseModel):
    """What became of one `UserMessage` after its commit."""

    model_config = ConfigDict(frozen=True)

    deliveries: tuple[Delivery, ...] = ()
    duplicate: bool = False
    """The update had been handled before; nothing was done."""
    toast: str = ""
    """A short word on a tap (at most 200 characters), lost without harm."""
    logged_out: bool = False
    """The chat no longer belongs to the person: a channel that shows history starts a new one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that may be passed on in a chat of others."""

    id: str
    """1-64 characters of ASCII."""
    title: str
    text: str
    link: str
    """The payload of `/start` that leads to it in a chat of ours."""


Offers = Callable[[str, int], Awaitable[Sequence[Offer]]]
"""Words typed so far and the most to offer -> what fits, best first."""


class Dialogue(Protocol):
    """What every channel talks to."""

    async def handle(self, message: UserMessage) -> Handled:
        """Do what the message asks and commit; the same `update_id` again changes nothing."""
        ...


class UploadUnavailable(Exception):
    """Raised by `Upload.read`: the bytes are gone or too many; ask for the file again."""
