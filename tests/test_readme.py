"""What README says of options, manual sections and tests is so."""

import re
import tomllib
from pathlib import Path

import pytest

from flows.catalogue import catalogue
from tests import options

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
BEGIN, END = "<!-- sections -->\n", "<!-- /sections -->\n"


def rows(page: Path) -> list[list[str]]:
    """The cells of each row of the table of manual sections."""
    lines = options.between(page.read_text("utf-8"), BEGIN, END).splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def headings() -> list[str]:
    """Every heading of the manual, in its order."""
    texts = [p.read_text("utf-8") for p in sorted((ROOT / "knowledge" / "guide").glob("*.md"))]
    return [h for text in texts for h in re.findall(r"^#+ (.+)$", text, re.M)]


def test_the_options_table_is_up_to_date() -> None:
    """`uv run python -m tests.options` writes it."""
    assert options.between(PAGES[0].read_text("utf-8")) == options.table()
    assert options.EXAMPLE.read_text("utf-8") == options.example()


def test_the_chinese_page_has_every_option_with_its_default() -> None:
    lines = options.between(PAGES[1].read_text("utf-8")).splitlines()[2:]
    told = [[cell.strip() for cell in line.strip("|").split("|")][:2] for line in lines]
    assert told == [[f"`{n}`", f"`{v}`" if v else ""] for n, v, _ in options.defaults()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_section_of_the_manual_has_a_row(page: Path) -> None:
    assert [row[0] for row in rows(page)] == headings()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_flow_and_file_that_a_row_names_exists(page: Path) -> None:
    flows = set()
    for section, where, tests in rows(page):
        for name in re.findall(r"`([\w./-]+)`", tests):
            assert (ROOT / name).exists(), f"{section}: {name}"
        assert "`" in tests, f"{section} names no test"
        flows |= set(re.findall(r"(?:flow|流程) `(\w+)`", where))
    assert flows == set(catalogue()), "a flow without a section, or a section without its flow"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8"))
    ours = [link for link in links if "://" not in link]
    assert ours
    for link in ours:
        assert (ROOT / link).exists(), link


def test_the_locked_list_names_no_place_and_has_every_pin() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    locked = set(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==(\S+)", text, re.M))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for dependency in project["dependencies"]:
        name, version = re.match(r"([\w-]+)(?:\[\w+\])?(?:==([\w.]+))?", dependency).groups()  # type: ignore[union-attr]
        versions = {found for other, found in locked if other == name}
        assert versions, f"{name} is not in the list"
        assert version is None or version in versions, f"{name} is locked at {versions}"
