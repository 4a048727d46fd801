"""What a conversation may use; filled by the composition root, and by tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flows.ports import FileStore, Registry
from flows.tracker import Tracker
from knowledge.corpus import Corpus
from knowledge.search import Search
from nlu.parse import Parser
from storage.calendar_links import CalendarLinks
from storage.login_codes import LoginCodes
from storage.notifications import Notifications
from storage.preferences import Preferences
from storage.trackers import Trackers


@dataclass(frozen=True, slots=True)
class Services:
    """Ports and stores, by what they are for."""

    registry: Registry
    files: FileStore
    trackers: Trackers
    notifications: Notifications
    preferences: Preferences
    calendar_links: CalendarLinks
    login_codes: LoginCodes
    parser: Parser
    corpus: Corpus
    search: Search
    draw_certificate: Callable[[Tracker, bytes, bytes], bytes]
    """The preview for a `profile` tracker with portrait and signature. Blocks about 60 ms."""
    clock: Callable[[], datetime]
