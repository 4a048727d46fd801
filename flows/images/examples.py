"""How a signature should lie before the camera, beside the mistake that was made."""

from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from flows.images.lettering import as_jpeg, face

_PANEL = 420, 240
_PAPER, _INK = "#f4f2ec", "#1c1c20"
_NAME = "示例"
_GAP = 12
_LABELS = 40


def _written(*, ink: str = _INK, size: int = 118, at: tuple[int, int] = (210, 120)) -> Image.Image:
    panel = Image.new("RGB", _PANEL, _PAPER)
    ImageDraw.Draw(panel).text(
        at, _NAME, ink, face(size, serif=True), anchor="mm", stroke_width=max(size // 40, 1)
    )
    slanted = (1, 0.14, -0.14 * at[1], 0, 1, 0)
    return panel.transform(
        _PANEL, Image.Transform.AFFINE, slanted, Image.Resampling.BICUBIC, fillcolor=_PAPER
    )


def _text() -> Image.Image:
    panel = Image.new("RGB", _PANEL, _PAPER)
    words = "本人承诺材料真实有效。" * 2
    for line in range(6):
        ImageDraw.Draw(panel).text((24, 18 + line * 36), words, _INK, face(22))
    return panel


def _photo() -> Image.Image:
    panel = Image.linear_gradient("L").resize(_PANEL)
    scene = ImageOps.colorize(panel, "#7fb2d8", "#3f7a4a")
    ImageDraw.Draw(scene).ellipse((150, 60, 270, 200), "#d8a15f")
    return scene


_MISTAKES: dict[str, Callable[[], Image.Image]] = {
    "signature_blank": lambda: Image.new("RGB", _PANEL, _PAPER),
    "signature_inverted": lambda: ImageOps.invert(_written()),
    "signature_faint": lambda: _written(ink="#dedbd3"),
    "signature_blurred": lambda: _written().filter(ImageFilter.GaussianBlur(9)),
    "signature_cut": lambda: _written(at=(390, 120)),
    "signature_photo": _photo,
    "signature_text": _text,
    "signature_too_small": lambda: _written(size=22),
}


@cache
def example(code: str) -> bytes | None:
    """A JPEG for a refusal's code: the mistake on the left, what is wanted on the right."""
    if code not in _MISTAKES:
        return None
    width, height = 2 * _PANEL[0] + 3 * _GAP, _PANEL[1] + _LABELS + _GAP
    sheet = Image.new("RGB", (width, height), "#dfe3e6")
    for place, (label, panel) in enumerate(
        (("× 这样不行", _MISTAKES[code]()), ("✓ 这样可以", _written()))
    ):
        left = _GAP + place * (_PANEL[0] + _GAP)
        ImageDraw.Draw(sheet).text((left, 6), label, "#23303a", face(24))
        sheet.paste(panel, (left, _LABELS))
    return as_jpeg(sheet)
