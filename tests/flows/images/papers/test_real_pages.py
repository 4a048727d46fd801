"""Photographed papers through the real recogniser; seeds that nothing was tuned on."""

import random
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import rapidocr
from PIL import Image

from flows.images.outcome import ImageRefused
from flows.images.papers import recogniser
from flows.images.papers.paper import PaperRead
from flows.images.papers.questions import Expected, questions
from flows.images.papers.reading import read
from tests.images.papers import DRAWERS, Drawn, dismissal, new_certificate
from tests.images.snapshots import photographed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("recogniser")]

PER_KIND = 2
DRAWN = [(paper, draw) for paper, draws in DRAWERS.items() for draw in draws]


def photo(draw, number: int, degrees: float | None = None) -> tuple[Drawn, bytes]:
    seed = random.Random(number)
    drawn = draw(seed)
    return drawn, photographed(
        drawn.image, seed, seed.uniform(-2, 2) if degrees is None else degrees
    )


def read_values(result: PaperRead) -> dict[str, str]:
    return {key: one.value for key, one in result.values.items()}


def test_values_of_photographed_papers() -> None:
    wanted, right = 0, 0
    for paper, draw in DRAWN:
        for number in range(5000, 5000 + PER_KIND):
            drawn, content = photo(draw, number)
            found = read_values(read(paper, content))
            values = {
                k: v
                for k, v in drawn.values.items()
                if paper != "dismissal" or k == "dismissed_on"
            }
            wanted += len(values)
            right += sum(found.get(key) == value for key, value in values.items())
    assert wanted == PER_KIND * 12
    assert right >= 0.95 * wanted


@pytest.mark.parametrize("degrees", [90, 180, -88, 2])
def test_whichever_way_a_page_lies(degrees: float) -> None:
    drawn, content = photo(new_certificate, 6001, degrees)
    result = read("certificate", content)
    assert read_values(result) == drawn.values
    for one in result.values.values():
        crop = Image.open(BytesIO(one.crop))
        assert crop.format == "JPEG"
        assert crop.width > crop.height
        assert len(one.crop) < 60_000
        assert 0.5 <= one.score <= 1.0


def test_a_seal_over_unit_and_day_hides_neither() -> None:
    drawn, content = photo(dismissal, 6002)
    result = read("dismissal", content)
    expected = Expected(date(2026, 11, 24), name=drawn.values["name"], unit=drawn.values["unit"])
    assert questions("dismissal", result, expected) == ()
    other = Expected(date(2026, 11, 24), name="司徒文", unit="不存在的勘察测绘院股份公司")
    codes = [question.code for question in questions("dismissal", result, other)]
    assert codes == ["dismissal_name_missing", "dismissal_unit_missing"]


def test_what_is_no_paper(scene, encode) -> None:
    result = read("certificate", encode(scene(900, 1200), "JPEG"))
    assert result.values == {}
    codes = [question.code for question in questions("certificate", result, Expected(date.max))]
    assert codes == ["paper_unread"]
    with pytest.raises(ImageRefused):
        read("certificate", b"no picture")


def test_nothing_is_downloaded_written_or_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    def installed() -> dict[Path, int]:
        files = Path(rapidocr.__file__).parent.rglob("*")
        return {p: p.stat().st_mtime_ns for p in files if "__pycache__" not in p.parts}

    before = installed()
    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setenv("HOME", str(tmp_path))
    recogniser._engine.cache_clear()
    drawn, content = photo(new_certificate, 6003)
    assert read("certificate", content).values["name"].value == drawn.values["name"]
    assert installed() == before
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")
