"""Every code that the package raises has its sentence, and every sentence its code."""

import re
from pathlib import Path

import flows.images
from flows.images.intake import TakenImage
from flows.images.texts import accepted_text, sentences, size_text

FOLDER = Path(flows.images.__file__).parent
SOURCES = [*FOLDER.glob("*.py"), *FOLDER.glob("writing/*.py")]


def test_codes_and_sentences_agree() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    raised = set(re.findall(r'(?:ImageRefused|_check_size)\(\s*"(\w+)"', source)) | {
        "truncated",
        "damaged",
    }
    explained = {
        code for code in sentences() if not code.startswith(("accepted_", "choose_", "doubt_"))
    }
    assert raised == explained


def test_accepted_pictures_are_described() -> None:
    taken = TakenImage(bytes(412_300), "JPEG", 2000, 1500, 2_400_000, 4000, 3000)
    assert "2.4 MB 调整到 412 KB（2000×1500）" in accepted_text("proof", taken)
    for code in sentences():
        if code.startswith("accepted_proof_"):
            remark = code.removeprefix("accepted_proof_")
            light = TakenImage(bytes(205_000), "JPEG", 960, 1280, 141_000, 960, 1280, remark)
            assert "141 KB" in accepted_text("proof", light)


def test_sizes_as_people_say_them() -> None:
    assert [size_text(size) for size in (1, 86_400, 3_200_000)] == ["1 KB", "86 KB", "3.2 MB"]
