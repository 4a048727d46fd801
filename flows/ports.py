"""What the core asks of the outside: the registry and the file store."""

from datetime import date, datetime
from typing import Protocol

from flows.model import (
    Application,
    ApplicationStatus,
    Enterprise,
    Facts,
    PersonRegistration,
    ProfileUpdate,
    StatusEvent,
    Submission,
)


class RegistryRefused(Exception):
    """The registry said no; `code` is explained in `texts.yml`, `facts` fill its sentence."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class RegistryUnavailable(Exception):
    """The registry cannot be reached now; whatever was asked may be asked again unchanged."""


class Registry(Protocol):
    """The authority's record. Every call may raise `RegistryUnavailable`."""

    async def facts(self, person_id: str) -> Facts:
        """Everything known of a person; raises `RegistryRefused("unknown_person")`."""
        ...

    async def find_enterprises(self, words: str, limit: int = 8) -> list[Enterprise]:
        """Enterprises whose name contains every part of `words`, best first."""
        ...

    async def save_profile(self, person_id: str, update: ProfileUpdate) -> None:
        """Replace 个人信息; repeating it is harmless."""
        ...

    async def submit(self, submission: Submission) -> Application:
        """上报; the same `key` again answers the application made the first time."""
        ...

    async def submission(self, application_id: str, person_id: str) -> Submission:
        """What was handed in; raises `RegistryRefused("unknown_application")`."""
        ...

    async def withdraw(self, application_id: str, person_id: str) -> Application:
        """撤回, freely or by asking the enterprise (manual 5); raises `RegistryRefused`."""
        ...

    async def timeline(self, application_id: str, person_id: str) -> list[StatusEvent]:
        """Its events, oldest first; raises `RegistryRefused("unknown_application")`."""
        ...

    async def changes(self, after: int, limit: int = 200) -> list[StatusEvent]:
        """Events of all people with a cursor above `after`, in order, none ever skipped."""
        ...

    async def registrations_ending(
        self, first: date, last: date, after: tuple[str, str] = ("", ""), limit: int = 500
    ) -> list[PersonRegistration]:
        """Registrations, not cancelled, valid until a day of `first`..`last`.

        In the order of (person id, speciality), those above `after`.
        """
        ...

    async def untouched_applications(
        self, status: ApplicationStatus, since: datetime, after: str = "", limit: int = 500
    ) -> list[Application]:
        """Applications in `status` that nobody has moved after `since`, by id above `after`."""
        ...


class FileStore(Protocol):
    """Images by content hash; implementable by object storage."""

    async def put(self, content: bytes) -> str:
        """Keep the bytes and answer their SHA-256 in hex; the same bytes are kept once."""
        ...

    async def get(self, sha256: str) -> bytes:
        """The bytes; raises `FileNotFoundError` where they are gone."""
        ...
