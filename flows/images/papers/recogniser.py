"""The recogniser of printed text; only to be imported in a process of its own (0.7 GB at work)."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import rapidocr
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from flows.images.papers.levelling import Word

_MODELS = Path(rapidocr.__file__).parent / "models"
_THREADS = 2
_COARSE = 8
_FAINT = 0.8
"""Of the paper's own light; a seal's ink has more of it in the red, print has less."""


@cache
def _engine() -> Any:
    """Models named by their files, so that none is ever looked for on a network or written."""
    onnxruntime.set_default_logger_severity(4)
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.model_path": str(_MODELS / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(_MODELS / "PP-OCRv6_rec_small.onnx"),
            "Rec.rec_batch_num": 1,  # no slower on a CPU, and needs less memory
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def recognise(picture: Image.Image) -> list[Word]:
    """Words of an RGB picture."""
    seen = _engine()(np.repeat(without_seals(picture)[:, :, None], 3, axis=2))
    if seen.boxes is None:
        return []
    found = zip(seen.boxes.tolist(), seen.txts, seen.scores, strict=True)
    return [
        Word(text, float(score), ((a[0], a[1]), (b[0], b[1]), (c[0], c[1]), (d[0], d[1])))
        for (a, b, c, d), text, score in found
    ]


def without_seals(picture: Image.Image) -> NDArray[np.uint8]:
    """Grey pixels on even paper: a seal is faint in the red channel, and the faint is white."""
    red = picture.getchannel("R")
    paper = red.reduce(_COARSE).filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.BoxBlur(4))
    level = np.asarray(paper.resize(red.size, Image.Resampling.BILINEAR), dtype=np.float32)
    share = np.asarray(red, dtype=np.float32) / np.maximum(level, 1.0)
    return (share * (255 / _FAINT)).clip(0, 255).astype(np.uint8)
