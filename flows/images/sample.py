"""How large a JPEG would become, told from tiles of the picture: a twentieth of the work."""

from io import BytesIO

from PIL import Image

_TILE = 128, 16
"""Whole blocks of an encoder across and down."""
_EVERY = 40
"""Rows for each sampled tile."""
_SPREAD = 0.7549, 0.5698
"""Of the way across and down from one tile to the next: they lie everywhere, and never in step
with lines of text."""
_HEADERS = 623
"""Bytes of a file that are not pixels."""


class Sample:
    """Tiles from all over a picture; sizes of sheets with print are told to about a fifth."""

    def __init__(self, image: Image.Image) -> None:
        """Of RGB pixels."""
        width, height = min(_TILE[0], image.width), min(_TILE[1], image.height)
        count = max((image.height - height) // _EVERY, 1)
        self._tiles = Image.new(image.mode, (width, count * height))
        for number in range(count):
            left = round(number * _SPREAD[0] % 1 * (image.width - width))
            top = round(number * _SPREAD[1] % 1 * (image.height - height))
            tile = image.crop((left, top, left + width, top + height))
            self._tiles.paste(tile, (0, number * height))
        self._times = image.width * image.height / (width * height * count)

    def size(self, quality: int, subsampling: int = 2) -> int:
        """Bytes of the whole picture's file."""
        bare = len(encoded(self._tiles, quality, subsampling)) - _HEADERS
        return round(bare * self._times) + _HEADERS


def encoded(image: Image.Image, quality: int, subsampling: int = 2) -> bytes:
    """A JPEG of that quality, colours at half the size unless `subsampling` is 0."""
    content = BytesIO()
    image.save(content, "JPEG", quality=quality, subsampling=subsampling)
    return content.getvalue()
