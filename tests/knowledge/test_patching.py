"""Changes laid over the seed, and the whole written as YAML again."""

from pathlib import Path

import pytest
import yaml

from knowledge.corpus import ROOT, Corpus, CorpusRefused, Entry, load_corpus
from knowledge.exporting import ExportRefused, as_yaml, export, plain
from knowledge.patching import Patch, refuse_mistakes, settle

PARKING = Entry(
    id="parking",
    topic="出行",
    title="大厅停车场在哪",
    phrasings=tuple(f"停车场怎么走{word}" for word in "甲乙丙丁戊己"),
    answer="手册没有写停车的办法，请致电 010-88361866。",
    citations=("手册 6",),  # type: ignore[arg-type]
)


def changed(entry: Entry, **values: object) -> Entry:
    return entry.model_copy(update=values)


def test_a_patch_takes_the_place_of_the_seeds_entry(corpus: Corpus) -> None:
    old = corpus.entries["login-where"]
    new = changed(old, title="入口在哪里")
    patched, left_out = settle(corpus, [Patch("login-where", new), Patch("parking", PARKING)])
    assert not left_out
    assert list(patched.entries) == [*corpus.entries, "parking"]
    assert patched.entries["login-where"] == new
    assert corpus.entries["login-where"] == old


def test_a_new_entry_stands_at_the_end_of_its_topic(corpus: Corpus) -> None:
    patched, _ = settle(corpus, [Patch("parking", changed(PARKING, topic="登录"))])
    of_topic = [entry.id for entry in patched.entries.values() if entry.topic == "登录"]
    assert of_topic[-1] == "parking"
    assert patched.topics == corpus.topics


def test_a_retired_entry_is_offered_nowhere(corpus: Corpus) -> None:
    everywhere = dict.fromkeys(corpus.entries)
    patched, _ = settle(corpus, [Patch("login-where", None)])
    assert list(patched.entries) == [i for i in everywhere if i != "login-where"]
    assert "login-where" not in [entry.id for entry in patched.hot_questions()]
    empty, _ = settle(corpus, [Patch(i, None) for i in everywhere])
    assert empty.hot_questions("renewal") == []
    assert empty.hot_questions_of("AY", "engineer") == []


def test_what_a_later_seed_made_wrong_is_left_out_by_id(corpus: Corpus) -> None:
    line = corpus.entries["login-where"].phrasings[0]
    lines = (f"{line}？", *PARKING.phrasings)
    nowhere = Entry.model_validate(plain(PARKING) | {"id": "nowhere", "citations": ["手册 9.9"]})
    patches = [
        Patch("parking", changed(PARKING, phrasings=lines)),
        Patch("nowhere", nowhere),
        Patch("hotline", changed(corpus.entries["hotline"], title="热线电话")),
    ]
    patched, left_out = settle(corpus, patches)
    assert left_out.keys() == {"parking", "nowhere"}
    assert "login-where" in left_out["parking"]
    assert "〔手册 9.9〕" in left_out["nowhere"]
    assert patched.entries["hotline"].title == "热线电话"


def test_the_later_of_two_patches_gives_way(corpus: Corpus) -> None:
    twin = changed(PARKING, id="a-twin")
    patched, left_out = settle(corpus, [Patch("parking", PARKING), Patch("a-twin", twin)])
    assert left_out.keys() == {"a-twin"}
    assert "parking" in patched.entries


def test_every_mistake_of_an_edit_is_named(corpus: Corpus) -> None:
    first, second = (corpus.entries[i].phrasings[0] for i in ("login-where", "hotline"))
    wrong = Entry.model_validate(
        plain(PARKING)
        | {"citations": ["手册 9.9"], "phrasings": [first, second, *PARKING.phrasings]}
    )
    with pytest.raises(CorpusRefused) as refused:
        refuse_mistakes(corpus, wrong)
    told = str(refused.value).splitlines()
    assert len(told) == 3
    for part in ("〔手册 9.9〕", "login-where", "hotline"):
        assert any(part in line for line in told)
    refuse_mistakes(corpus, PARKING)
    refuse_mistakes(corpus, corpus.entries["hotline"])


def test_an_entry_survives_yaml(corpus: Corpus) -> None:
    for entry in corpus.entries.values():
        assert Entry.model_validate(yaml.safe_load(as_yaml(plain(entry)))) == entry


def test_what_is_exported_loads_equal(corpus: Corpus, tmp_path: Path) -> None:
    patched, _ = settle(
        corpus,
        [
            Patch("parking", PARKING),
            Patch(
                "login-where", changed(corpus.entries["login-where"], detail="两行\n文字：一 #")
            ),
            Patch("hotline", None),
        ],
    )
    folder = tmp_path / "out"
    export(patched, folder)
    loaded = load_corpus(folder)
    assert list(loaded.entries.items()) == list(patched.entries.items())
    assert (loaded.hot, loaded.laws) == (patched.hot, patched.laws)
    assert loaded.guide.sections == patched.guide.sections
    untouched = "faq/05-commitment.yml"
    assert (folder / untouched).read_bytes() == (ROOT / untouched).read_bytes()
    export(corpus, folder)
    assert list(load_corpus(folder).entries.values()) == list(corpus.entries.values())
    assert (folder / "hot.yml").read_bytes() == (ROOT / "hot.yml").read_bytes()


def test_an_export_leaves_a_strange_folder_alone(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "faq").mkdir()
    (tmp_path / "faq" / "mine.yml").write_text("x")
    with pytest.raises(ExportRefused, match="other things"):
        export(corpus, tmp_path)
    assert (tmp_path / "faq" / "mine.yml").read_text() == "x"
