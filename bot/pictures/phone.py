"""A chat on a telephone, drawn: one screen of a walk-through."""

from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageDraw

from bot.pictures.bubble import MORE, drawable, fitted
from bot.pictures.demo_people import demo_pictures
from bot.pictures.fonts import font, shortened
from bot.pictures.scene import Scene, Sent

WIDTH, HEIGHT = 480, 720
GROUND, PAPER, INK, SOFT = "#e9eef3", "#ffffff", "#1c2733", "#5f6c79"
ACCENT, WASH, EDGE, DONE, NOTE = "#1f5fbf", "#cfe2fb", "#c3cdd8", "#7fd0a8", "#fbf3d9"
RAIL, SEAL = "#17498f", "#c0392b"
_BAR, _COMPOSER, _GAP, _SIDE, _PAD = 64, 58, 10, 14, 14
_LINE, _SMALL_LINE, _ROW = 31, 29, 46
_RISE = 6
"""What the font leaves free above its characters."""
_MOST_ROWS, _LEAST_LINES = 6, 3
_WIDTH = WIDTH - 2 * _SIDE - 34
"""Of a bubble at most."""


@dataclass
class _Screen:
    """The picture while it is drawn from top to bottom."""

    image: Image.Image = field(default_factory=lambda: Image.new("RGB", (WIDTH, HEIGHT), GROUND))
    y: int = _BAR + _GAP

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    @property
    def room(self) -> int:
        return HEIGHT - _COMPOSER - _GAP - self.y


def draw_screen(scene: Scene, *, answered: bool) -> Image.Image:
    """480x720 before or after the person has done their part."""
    screen = _Screen()
    rows = _shown_rows(scene)
    below = len(rows) * (_ROW + 6) + _answer_height(scene)
    _bubble(screen, scene, screen.room - below)
    _buttons(screen, rows, scene.tapped if answered else "")
    foot = screen.y + _answer_height(scene)
    if answered:
        _answer(screen, scene)
    _hint(screen, scene, foot)
    _top(screen, scene)
    _composer(screen, scene, answered=answered)
    return screen.image


def _top(screen: _Screen, scene: Scene) -> None:
    pen = screen.pen
    pen.rectangle((0, 0, WIDTH, _BAR - 6), ACCENT)
    pen.rectangle((0, _BAR - 6, WIDTH, _BAR), RAIL)
    pen.rectangle((0, _BAR - 6, round(WIDTH * scene.done), _BAR), DONE)
    middle = (_BAR - 6) // 2
    right = font(24)
    width = WIDTH - 2 * _SIDE - int(right.getlength(scene.place)) - 20
    heading = shortened(scene.heading, width, font(26))
    pen.text((_SIDE, middle), heading, PAPER, font(26), "lm", stroke_width=0.6)
    pen.text((WIDTH - _SIDE, middle), scene.place, PAPER, right, "rm")


def _bubble(screen: _Screen, scene: Scene, room: int) -> None:
    """What the assistant says, in as many lines as there is room for."""
    pictures = [_picture(kind, 130) for kind in scene.shows]
    top = max((picture.height for picture in pictures), default=-_PAD) + _PAD
    title = shortened(drawable(scene.title), _WIDTH - 2 * _PAD, font(22)) if scene.title else ""
    head = _LINE + 4 if title else 0
    most = max(_LEAST_LINES, (room - top - head - 2 * _PAD - _GAP) // _LINE)
    lines = fitted(scene.asked, _WIDTH - 2 * _PAD, font(22), most)
    height = top + head + len(lines) * _LINE + 2 * _PAD - 6
    box = (_SIDE, screen.y, _SIDE + _WIDTH, screen.y + height)
    pen = screen.pen
    pen.rounded_rectangle(box, 14, PAPER, EDGE)
    left = _SIDE + _PAD
    for picture in pictures:
        screen.image.paste(picture, (left, screen.y + _PAD))
        left += picture.width + _PAD
    y = screen.y + top + _PAD - _RISE
    if title:
        pen.text((_SIDE + _PAD, y), title, INK, font(22), "la", stroke_width=0.6)
        y += head
    for line in lines:
        pen.text((_SIDE + _PAD, y), line, SOFT if line == MORE else INK, font(22), "la")
        y += _LINE
    screen.y += height + _GAP


def _shown_rows(scene: Scene) -> list[tuple[str, ...]]:
    """The rows of buttons there is room for; the one to be tapped is among them."""
    rows = [row for row in scene.rows if row]
    if len(rows) <= _MOST_ROWS:
        return rows
    first = next((n for n, row in enumerate(rows) if scene.tapped in row), 0)
    kept = rows[: _MOST_ROWS - 1]
    return [*(kept if first < len(kept) else [*kept[:-1], rows[first]]), (MORE,)]


def _buttons(screen: _Screen, rows: list[tuple[str, ...]], tapped: str) -> None:
    for row in rows:
        width = (_WIDTH - 6 * (len(row) - 1)) // len(row)
        for number, label in enumerate(row):
            left = _SIDE + number * (width + 6)
            _button(screen, label, (left, screen.y, left + width, screen.y + _ROW), tapped)
        screen.y += _ROW + 6
    if rows:
        screen.y += _GAP - 6


def _button(screen: _Screen, label: str, box: tuple[int, int, int, int], tapped: str) -> None:
    pen, is_tapped = screen.pen, bool(tapped) and label == tapped
    middle = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
    pen.rounded_rectangle(box, 10, ACCENT if is_tapped else PAPER, ACCENT, 2)
    words = shortened(drawable(label), box[2] - box[0] - 16, font(21))
    pen.text(middle, words, PAPER if is_tapped else ACCENT, font(21), "mm")
    if is_tapped:
        _finger(screen, (box[2] - 12, box[3] - 2))


def _finger(screen: _Screen, place: tuple[int, int]) -> None:
    """Where it was tapped."""
    for radius, colour in ((15, PAPER), (12, ACCENT), (8, WASH)):
        screen.pen.circle(place, radius, colour)


def _answer_height(scene: Scene) -> int:
    if scene.sent:
        return _picture(scene.sent).height + 2 * _PAD + _GAP
    return _LINE * len(_answer_lines(scene)) + 2 * _PAD + _GAP if _said(scene) else 0


def _said(scene: Scene) -> str:
    """The person's words; what is tapped is seen on its button."""
    labels = {label for row in scene.rows for label in row}
    return scene.typed or ("" if scene.tapped in labels else scene.tapped)


def _answer_lines(scene: Scene) -> list[str]:
    return fitted(_said(scene), _WIDTH - 2 * _PAD, font(22), 2)


def _answer(screen: _Screen, scene: Scene) -> None:
    picture = _picture(scene.sent) if scene.sent else None
    lines = [] if picture else _answer_lines(scene)
    if not picture and not lines[0]:
        return
    width = picture.width if picture else max(int(font(22).getlength(line)) for line in lines)
    height = picture.height if picture else _LINE * len(lines) - 6
    left = WIDTH - _SIDE - width - 2 * _PAD
    box = (left, screen.y, WIDTH - _SIDE, screen.y + height + 2 * _PAD)
    screen.pen.rounded_rectangle(box, 14, WASH)
    if picture:
        screen.image.paste(picture, (left + _PAD, screen.y + _PAD))
    for number, line in enumerate(lines):
        place = left + _PAD, screen.y + _PAD - _RISE + _LINE * number
        screen.pen.text(place, line, INK, font(22), "la")
    screen.y = box[3] + _GAP


def _picture(kind: Sent, height: int = 190) -> Image.Image:
    """The example of a picture, at most so high."""
    if kind == "proof":
        picture = _page()
    else:
        portrait, signature = demo_pictures("demo-yantu")
        with Image.open(BytesIO(portrait if kind == "portrait" else signature)) as image:
            picture = image.convert("RGB")
    picture.thumbnail((240, height), Image.Resampling.LANCZOS)
    return picture


def _page() -> Image.Image:
    page = Image.new("RGB", (140, 180), PAPER)
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 0, 139, 179), outline=EDGE)
    pen.text((70, 30), "证明", INK, font(22), "mm")
    for y in range(60, 130, 16):
        pen.line((20, y, 120, y), EDGE, 4)
    pen.circle((102, 142), 20, None, SEAL, 3)
    return page


def _hint(screen: _Screen, scene: Scene, foot: int) -> None:
    """The step's explanation above the composer, where it fits below all else."""
    if not scene.hint:
        return
    lines = fitted(f"提示：{scene.hint}", WIDTH - 2 * _SIDE - 2 * _PAD, font(20), 4)
    bottom = HEIGHT - _COMPOSER - _GAP
    top = bottom - len(lines) * _SMALL_LINE - 2 * _PAD + 8
    if MORE in lines or top < foot + _GAP:
        return
    screen.pen.rounded_rectangle((_SIDE, top, WIDTH - _SIDE, bottom), 10, NOTE)
    for number, line in enumerate(lines):
        place = _SIDE + _PAD, top + _PAD - _RISE - 2 + _SMALL_LINE * number
        screen.pen.text(place, line, INK, font(20), "la")


def _composer(screen: _Screen, scene: Scene, *, answered: bool) -> None:
    pen, top = screen.pen, HEIGHT - _COMPOSER
    pen.rectangle((0, top, WIDTH, HEIGHT), PAPER)
    pen.line((0, top, WIDTH, top), EDGE)
    pen.rounded_rectangle((_SIDE, top + 8, WIDTH - _SIDE, HEIGHT - 8), 20, PAPER, EDGE, 2)
    hint = shortened("" if answered else scene.example, WIDTH - 2 * _SIDE - 40, font(20))
    pen.text((_SIDE + 20, top + _COMPOSER // 2), hint, SOFT, font(20), "lm")
