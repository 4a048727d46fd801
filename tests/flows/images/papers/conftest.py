"""Pages as a recogniser would report them, without one."""

from collections.abc import Callable

import pytest

from flows.images.papers.lines import Box, Line, compact
from flows.images.papers.paper import Found, PaperRead, ReadValue
from flows.images.papers.rows import in_reading_order

SIZE = 40
Page = Callable[..., list[Line]]


def _width(text: str) -> float:
    return sum(SIZE if ord(char) > 0x2E80 else SIZE / 2 for char in text)


@pytest.fixture(scope="session")
def page() -> Page:
    """Lines from (text, left, top), each as wide as its characters."""

    def lines(*placed: tuple[str, float, float]) -> list[Line]:
        return [
            Line(compact(text), 0.99, Box(left, top, left + _width(text), top + SIZE))
            for text, left, top in placed
        ]

    return lines


@pytest.fixture(scope="session")
def read_as() -> Callable[..., PaperRead]:
    """A reading of those values, on a page with that text."""

    def reading(text: str | list[Line], **values: str | Found) -> PaperRead:
        whole = text if isinstance(text, str) else in_reading_order(text).text
        return PaperRead(
            {
                key: ReadValue(one if isinstance(one, str) else one.value, 0.99, b"")
                for key, one in values.items()
            },
            compact(whole),
        )

    return reading
