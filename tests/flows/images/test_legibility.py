"""What the band costs in readable characters, told by the recogniser before and after."""

import random
from collections import Counter
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from flows.images.intake import TakenImage, take
from flows.images.outcome import Treatment
from flows.images.papers.recogniser import recognise
from tests.images.documents import certificate, decree, insurance
from tests.images.photographs import lit, noisy, on_table, taken

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("recogniser")]

LOST_AT_MOST = 0.02
"""Of the characters that could be read before, on average."""
READ_AT = 2000


def characters(image: Image.Image) -> Counter[str]:
    """All that is read, at the same size before and after: the recogniser has its own limits."""
    image = image.convert("RGB")
    image.thumbnail((READ_AT, READ_AT), Image.Resampling.LANCZOS)
    return Counter("".join(word.text for word in recognise(image)))


def test_characters_survive_the_band() -> None:
    lost = []
    for number, draw in enumerate((decree, insurance, certificate)):
        grain = np.random.default_rng(7000 + number)
        page = draw(random.Random(7000 + number))
        seen = on_table(page, grain, size=(2400, 3200), turn=1.0, skew=0.01).image
        content = taken(noisy(lit(seen, grain), grain, 3), quality=93)
        accepted = take("proof", content, Treatment(as_it_is=True))
        assert isinstance(accepted, TakenImage)
        assert len(content) > len(accepted.content)
        before = characters(Image.open(BytesIO(content)))
        after = characters(Image.open(BytesIO(accepted.content)))
        assert before.total() > 40, draw.__name__
        lost.append((before - after).total() / before.total())
    assert sum(lost) / len(lost) <= LOST_AT_MOST, lost
    assert max(lost) <= 3 * LOST_AT_MOST, lost
