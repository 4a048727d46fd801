"""Where a 一寸 portrait is cut around a face."""

from dataclasses import dataclass

from flows.images.faces import Face
from flows.images.outcome import ImageRefused

WIDTH, HEIGHT = 295, 413
_SHAPE = WIDTH / HEIGHT
_IN_FACES = 1.95
"""Height of the frame, times the face's."""
_ABOVE = 0.48
"""From the frame's top to the face's, times the face's height."""
_FOR_HIGH_HAIR = 2.25, 0.75
"""The same two where hair stands higher."""
_SMALLEST, _LARGEST = 0.33, 0.62
"""Height of the face in the frame, where the picture leaves no choice; 0.51 is aimed at."""
_LOWER, _ASIDE = 0.10, 0.10
"""How far the frame may be moved to stay on the picture, in its own sides."""
_FILLED = 0.25
"""How much of a side may be filled with background."""


@dataclass(frozen=True, slots=True)
class Frame:
    """In pixels of the picture; what lies outside of it has to be filled."""

    left: float
    top: float
    width: float
    height: float
    aside: float
    """How far the face is from the middle, times the width."""

    def outside(self, size: tuple[int, int]) -> tuple[float, float, float]:
        """Left, top and right of the picture, in pixels; 0 where there is nothing to fill."""
        beyond = self.left + self.width - size[0]
        return max(-self.left, 0.0), max(-self.top, 0.0), max(beyond, 0.0)


def frame_around(face: Face, size: tuple[int, int], *, high_hair: bool = False) -> Frame:
    """The frame at its best; raises `ImageRefused` where no good one is on the picture."""
    in_faces, above = _FOR_HIGH_HAIR if high_hair else (_IN_FACES, _ABOVE)
    if face.height < _SMALLEST * HEIGHT:
        least = round(_SMALLEST * HEIGHT)
        raise ImageRefused("portrait_face_small", height=round(face.height), least=least)
    height = max(face.height * in_faces, HEIGHT)
    least_height = max(face.height / _LARGEST, HEIGHT)
    height = max(min(height, size[1], size[0] / _SHAPE), least_height)
    width = height * _SHAPE
    across, down = face.centre
    left = _moved(across - width / 2, width, size[0], _ASIDE)
    top = _moved(down - (above + 0.5) / in_faces * height, height, size[1], _LOWER)
    aside = abs(left + width / 2 - across) / width
    frame = Frame(left, top, width, height, aside)
    sides = frame.outside(size)
    if top + height > size[1] + 0.5 or max(sides) > _FILLED * width:
        raise ImageRefused("portrait_too_close")
    return frame


def _moved(start: float, length: float, room: int, share: float) -> float:
    """Towards the picture where it sticks out, by at most a share of its length."""
    most = share * length
    if start < 0:
        return min(start + most, 0.0)
    beyond = start + length - room
    return start - min(beyond, most) if beyond > 0 else start
