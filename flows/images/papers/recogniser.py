"""The recogniser of printed text; only to be imported in a process of its own (0.7 GB at work)."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import rapidocr
from PIL import Image

from flows.images.papers.levelling import Word

_MODELS = Path(rapidocr.__file__).parent / "models"
_THREADS = 2


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
    """Words of an RGB picture, by its red channel, where a red seal is as white as paper."""
    red = np.asarray(picture.getchannel("R"))
    seen = _engine()(np.repeat(red[:, :, None], 3, axis=2))
    if seen.boxes is None:
        return []
    found = zip(seen.boxes.tolist(), seen.txts, seen.scores, strict=True)
    return [
        Word(text, float(score), ((a[0], a[1]), (b[0], b[1]), (c[0], c[1]), (d[0], d[1])))
        for (a, b, c, d), text, score in found
    ]
