"""一寸照片: 295 wide, 413 high, at most 500 KB, bareheaded, upright, clear (manual 2.2)."""

from contextlib import suppress
from io import BytesIO

from PIL import Image

from flows.images.backdrop import TOP_CUT, doubts_of, extended
from flows.images.comparison import comparison
from flows.images.container import Container
from flows.images.face_checks import check_face, is_cut
from flows.images.faces import Face, can_find_faces, find_faces
from flows.images.frame import HEIGHT, WIDTH, Frame, frame_around
from flows.images.light import check_light
from flows.images.outcome import Encoded, ImageRefused
from flows.images.pixels import decode
from flows.images.portrait_unseen import centred_portrait
from flows.images.upright import CERTAIN, turned, upright_faces

_FLOOR = 2 * WIDTH, 2 * HEIGHT
_ENOUGH = 214
"""Height of a face in pixels from which a finished portrait has all that it can show."""
_MOST_PIXELS = 16_000_000
"""Larger pictures are decoded at half their sides at most."""
_COMPANION = 0.45
"""A face smaller than this, by the largest one, stands far behind."""
_AROUND = 1.1
_NAME = "一寸照"


def make_portrait(container: Container, *, may_turn: bool = True) -> Encoded:
    """Cropped around the one face and scaled down, never up; raises `ImageRefused`."""
    width, height = container.upright_size
    if min(width, height) < WIDTH or max(width, height) < HEIGHT:
        _too_small(width, height)
    image = decode(container, _FLOOR)
    check_light(image)
    if not can_find_faces():
        return centred_portrait(image)
    quarter_turns, faces = upright_faces(image, may_turn=may_turn)
    image = turned(image, quarter_turns)
    if image.width < WIDTH or image.height < HEIGHT:
        _too_small(image.width, image.height)
    face, others = _chosen(faces, image.size)
    image, scale = _detailed(container, image, quarter_turns, face)
    face = _looked_at_closely(image, face.moved(0, 0, scale))
    doubts = check_face(image, face)
    frame, portrait, is_filled = _framed(image, face)
    beside = any(_is_in(other.moved(0, 0, scale), frame) for other in others)
    said = (
        *doubts,
        *(["doubt_off_centre"] if frame.aside > 0.05 else []),
        *(["doubt_other_face"] if beside else []),
        *(["doubt_filled"] if is_filled else []),
        *doubts_of(portrait),
    )
    encoded = BytesIO()
    portrait.save(encoded, "JPEG", quality=95, subsampling=0, optimize=True)
    box = frame.left, frame.top, frame.left + frame.width, frame.top + frame.height
    return Encoded(
        encoded.getvalue(),
        "JPEG",
        WIDTH,
        HEIGHT,
        remark="turned" if quarter_turns else "",
        doubts=said,
        preview=comparison(image, box, portrait, _NAME),
    )


def _too_small(width: int, height: int) -> None:
    facts = {"width": width, "height": height}
    raise ImageRefused("too_small", **facts, least_width=WIDTH, least_height=HEIGHT)


def _chosen(faces: list[Face], size: tuple[int, int]) -> tuple[Face, list[Face]]:
    """The one face that is meant, and small ones far behind it."""
    certain = sorted(
        (face for face in faces if face.confidence >= CERTAIN), key=lambda face: -face.height
    )
    if not certain:
        if any(is_cut(face, size) for face in faces):
            raise ImageRefused("portrait_face_cut")
        raise ImageRefused("portrait_no_face")
    face, *others = certain
    companions = [other for other in others if other.height >= _COMPANION * face.height]
    if companions:
        raise ImageRefused("portrait_several_faces", count=1 + len(companions))
    return face, others


def _detailed(
    container: Container, image: Image.Image, quarter_turns: int, face: Face
) -> tuple[Image.Image, float]:
    """The picture, decoded again and larger where the face is a small part of it; how much."""
    most = max(container.upright_size) / max(image.size)
    if container.width * container.height > _MOST_PIXELS:
        most /= 2
    wanted = min(_ENOUGH / face.height, most)
    if wanted < 1.1:
        return image, 1.0
    sides = turned(image, (4 - quarter_turns) % 4).size
    larger = decode(container, (int(sides[0] * wanted), int(sides[1] * wanted)))
    larger = turned(larger, quarter_turns)
    return larger, larger.width / image.width


def _looked_at_closely(image: Image.Image, face: Face) -> Face:
    """The face by its own size, which no cloud and no cat stands; raises `ImageRefused`."""
    across, down = face.centre
    half = face.height * _AROUND
    left, top = max(round(across - half), 0), max(round(down - half), 0)
    box = (
        left,
        top,
        min(round(across + half), image.width),
        min(round(down + half), image.height),
    )
    close = [one.moved(left, top) for one in find_faces(image.crop(box))]
    same = [one for one in close if _is_same(one, face) and one.confidence >= CERTAIN]
    if not same:
        raise ImageRefused("portrait_no_face")
    return same[0]


def _is_same(one: Face, other: Face) -> bool:
    apart = max(abs(a - b) for a, b in zip(one.centre, other.centre, strict=True))
    return apart < 0.3 * other.height and 0.6 < one.height / other.height < 1.6


def _is_in(face: Face, frame: Frame) -> bool:
    across, down = face.centre
    return (
        frame.left < across < frame.left + frame.width
        and frame.top < down < frame.top + frame.height
    )


def _framed(image: Image.Image, face: Face) -> tuple[Frame, Image.Image, bool]:
    """Higher where that saves high hair from being cut."""
    frame = frame_around(face, image.size)
    portrait, is_filled = _cut(image, frame)
    if TOP_CUT in doubts_of(portrait):
        with suppress(ImageRefused):
            higher = frame_around(face, image.size, high_hair=True)
            whole, is_wider_filled = _cut(image, higher)
            if TOP_CUT not in doubts_of(whole):
                return higher, whole, is_wider_filled
    return frame, portrait, is_filled


def _cut(image: Image.Image, frame: Frame) -> tuple[Image.Image, bool]:
    """The portrait, and whether background had to be added."""
    sides = frame.outside(image.size)
    is_filled = max(sides) > 0.5
    left, top = max(frame.left, 0.0), max(frame.top, 0.0)
    if is_filled:
        grown = extended(image, sides, (frame.top, frame.top + frame.height))
        if grown is None:
            raise ImageRefused("portrait_too_close")
        image, left, top = grown, max(frame.left, 0.0), max(frame.top, 0.0)
    right = min(left + frame.width, image.width)
    bottom = min(top + frame.height, image.height)
    box = left, top, right, bottom
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS, box), is_filled
