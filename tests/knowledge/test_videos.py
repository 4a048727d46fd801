"""The operator's list of videos: empty as shipped, and wrong entries named."""

from pathlib import Path

import pytest

from bot.businesses import BUSINESSES
from knowledge.videos import VideosRefused, load_video_links

KNOWN = frozenset(BUSINESSES)


def test_as_shipped_there_are_none() -> None:
    assert load_video_links(KNOWN) == {}


def test_links_are_read(tmp_path: Path) -> None:
    path = tmp_path / "videos.yml"
    path.write_text(
        "renewal:\n- {title: 延续, url: 'https://video.example.org/1'}\n"
        "general:\n- {title: 总览, url: 'https://video.example.org/2'}\n"
    )
    links = load_video_links(KNOWN, path)
    assert [(k, v[0].title, str(v[0].url)) for k, v in links.items()] == [
        ("renewal", "延续", "https://video.example.org/1"),
        ("general", "总览", "https://video.example.org/2"),
    ]


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        ("renewal:\n- {title: a, url: 'http://video.example.org'}", "renewal.0.url"),
        ("renewal:\n- {title: a, url: 'javascript:alert(1)'}", "renewal.0.url"),
        ("renewal:\n- {title: '', url: 'https://video.example.org'}", "renewal.0.title"),
        ("renewal:\n- {url: 'https://video.example.org'}", "renewal.0.title"),
        ("renewels: []", "no business renewels"),
        ("- a\n- b", "videos.yml"),
        ("renewal: [", "videos.yml"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, content: str, mistake: str) -> None:
    path = tmp_path / "videos.yml"
    path.write_text(content)
    with pytest.raises(VideosRefused, match=mistake):
        load_video_links(KNOWN, path)
