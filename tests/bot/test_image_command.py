"""`assistant image`: one JSON line, and an exit code that scripts can trust."""

import json
from pathlib import Path

import pytest
import typer
from PIL import Image
from typer.testing import CliRunner, Result

from bot.image_command import image
from bot.pictures.demo_people import demo_pictures
from tests.images.drawn import encoded, photo
from tests.images.sources import bars, pdf

app = typer.Typer()
app.command()(image)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def portrait(tmp_path: Path) -> Path:
    file = tmp_path / "照片.txt"
    file.write_bytes(demo_pictures("王䶮")[0])
    return file


def test_accepted(portrait: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jpg"
    result = run("portrait", portrait, "--out", out)
    assert result.exit_code == 0
    line = json.loads(result.stdout)
    assert line.pop("message")
    size = out.stat().st_size
    assert line == {
        "accepted": True,
        "code": None,
        "width": 295,
        "height": 413,
        "bytes": size,
        "format": "JPEG",
    }
    with Image.open(out) as picture:
        assert picture.size == (295, 413)
    assert result.stdout.count("\n") == 1


def test_refused_writes_nothing(tmp_path: Path) -> None:
    file, out = tmp_path / "photo.jpg", tmp_path / "out.jpg"
    file.write_bytes(b"GIF89a")
    result = run("proof", file, "--out", out)
    assert result.exit_code == 1
    line = json.loads(result.stdout)
    assert (line["accepted"], line["code"], line["width"]) == (False, "unsupported_format", None)
    assert "GIF" in line["message"]
    assert not out.exists()


def test_a_page_a_turn_and_an_enlargement_can_be_told(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(pdf([bars(), bars(1)]))
    asked = run("proof", file)
    assert asked.exit_code == 1
    assert json.loads(asked.stdout)["code"] == "choose_page"
    line = json.loads(run("proof", file, "--page", "2", "--turn", "1").stdout)
    assert line["accepted"]
    assert line["width"] > line["height"]
    file.write_bytes(encoded(photo(640, 480, 0), "JPEG"))
    codes = [json.loads(run("proof", file, *way).stdout)["code"] for way in ((), ("--enlarge",))]
    assert codes == ["proof_unclear", None]


def test_misuse(portrait: Path, tmp_path: Path) -> None:
    for arguments in (
        (),
        ("portrait",),
        ("passport", portrait),
        ("portrait", tmp_path / "none.jpg"),
        ("portrait", tmp_path),
        ("proof", portrait, "--turn", "4"),
        ("proof", portrait, "--page", "-1"),
        ("portrait", portrait, "--out", tmp_path / "none" / "out.jpg"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert result.stdout == ""
