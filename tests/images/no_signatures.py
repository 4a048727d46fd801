"""Pictures from which no signature should be made, each with the codes that say why."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps
from pylopdf_fonts_zh_cn import serif_path

from tests.images import documents, handwriting, portraits, signatures
from tests.images.drawn import photo as colours
from tests.images.photographs import ground
from tests.images.portraits import Standing
from tests.images.signatures import SIZE, Photo, Setting, encoded, taken

Picture = Image.Image
GROUNDS = "wood", "dark", "grey", "cloth", "clutter"
DOCUMENTS = (
    documents.decree,
    documents.insurance,
    documents.certificate,
    documents.id_card,
    documents.screenshot,
    documents.form,
)
WORDS = "本人承诺所提交的材料真实有效，如有虚假愿意承担相应的法律责任。"


def of(setting: Setting, seed: int) -> Photo:
    return taken(setting, np.random.default_rng(seed))


def opened(setting: Setting, seed: int) -> Picture:
    return signatures.opened(of(setting, seed).content)


def nothing(random: np.random.Generator) -> Picture:
    return Image.new("L", (600, 200), 0)


def text_page(seed: int, size: int, lines: int) -> Picture:
    page = Image.new("RGB", SIZE, "#f4f3ef")
    font = ImageFont.truetype(str(serif_path()), size, layout_engine=ImageFont.Layout.BASIC)
    for line in range(lines):
        shift = (seed + 7 * line) % len(WORDS)
        words = (WORDS[shift:] + WORDS * 3)[: (SIZE[0] - 160) // size]
        ImageDraw.Draw(page).text((80, 60 + line * size * 1.6), words, "#222", font)
    return page.filter(ImageFilter.GaussianBlur(0.6))


def jpeg(picture: Picture) -> bytes:
    return encoded(picture, "JPEG", quality=88)


def dimmed(picture: Picture, by: float) -> Picture:
    return picture.point([round(level * by) for level in range(256)] * 3)


def cut_off(seed: int, edge: int) -> Picture:
    """Half of the first or the last character is outside."""
    shot = of(Setting(fills=(0.5, 0.7), hand=handwriting.written_name), seed)
    box = shot.ink.point([0] * 128 + [255] * 128).getbbox()
    assert box is not None
    left, _, right, _ = box
    inside = (right - left) // 12
    frame = (left + inside, 0, SIZE[0], SIZE[1]) if edge == 0 else (0, 0, right - inside, SIZE[1])
    return signatures.opened(shot.content).crop(frame)


def small(seed: int) -> Picture:
    width = 60 / SIZE[0]
    return opened(Setting(fills=(width, width), blur=0.4), seed)


PLAIN = Setting()
UNCLEAR = "signature_faint", "signature_blurred", "signature_too_small"
MISTAKES: dict[str, tuple[frozenset[str], Callable[[int], Picture]]] = {
    "dark": (
        frozenset({"signature_inverted"}),
        lambda seed: dimmed(opened(PLAIN, seed), 0.16),
    ),
    "white on black": (
        frozenset({"signature_inverted"}),
        lambda seed: ImageOps.invert(opened(PLAIN, seed)),
    ),
    "blank": (
        frozenset({"signature_blank"}),
        lambda seed: opened(replace(PLAIN, hand=nothing, paper_grain=0.012, noise=4), seed),
    ),
    "blank in a shadow": (
        frozenset({"signature_blank", "signature_faint"}),
        lambda seed: opened(replace(PLAIN, hand=nothing, shadow=True), seed),
    ),
    "lines alone": (
        frozenset({"signature_blank"}),
        lambda seed: opened(replace(PLAIN, hand=nothing, rules="grid"), seed),
    ),
    "small": (frozenset({"signature_too_small"}), small),
    "few pixels": (
        frozenset({"too_small"}),
        lambda seed: opened(PLAIN, seed).resize((96, 72)),
    ),
    "colours": (
        frozenset({"signature_photo", "signature_inverted", "signature_cut", "signature_blank"}),
        lambda seed: ImageChops.offset(colours(1280, 960, 20), seed * 40, seed * 60),
    ),
    "page of text": (
        frozenset({"signature_text"}),
        lambda seed: text_page(seed, 28 + seed % 4 * 6, 12),
    ),
    "few lines of text": (
        frozenset({"signature_text"}),
        lambda seed: text_page(seed, 40, 4),
    ),
    "cut at the left": (frozenset({"signature_cut"}), lambda seed: cut_off(seed, 0)),
    "cut at the right": (frozenset({"signature_cut"}), lambda seed: cut_off(seed, 1)),
    "faint": (
        frozenset({"signature_faint", "signature_blank"}),
        lambda seed: opened(replace(PLAIN, ink=(0.91,) * 3), seed),
    ),
    "blurred": (
        frozenset({"signature_blurred", "signature_faint"}),
        lambda seed: opened(replace(PLAIN, blur=22), seed),
    ),
    "a person": (
        frozenset({"signature_photo", "signature_cut", "signature_inverted", *UNCLEAR}),
        lambda seed: portraits.photo([Standing(seed)]),
    ),
    "a table": (
        frozenset(
            {"signature_photo", "signature_cut", "signature_inverted", "signature_blank", *UNCLEAR}
        ),
        lambda seed: ground(SIZE, np.random.default_rng(seed), GROUNDS[seed % len(GROUNDS)]),
    ),
    "a document": (
        frozenset({"signature_text", "signature_photo", "signature_cut", "signature_inverted"}),
        lambda seed: DOCUMENTS[seed % len(DOCUMENTS)](Random(seed)).convert("RGB"),
    ),
}
