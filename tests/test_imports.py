"""The import table of the architecture, read from the code itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"bot", "nlu", "flows", "knowledge", "storage"}
MAY_IMPORT = {
    "flows": set(),
    "nlu": set(),
    "knowledge": set(),
    "storage": {"flows"},
    "bot": {"flows", "nlu", "knowledge", "storage"},
}
# Where a library may be used: folders, or single files.
ONLY_IN = {
    "telegram": ("bot/channels", "bot/app.py"),
    "sqlalchemy": ("storage",),
    "psycopg": ("storage",),
    "aiohttp": (
        *("bot/channels/transport.py", "nlu/client.py", "storage/registry/remote.py"),
        "knowledge/embedding_endpoint.py",
    ),
    "httpx": ("bot/channels/transport.py", "nlu/client.py", "storage/registry/remote.py"),
    "requests": (),
    "PIL": ("flows/images", "bot/pictures"),
}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return {name.split(".")[0] for name in found}


SOURCES = [
    path
    for package in sorted(OURS)
    for path in sorted((ROOT / package).rglob("*.py"))
    if not path.is_relative_to(ROOT / "nlu" / "rasa")
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_place_allows(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    used = imports(path)
    foreign = (used & OURS) - MAY_IMPORT[package] - {package}
    assert not foreign, f"{package} may not import {foreign}"
    for library, places in ONLY_IN.items():
        if library in used:
            assert any(path.is_relative_to(ROOT / place) for place in places), library


def test_no_file_is_longer_than_300_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert not long
