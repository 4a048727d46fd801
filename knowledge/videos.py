"""The operator's own videos, by the business they show; empty unless somebody adds some."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    TypeAdapter,
    UrlConstraints,
    ValidationError,
)

FILE = Path(__file__).parent / "videos.yml"


class VideoLink(BaseModel):
    """A title of at most 40 characters, as the button shows it, and an https address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1, max_length=40)
    url: Annotated[HttpUrl, UrlConstraints(allowed_schemes=["https"], max_length=2000)]


VideoLinks = dict[str, tuple[VideoLink, ...]]
"""By a business's id; `general` for those that are about none in particular."""

_LINKS: TypeAdapter[VideoLinks] = TypeAdapter(VideoLinks)


class VideosRefused(Exception):
    """The list is wrong; the message has a line for every mistake."""


def load_video_links(businesses: frozenset[str], path: Path = FILE) -> VideoLinks:
    """Read `videos.yml`; raises `VideosRefused`, also for an id that is none of `businesses`."""
    try:
        links = _LINKS.validate_python(yaml.safe_load(path.read_text("utf-8")) or {})
    except yaml.YAMLError as error:
        raise VideosRefused(f"{path.name}: {error}") from None
    except ValidationError as error:
        raise VideosRefused(
            "\n".join(
                f"{path.name}: {'.'.join(map(str, mistake['loc']))}: {mistake['msg']}"
                for mistake in error.errors()
            )
        ) from None
    if unknown := sorted(links.keys() - businesses - {"general"}):
        raise VideosRefused("\n".join(f"{path.name}: no business {one}" for one in unknown))
    return links
