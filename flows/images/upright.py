"""Which way up a portrait is, told by the face on it."""

from PIL import Image

from flows.images.faces import Face, find_faces

CERTAIN = 0.8
_CERTAIN_TURNED = 0.88
_CLEARLY_MORE = 0.06
"""Faces are now and then seen upside-down; the right way up is then plainly more certain."""
_SIDE = 320
_BACK = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}


def turned(image: Image.Image, quarter_turns: int) -> Image.Image:
    """Clockwise, without loss."""
    back = _BACK.get(quarter_turns)
    return image if back is None else image.transpose(back)


def upright_faces(image: Image.Image, *, may_turn: bool) -> tuple[int, list[Face]]:
    """Quarter turns clockwise that set the face upright, and the faces after them."""
    small = image.copy()
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX, reducing_gap=None)
    scale = image.width / small.width
    best, faces = 0, find_faces(small)
    for quarter_turns in (1, 2, 3) if may_turn else ():
        found = find_faces(turned(small, quarter_turns))
        needed = max(_CERTAIN_TURNED, _first(faces) + (_CLEARLY_MORE if not best else 0))
        if _first(found) >= needed:
            best, faces = quarter_turns, found
    return best, [face.moved(0, 0, scale) for face in faces]


def _first(faces: list[Face]) -> float:
    return faces[0].confidence if faces else 0.0
