"""Writes the options where people read them: `uv run python -m tests.options`."""

from collections.abc import Iterator
from pathlib import Path

from bot.settings import Settings, shown

ROOT = Path(__file__).parent.parent
README, EXAMPLE = ROOT / "README.md", ROOT / ".env.example"
BEGIN, END = "<!-- options -->\n", "<!-- /options -->\n"


def defaults() -> Iterator[tuple[str, str, str]]:
    """Name, default and meaning of each option."""
    for name, info in Settings.model_fields.items():
        yield name.upper(), shown(name, info.default), info.description or ""


def table() -> str:
    """README's table."""
    rows = [
        f"| `{name}` | {f'`{value}`' if value else ''} | {m} |" for name, value, m in defaults()
    ]
    return "\n".join(["| option | default | what it is |", "|---|---|---|", *rows]) + "\n"


def example() -> str:
    """.env.example: every option with its default, as it may be copied to .env."""
    head = "# Copy to .env and uncomment what you change. The environment goes before this file.\n"
    return head + "".join(
        f"\n# {meaning}\n#{name}={value}\n" for name, value, meaning in defaults()
    )


def between(text: str, begin: str = BEGIN, end: str = END) -> str:
    """The part of a page that stands between two marks."""
    return text.split(begin)[1].split(end)[0]


if __name__ == "__main__":
    EXAMPLE.write_text(example(), "utf-8")
    page = README.read_text("utf-8")
    README.write_text(page.replace(BEGIN + between(page) + END, BEGIN + table() + END), "utf-8")
