"""操作视频 (manual 2.10): scenes as a GIF, which Telegram and every browser show in motion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageColor

from bot.pictures.demo_people import demo_pictures
from bot.pictures.phone import (
    ACCENT,
    DONE,
    EDGE,
    GROUND,
    INK,
    NOTE,
    PAPER,
    RAIL,
    SEAL,
    SOFT,
    WASH,
    draw_screen,
)
from bot.pictures.scene import Scene

# Animated WebP is half the size, but Telegram takes it for a still picture.
_ASKED, _ANSWERED, _LAST = 1100, 1000, 4000
"""Milliseconds that a screen stays at least."""
_PER_CHARACTER, _LONGEST_MORE = 12, 1400
_SHADES = 8
"""Steps between a colour and the ground it is written on."""
_BLENDS = (
    (INK, PAPER),
    (SOFT, PAPER),
    (ACCENT, PAPER),
    (INK, WASH),
    (INK, NOTE),
    (EDGE, PAPER),
    (EDGE, GROUND),
    (ACCENT, GROUND),
)


@dataclass(frozen=True, slots=True)
class Walkthrough:
    """The animation, its first screen as a PNG, and how long it takes."""

    gif: bytes
    still: bytes
    seconds: int


def draw_walkthrough(scenes: Sequence[Scene]) -> Walkthrough:
    """480x720, endlessly repeated; a scene that is answered is two frames, any other one."""
    frames, times = [], []
    for scene, answered in screens(scenes):
        frames.append(_reduced(draw_screen(scene, answered=answered)))
        reading = min(_LONGEST_MORE, _PER_CHARACTER * len(scene.asked))
        times.append(_ANSWERED if answered else _ASKED + reading)
    times[-1] = _LAST
    gif, still = BytesIO(), BytesIO()
    frames[0].save(
        gif, "GIF", save_all=True, append_images=frames[1:], duration=times, loop=0, disposal=1
    )
    frames[0].save(still, "PNG")
    return Walkthrough(gif.getvalue(), still.getvalue(), round(sum(times) / 1000))


def screens(scenes: Sequence[Scene]) -> Iterator[tuple[Scene, bool]]:
    """Each frame: a scene, before or after it is answered."""
    for scene in scenes:
        yield scene, False
        if scene.is_answered:
            yield scene, True


def _reduced(image: Image.Image) -> Image.Image:
    return image.quantize(palette=_palette(), dither=Image.Dither.NONE)


@cache
def _palette() -> Image.Image:
    """Few colours, the same for all frames, so that only what changes is stored anew."""
    colours: dict[tuple[int, ...], None] = {
        ImageColor.getrgb(colour): None for colour in (RAIL, DONE, SEAL)
    }
    for one, other in _BLENDS:
        ends = ImageColor.getrgb(one), ImageColor.getrgb(other)
        for step in range(_SHADES + 1):
            mixed = (round(a + (b - a) * step / _SHADES) for a, b in zip(*ends, strict=True))
            colours[tuple(mixed)] = None
    with Image.open(BytesIO(demo_pictures("demo-yantu")[0])) as portrait:
        few = portrait.convert("RGB").quantize(32).getpalette() or []
    for place in range(0, 32 * 3, 3):
        colours[tuple(few[place : place + 3])] = None
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in colours for channel in colour])
    return palette
