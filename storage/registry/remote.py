"""A registry that another system keeps, over HTTP; the port is `flows.ports.Registry`."""

import hashlib
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

import aiohttp
import stamina
import structlog
from pydantic import BaseModel, TypeAdapter, ValidationError

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
from flows.ports import FileStore, RegistryRefused, RegistryUnavailable
from storage.registry.enterprises import searchable
from storage.registry.wire import (
    PREFIX,
    EndingBetween,
    EnterpriseSearch,
    OfPerson,
    Refusal,
    SavedProfile,
)

T = TypeVar("T")
Query = dict[str, str | int]

TIMEOUT_SECONDS = 10.0
_ANSWER_BYTES = 32_000_000
# Below the 5 s after which uvicorn closes a quiet connection: no call goes out on a dying one.
_QUIET_SECONDS = 4.0
# These say that the server is not ready for us, not that the registry decided anything.
_NOT_NOW = frozenset({401, 403, 408, 429})
_ID = re.compile(r"[0-9A-Za-z_-]{1,40}")

_FACTS = TypeAdapter(Facts)
_ENTERPRISES = TypeAdapter(list[Enterprise])
_APPLICATION = TypeAdapter(Application)
_APPLICATIONS = TypeAdapter(list[Application])
_SUBMISSION = TypeAdapter(Submission)
_EVENTS = TypeAdapter(list[StatusEvent])
_REGISTRATIONS = TypeAdapter(list[PersonRegistration])

log = structlog.get_logger()


class _Cut(RegistryUnavailable):
    """The connection failed at once, so that asking again costs nobody's patience."""


class RemoteRegistry:
    """Every failure to get a readable answer is `RegistryUnavailable`; `close` it in the end."""

    def __init__(
        self, url: str, token: str, files: FileStore, *, seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self._url = url.rstrip("/") + PREFIX
        self._headers = {"authorization": f"Bearer {token}"} if token else {}
        self._files = files
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    async def facts(self, person_id: str) -> Facts:
        """Everything known of a person; raises `RegistryRefused("unknown_person")`."""
        return await self._read("/facts", _FACTS, OfPerson(person_id=person_id))

    async def find_enterprises(self, words: str, limit: int = 8) -> list[Enterprise]:
        """Enterprises whose name contains every part of `words`, best first."""
        if not (clean := searchable(words)):
            return []
        search = EnterpriseSearch(words=clean, limit=limit)
        return await self._read("/enterprises/search", _ENTERPRISES, search)

    async def save_profile(self, person_id: str, update: ProfileUpdate) -> None:
        """Replace 个人信息, its images first; repeating it is harmless."""
        await self._supply((update.portrait, update.signature))
        await self._send("PUT", "/profile", SavedProfile(person_id=person_id, update=update))

    async def submit(self, submission: Submission) -> Application:
        """上报, its images first; the same `key` again answers the application made before."""
        await self._supply(submission.files.values())
        return _readable(_APPLICATION, await self._send("POST", "/submissions", submission))

    async def submission(self, application_id: str, person_id: str) -> Submission:
        """What was handed in; raises `RegistryRefused("unknown_application")`."""
        return await self._read(
            f"{_application(application_id)}/submission",
            _SUBMISSION,
            OfPerson(person_id=person_id),
        )

    async def withdraw(self, application_id: str, person_id: str) -> Application:
        """撤回, freely or by asking the enterprise (manual 5); raises `RegistryRefused`."""
        path = f"{_application(application_id)}/withdraw"
        return _readable(
            _APPLICATION, await self._send("POST", path, OfPerson(person_id=person_id))
        )

    async def timeline(self, application_id: str, person_id: str) -> list[StatusEvent]:
        """Its events, oldest first; raises `RegistryRefused("unknown_application")`."""
        return await self._read(
            f"{_application(application_id)}/timeline", _EVENTS, OfPerson(person_id=person_id)
        )

    async def changes(self, after: int, limit: int = 200) -> list[StatusEvent]:
        """Events of all people with a cursor above `after`, in order, none ever skipped."""
        return await self._read("/changes", _EVENTS, query={"after": after, "limit": limit})

    async def registrations_ending(
        self, first: date, last: date, after: tuple[str, str] = ("", ""), limit: int = 500
    ) -> list[PersonRegistration]:
        """Registrations, not cancelled, valid until a day of `first`..`last`."""
        person, speciality = after
        between = EndingBetween(
            first=first, last=last, after_person=person, after_speciality=speciality, limit=limit
        )
        return await self._read("/registrations/ending", _REGISTRATIONS, between)

    async def untouched_applications(
        self, status: ApplicationStatus, since: datetime, after: str = "", limit: int = 500
    ) -> list[Application]:
        """Applications in `status` that nobody has moved after `since`, by id above `after`."""
        query: Query = {
            "status": status.value,
            "since": since.isoformat(),
            "after": after,
            "limit": limit,
        }
        return await self._read("/applications/untouched", _APPLICATIONS, query=query)

    async def file(self, sha256: str) -> bytes:
        """An image that the registry has; raises `FileNotFoundError`, `RegistryUnavailable`."""
        status, content = await self._patiently("GET", f"/files/{sha256}")
        if status == 200 and hashlib.sha256(content).hexdigest() == sha256:
            return content
        if status in (200, 404, 422):
            raise FileNotFoundError(sha256)
        raise _away(f"HTTP {status}")

    async def close(self) -> None:
        """Give its connections back; it may be used again afterwards."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _supply(self, hashes: Iterable[str]) -> None:
        """Send what the registry has not got yet; our own copy gone is for the person to mend."""
        for sha256 in sorted(set(hashes)):
            status, _ = await self._patiently("HEAD", f"/files/{sha256}")
            if status == 200:
                continue
            try:
                content = await self._files.get(sha256)
            except FileNotFoundError:
                raise RegistryRefused("file_missing") from None
            _taken(*await self._exchange("PUT", f"/files/{sha256}", content))

    async def _read(
        self,
        path: str,
        answer: TypeAdapter[T],
        body: BaseModel | None = None,
        *,
        query: Query | None = None,
    ) -> T:
        content = body.model_dump_json().encode() if body is not None else None
        method = "GET" if body is None else "POST"
        return _readable(answer, _taken(*await self._patiently(method, path, content, query)))

    async def _send(self, method: str, path: str, body: BaseModel) -> bytes:
        return _taken(*await self._exchange(method, path, body.model_dump_json().encode()))

    async def _patiently(
        self, method: str, path: str, content: bytes | None = None, query: Query | None = None
    ) -> tuple[int, bytes]:
        """What changes nothing is asked once more where the connection failed."""
        async for attempt in stamina.retry_context(on=_Cut, attempts=2, wait_max=0.5):
            with attempt:
                return await self._exchange(method, path, content, query)
        raise AssertionError("an attempt returns or raises")

    async def _exchange(
        self, method: str, path: str, content: bytes | None = None, query: Query | None = None
    ) -> tuple[int, bytes]:
        is_image = path.startswith("/files/")
        kind = "application/octet-stream" if is_image else "application/json"
        try:
            async with self._opened().request(
                method,
                self._url + path,
                data=content,
                params=query,
                headers={"content-type": kind} if content is not None else None,
                allow_redirects=False,
            ) as response:
                return response.status, await _whole(response)
        # Without its cause anywhere: that one's text could repeat the token or the body.
        except TimeoutError:
            raise _away("no answer in time") from None
        except aiohttp.ClientConnectionError as error:
            raise _Cut(type(error).__name__) from None
        except (aiohttp.ClientError, OSError) as error:
            raise _away(type(error).__name__) from None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=self._seconds, connect=self._seconds / 2),
                connector=aiohttp.TCPConnector(keepalive_timeout=_QUIET_SECONDS),
                headers=self._headers,
            )
        return self._session


async def _whole(response: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for part in response.content.iter_chunked(65_536):
        content += part
        if len(content) > _ANSWER_BYTES:
            raise _away("an answer without end")
    return bytes(content)


def _taken(status: int, content: bytes) -> bytes:
    """The answer's body; raises `RegistryRefused` where the registry decided so."""
    if 200 <= status < 300:
        return content
    if 400 <= status < 500 and status not in _NOT_NOW:
        try:
            told = Refusal.model_validate_json(content)
        except ValidationError:
            raise _away(f"HTTP {status}") from None
        raise RegistryRefused(told.code, **told.facts)
    raise _away(f"HTTP {status}")


def _readable(answer: TypeAdapter[T], content: bytes) -> T:
    try:
        return answer.validate_json(content)
    except ValidationError as error:
        # Places and kinds alone: what stands there may be a person's.
        mistakes = [(one["loc"], one["type"]) for one in error.errors(include_input=False)[:5]]
        log.error("registry.unreadable", mistakes=mistakes)
        raise _away("an answer that cannot be read") from None


def _away(reason: str) -> RegistryUnavailable:
    return RegistryUnavailable(reason)


def _application(application_id: str) -> str:
    if not _ID.fullmatch(application_id):
        raise RegistryRefused("unknown_application")
    return f"/applications/{application_id}"
