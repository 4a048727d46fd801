"""The font has the characters that names need."""

from pathlib import Path

import pytest

from bot.pictures.fonts import SANS, SERIF, fitting, font, has_glyph, wrapped


@pytest.mark.parametrize("path", [SANS, SERIF])
def test_rare_name_characters_are_drawn(path: Path) -> None:
    assert [character for character in "䶮㛃彧堃𬭎王·（）" if not has_glyph(character, path)] == []
    assert not has_glyph("\U0010fff0", path)


def test_a_missing_font_is_said(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot open resource"):
        font(20, tmp_path / "none.otf")


def test_long_lines_are_made_to_fit() -> None:
    name = "阿卜杜热合曼·麦麦提吐尔逊江"
    assert fitting(name, 200, 46).getlength(name) <= 200
    assert fitting("王", 200, 46).size == 46


def test_lines_break_before_no_closing_mark() -> None:
    lines = wrapped("一二三四五，六七八九十（甲）", 100, font(20))
    assert "".join(lines) == "一二三四五，六七八九十（甲）"
    assert len(lines) > 2
    assert not [line for line in lines if line[0] in "，）"]
    assert wrapped("一二三四（甲）", 100, font(20)) == ["一二三四", "（甲）"]
    assert all(font(20).getlength(line) <= 100 for line in lines)


def test_numbers_and_words_stay_whole_where_a_line_has_room() -> None:
    assert wrapped("请输入，例如 2023-12-01。", 160, font(20)) == ["请输入，例如", "2023-12-01。"]
    assert wrapped("例如 10。", 60, font(20)) == ["例如", "10。"]
    assert "".join(wrapped("x" * 90, 100, font(20))) == "x" * 90
