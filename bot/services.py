"""What a conversation may use; filled by the composition root, and by tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.finding import Finding
from bot.knowledge_base import KnowledgeBase
from bot.paper_reader import PaperReader
from bot.pictures.certificate import Certificate
from bot.pictures.scene import Scene
from bot.pictures.timeline import TimelineNode
from bot.pictures.walkthrough import Walkthrough
from bot.popularity import Popularity
from bot.workshop import Workshop
from flows.ports import FileStore, Registry
from knowledge.corpus import Corpus, Entry
from knowledge.videos import VideoLinks
from nlu.parse import Parser
from storage.calendar_links import CalendarLinks
from storage.feedback import Feedback
from storage.files import DiskFiles
from storage.login_codes import LoginCodes
from storage.notifications import Notifications
from storage.preferences import Preferences
from storage.trackers import Trackers


@dataclass(frozen=True, slots=True)
class Services:
    """Ports and stores, by what they are for."""

    registry: Registry
    files: FileStore
    originals: DiskFiles
    """Uploads as they came, for another page or another turn of them, until the form has ended."""
    keeps_originals: bool
    workshop: Workshop
    paper_reader: PaperReader
    trackers: Trackers
    notifications: Notifications
    preferences: Preferences
    calendar_links: CalendarLinks
    login_codes: LoginCodes
    feedback: Feedback
    popularity: Popularity
    parser: Parser
    knowledge: KnowledgeBase
    finding: Finding
    draw_certificate: Callable[[Certificate, bytes, bytes], bytes]
    """The preview with portrait and signature, as JPEG. Blocks about 60 ms."""
    draw_timeline: Callable[[str, Sequence[TimelineNode]], bytes]
    """A timeline below its title, as PNG. Blocks about 20 ms."""
    draw_walkthrough: Callable[[Sequence[Scene]], Walkthrough]
    """A walk-through as GIF with its still. Blocks about a second."""
    video_links: VideoLinks
    """The operator's own videos."""
    clock: Callable[[], datetime]

    @property
    def corpus(self) -> Corpus:
        """The entries as they are now."""
        return self.knowledge.corpus

    def hot_questions(self, place: str | None = None) -> list[Entry]:
        """What to offer first at a place, by hand and by what was really asked there."""
        return self.corpus.hot_questions(place, self.popularity.asked(business=place or ""))
