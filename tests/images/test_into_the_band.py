"""Sources of 20 KB to 15 MB: each ends between 205 and 500 kB, or is refused by the stated rule."""

import pytest
from PIL import Image

from flows.images.intake import take
from flows.images.outcome import ImageRefused
from flows.images.taken import TakenImage
from tests.images.drawn import Picture, encoded, page, photo

WAYS: dict[str, tuple[str, dict[str, object]]] = {
    "JPEG 95": ("JPEG", {"quality": 95, "subsampling": 0}),
    "JPEG 80": ("JPEG", {"quality": 80}),
    "JPEG 45": ("JPEG", {"quality": 45, "progressive": True}),
    "PNG": ("PNG", {"compress_level": 1}),
    "WebP": ("WEBP", {"quality": 80, "method": 0}),
    "HEIC": ("HEIF", {"quality": 70}),
}
PICTURES: dict[str, Picture] = {}


def picture(name: str) -> Picture:
    if name not in PICTURES:
        what, size, grain = name.split()
        width, height = (int(side) for side in size.split("x"))
        draw = {"photo": photo, "page": page}[what]
        PICTURES[name] = draw(width, height, int(grain))
    return PICTURES[name]


NAMES = (
    "photo 640x480 30",
    "photo 1080x1440 8",
    "photo 1600x1200 60",
    "photo 2400x1800 25",
    "page 827x1169 0",
    "page 1240x1754 6",
    "page 1654x2339 25",
    "photo 1000x1000 0",
)
SOURCES = [(name, way) for name in NAMES for way in WAYS if way != "HEIC"]
SOURCES += [(name, "HEIC") for name in NAMES[:2]]
LARGE = [("photo 2600x2000 90", "PNG"), ("photo 4000x3000 20", "JPEG 95")]


@pytest.mark.parametrize(("name", "way"), SOURCES + LARGE)
def test_inside_the_band_or_refused(name: str, way: str) -> None:
    file_format, options = WAYS[way]
    source = picture(name)
    content = encoded(source, file_format, **options)
    try:
        taken = take("proof", content)
    except ImageRefused as refused:
        is_light = len(content) < 200_000 and max(source.size) < 1000
        is_plain = len(encoded(source, "JPEG", quality=100, subsampling=0)) < 250_000
        assert {"proof_unclear": is_light, "proof_plain": is_plain}[refused.code]  # noqa: PT017
        return
    assert isinstance(taken, TakenImage)
    assert 205_000 <= len(taken.content) <= 500_000
    assert max(taken.width, taken.height) <= max(source.size)


def test_the_sources_are_many_and_of_every_weight() -> None:
    assert len(SOURCES) >= 40
    small, large = (
        encoded(picture(name), WAYS[way][0], **WAYS[way][1])
        for name, way in ((NAMES[-1], "JPEG 45"), LARGE[0])
    )
    assert len(small) < 25_000
    assert 10_000_000 < len(large) < 16_000_000


def test_most_pictures_are_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guess from a few strips saves what takes longest."""
    begun: list[tuple[int, int]] = []
    save = Image.Image.save

    def counted(image: Image.Image, *arguments: object, **options: object) -> None:
        begun.append(image.size)
        save(image, *arguments, **options)  # type: ignore[arg-type]

    contents = [encoded(picture(name), "JPEG", quality=80) for name in NAMES[1:4]]
    monkeypatch.setattr(Image.Image, "save", counted)
    for content in contents:
        begun.clear()
        taken = take("proof", content)
        assert isinstance(taken, TakenImage)
        whole = [size for size in begun if size == (taken.width, taken.height)]
        assert len(whole) == 1
