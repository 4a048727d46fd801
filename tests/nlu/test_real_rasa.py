"""The real Rasa: trained on our data, asked held-out sentences, killed, frozen, brought back."""

import asyncio
import os
import shutil
import signal
import statistics
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
import yaml

from nlu.breaker import FAILURES
from nlu.client import RasaClient, RasaUnavailable
from nlu.keywords import KeywordParser
from nlu.models import chosen
from nlu.sidecar_state import Phase
from nlu.training import PROJECT
from nlu.understanding import RasaOrKeywords
from tests.nlu.rasa_server import RunningRasa

pytestmark = [pytest.mark.rasa, pytest.mark.slow]

HELD_OUT = yaml.safe_load((PROJECT / "tests" / "heldout.yml").read_text("utf-8"))
SENTENCES = [(one, intent) for intent, many in HELD_OUT["intents"].items() for one in many]


@pytest.fixture
async def client(rasa: RunningRasa) -> AsyncIterator[RasaClient]:
    async with rasa.client() as opened:
        yield opened


def tell(*lines: object) -> None:
    """Show what was measured (`pytest -s`)."""
    print("", *lines, sep="\n")  # noqa: T201


async def until(true: Callable[[], bool], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - an observer in another thread and loop
            await asyncio.sleep(0.1)


async def test_reads_held_out_sentences(rasa: RunningRasa, client: RasaClient) -> None:
    wrong, times = [], []
    for sentence, intent in SENTENCES:
        began = time.perf_counter()
        parse = await client.parse(sentence)
        times.append(time.perf_counter() - began)
        if parse.intent != intent:
            wrong.append((sentence, intent, parse.intent, round(parse.confidence, 2)))
    accuracy = 1 - len(wrong) / len(SENTENCES)
    process = psutil.Process(rasa.sidecar.process_id)
    tell(
        f"{len(SENTENCES)} sentences, accuracy {accuracy:.3f}",
        f"parse p50 {statistics.median(times) * 1000:.1f} ms",
        f"RSS {process.memory_info().rss >> 20} MB",
        *wrong,
    )
    assert len(SENTENCES) >= 60
    assert accuracy >= 0.85


async def test_both_together_are_no_worse(client: RasaClient) -> None:
    parser, keywords = RasaOrKeywords(client, KeywordParser()), KeywordParser()
    both = [(await parser.parse(sentence)).intent == intent for sentence, intent in SENTENCES]
    alone = [keywords.read(sentence).intent == intent for sentence, intent in SENTENCES]
    tell(f"both {sum(both) / len(both):.3f}, keywords alone {sum(alone) / len(alone):.3f}")
    assert sum(both) / len(both) >= 0.9


async def test_finds_entities(client: RasaClient) -> None:
    for sentence, entities in HELD_OUT["entities"]:
        assert (await client.parse(sentence)).entities == entities, sentence


async def test_like_sentences_have_like_vectors(client: RasaClient) -> None:
    told, again, other, long = [
        np.frombuffer((await client.parse(text)).vector, dtype="<f4")
        for text in ("怎么撤回申请", "如何撤回申报", "照片要多大", "照片要多大" + "啊" * 4000)
    ]
    assert told @ told == pytest.approx(1, abs=0.01)
    assert told @ again > told @ other
    assert long.shape == told.shape


@pytest.mark.parametrize(
    "text", ["", " \n\u200b", "😀" * 300, "注" * 4096, "a\ud800b", "{}[]\\\"'", "\x00\x01"]
)
async def test_any_text_is_safe(client: RasaClient, text: str) -> None:
    parse = await RasaOrKeywords(client, KeywordParser()).parse(text)
    assert 0 <= parse.confidence <= 1


async def test_the_log_has_no_sentence_and_no_token(rasa: RunningRasa, client: RasaClient) -> None:
    await client.parse("紫色的长颈鹿要办延续注册")
    written = (rasa.data_dir / "rasa.log").read_text("utf-8", errors="replace")
    assert "长颈鹿" not in written
    assert "\\u957f" not in written
    assert rasa.sidecar.token not in written


def test_the_token_is_no_command_line_argument(rasa: RunningRasa) -> None:
    assert rasa.sidecar.process_id is not None
    arguments = Path(f"/proc/{rasa.sidecar.process_id}/cmdline").read_bytes()
    assert rasa.sidecar.token.encode() not in arguments


async def test_a_wrong_token_is_refused(rasa: RunningRasa) -> None:
    async with RasaClient(rasa.sidecar.url, "wrong") as stranger:
        with pytest.raises(RasaUnavailable):
            await stranger.parse("撤回")


async def test_a_frozen_rasa_does_not_stop_the_chat(rasa: RunningRasa, client: RasaClient) -> None:
    parser = RasaOrKeywords(client, KeywordParser())
    assert (await parser.parse("帮我撤回申请")).source == "rasa"
    assert rasa.sidecar.process_id is not None
    os.kill(rasa.sidecar.process_id, signal.SIGSTOP)
    try:
        began = time.monotonic()
        for _ in range(FAILURES):
            assert (await parser.parse("帮我撤回申请")).source == "keywords"
        assert time.monotonic() - began < FAILURES * 4
        began = time.monotonic()
        for _ in range(100):
            assert (await parser.parse("帮我撤回申请")).intent == "start_withdrawal"
        assert time.monotonic() - began < 20
    finally:
        os.kill(rasa.sidecar.process_id, signal.SIGCONT)
    async with asyncio.timeout(120):
        while (await parser.parse("帮我撤回申请")).source != "rasa":  # noqa: ASYNC110 - see above
            await asyncio.sleep(0.5)


async def test_its_model_is_exchanged_while_it_serves(
    rasa: RunningRasa, client: RasaClient, tmp_path: Path
) -> None:
    model = await asyncio.to_thread(chosen, rasa.sidecar.models, PROJECT)
    broken = tmp_path / "broken.tar.gz"
    broken.write_text("no model")
    assert not await client.load(str(broken))
    assert not await client.load(str(tmp_path / "missing.tar.gz"))
    assert (await client.parse("我要补正")).intent == "start_correction"
    copy = Path(shutil.copy(model.path(rasa.sidecar.models), tmp_path / "new.tar.gz"))
    assert await client.load(str(copy))
    assert (await client.parse("我要补正")).intent == "start_correction"
    assert await client.load(str(model.path(rasa.sidecar.models)))


async def test_a_killed_rasa_comes_back(rasa: RunningRasa) -> None:
    sidecar = rasa.sidecar
    first = sidecar.process_id
    assert first is not None
    async with rasa.client() as before:
        parser = RasaOrKeywords(before, KeywordParser())
        os.kill(first, signal.SIGKILL)
        await until(lambda: sidecar.state.phase is not Phase.READY, 60)
        meanwhile = await parser.parse("我要补正")
        assert (meanwhile.intent, meanwhile.source) == ("start_correction", "keywords")
    await until(lambda: sidecar.state.phase is Phase.READY, 600)
    assert sidecar.process_id != first
    async with rasa.client() as after:
        again = await RasaOrKeywords(after, KeywordParser()).parse("我要补正")
    assert (again.intent, again.source) == ("start_correction", "rasa")
