"""Which encoder serves, and what is learnt from it."""

from pathlib import Path

from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.app import seed
from bot.meanings import Meanings, encoder_of
from bot.settings import Settings
from knowledge.corpus import Corpus
from knowledge.embedding import NanoEncoder
from knowledge.embedding_endpoint import EndpointEncoder


def small() -> Corpus:
    corpus, _ = seed()
    return Corpus(corpus.guide, corpus.laws, list(corpus.public[:2]), {"general": []})


def test_the_settings_choose_the_encoder() -> None:
    assert isinstance(encoder_of(Settings(embedding_url="")), NanoEncoder)
    remote = encoder_of(
        Settings(
            embedding_url="http://127.0.0.1:9/v1",
            embedding_model="a-model",
            embedding_api_key=SecretStr("key"),
        )
    )
    assert isinstance(remote, EndpointEncoder)
    assert remote.name == "http://127.0.0.1:9/v1/embeddings a-model"


async def test_there_is_nothing_to_learn_of_the_seed(tmp_path: Path) -> None:
    corpus, _ = seed()
    assert await Meanings(NanoEncoder(), tmp_path).learn(corpus) == 0


async def test_while_nothing_can_be_learnt_that_is_said_once(tmp_path: Path) -> None:
    corpus = small()
    encoder = encoder_of(Settings(embedding_url="http://127.0.0.1:9/v1", embedding_model="m"))
    meanings = Meanings(encoder, tmp_path)
    with capture_logs() as lines:
        assert [await meanings.learn(corpus) for _ in range(3)] == [None] * 3
    assert [line["event"] for line in lines] == ["search.no_vectors"]
    line = corpus.public[0].phrasings[0]
    assert meanings.index(corpus).find(line)[0].entry == corpus.public[0]
    await encoder.close()


async def test_what_is_for_agents_alone_is_not_found(tmp_path: Path) -> None:
    corpus = small()
    first, second = corpus.public
    hidden = first.model_copy(update={"audience": "agent"})
    meanings = Meanings(NanoEncoder(), tmp_path)
    found = meanings.index(Corpus(corpus.guide, corpus.laws, [hidden, second], {"general": []}))
    assert [hit.entry for hit in found.find(first.phrasings[0])] in ([], [second])
