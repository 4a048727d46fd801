"""Reads what the composer posts: few short fields and at most one file, kept to its limit."""

import asyncio
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.channels.messages import Upload, UploadUnavailable

UPLOAD_LIMIT = 25_000_000
"""Bytes of a file that are kept; a larger one is only counted."""

_FIELD_LIMIT = 64_000
_FIELDS_LIMIT = 16
_IN_MEMORY = 1_000_000
# Reading on lets the browser hear the answer; past this the connection may as well break.
_COUNTED_LIMIT = 10 * UPLOAD_LIMIT


@dataclass(slots=True)
class File:
    """An uploaded file; `content` holds its bytes where `size` is within the limit."""

    name: str
    media_type: str
    content: IO[bytes]
    size: int = 0

    def as_upload(self) -> Upload:
        """As the dialogue takes it; `read` raises `UploadUnavailable` beyond the limit."""

        async def read() -> bytes:
            if self.size > UPLOAD_LIMIT:
                raise UploadUnavailable
            return await asyncio.to_thread(self._read)

        return Upload(self.name, self.media_type, self.size, read)

    def write(self, data: bytes) -> None:
        """Keep the next bytes, or only count them."""
        self.size += len(data)
        if self.size <= UPLOAD_LIMIT:
            self.content.write(data)

    def _read(self) -> bytes:
        self.content.seek(0)
        return self.content.read()


@dataclass(slots=True)
class Form:
    """What was posted."""

    fields: dict[str, str] = field(default_factory=dict)
    file: File | None = None

    def close(self) -> None:
        """Forget the file's bytes."""
        if self.file:
            self.file.content.close()


class _Reading:
    """One multipart body on its way in."""

    def __init__(self, boundary: bytes) -> None:
        self.form = Form()
        self.received = 0
        self._headers: dict[bytes, bytes] = {}
        self._name, self._value = b"", b""
        self._into: str | File | None = None
        self._field = bytearray()
        self.parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._headers.clear,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._part_begins,
                "on_part_data": self._part_data,
                "on_part_end": self._part_ends,
            },
        )

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name, self._value = b"", b""

    def _part_begins(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"name", b"").decode(errors="replace")
        self._field.clear()
        if b"filename" not in options:
            self._into = name
        elif options[b"filename"] and self.form.file is None:
            title = options[b"filename"].decode(errors="replace")
            media_type = self._headers.get(b"content-type", b"").decode(errors="replace")
            content = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with the form
            self._into = self.form.file = File(_base_name(title), media_type, content)
        else:
            # A form without script posts its empty file box, too.
            self._into = None

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if isinstance(self._into, File):
            self._into.write(data[start:end])
        elif self._into is not None:
            self._field += data[start:end]
            if len(self._field) > _FIELD_LIMIT:
                raise HTTPException(413)

    def _part_ends(self) -> None:
        if isinstance(self._into, str):
            self.form.fields[self._into] = self._field.decode(errors="replace")
            if len(self.form.fields) > _FIELDS_LIMIT:
                raise HTTPException(413)


def _base_name(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1][:200]


async def read_form(request: Request) -> Form:
    """The posted form; raises `HTTPException` 400, 413 or 415. Close it after use."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise HTTPException(415)
    reading: _Reading | None = None
    try:
        reading = _Reading(options[b"boundary"])
        async for chunk in request.stream():
            reading.received += len(chunk)
            if reading.received > _COUNTED_LIMIT:
                break
            reading.parser.write(chunk)
    except MultipartParseError as error:
        if reading:
            reading.form.close()
        raise HTTPException(400) from error
    except BaseException:
        if reading:
            reading.form.close()
        raise
    return reading.form
