"""Words of the field typed by their sound are mended, and nothing else is touched."""

from itertools import chain

import pytest
import yaml
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

from knowledge.corpus import load_corpus
from nlu.homophones import FOLDER, fold, lexicon
from nlu.normalise import normalise


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[
            ("撤会", "撤回"),
            ("我要撤会申请", "我要撤回申请"),
            ("延序注册", "延续注册"),
            ("补政", "补正"),
        ],
        *[
            ("初使注侧", "初始注册"),
            ("变跟注册", "变更注册"),
            ("查近度", "查进度"),
            ("操做手策", "操作手册"),
        ],
        *[
            ("成诺书", "承诺书"),
            ("解品证明", "解聘证明"),
            ("社报异常", "社保异常"),
            ("正在班理", "正在办理"),
        ],
        *[("變更註冊", "变更注册"), ("證書遺失補辦", "证书遗失补办")],
        *[
            ("yanxu zhuce", "延续注册"),
            ("wo yao che hui", "我要撤回"),
            ("请Chehui申请", "请撤回申请"),
        ],
    ],
)
def test_a_word_of_the_field_is_mended(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    "right",
    [
        *[
            "社保显示不正常",
            "我要补证",
            "不办了",
            "这张公式写在上面",
            "按部就班",
            "车回来了没有",
            "身边的人",
        ],
        *[
            "change my company",
            "hello",
            "ok",
            "NBA",
            "wifi",
            "PDF",
            "jpg",
            "abc@example.com",
            "me",
        ],
        *[
            "https://example.com/zhuce",
            "QQ号",
            "cad 图纸",
            "你好",
            "，。！？",
            "😀",
            "wo",
            "ni hao",
        ],
    ],
)
def test_what_is_right_stays(right: str) -> None:
    assert normalise(right) == right


def test_clean_text_stays_as_it_is() -> None:
    entries = load_corpus().entries.values()
    clean = [text for entry in entries for text in (entry.title, entry.answer)]
    assert len(clean) > 200
    assert [text for text in clean if normalise(text) != " ".join(text.split())] == []


def test_of_phrasings_only_few_change() -> None:
    """They hold real slips; were one in ten changed, it would be more than slips."""
    lines = list(chain(*(entry.phrasings for entry in load_corpus().entries.values())))
    changed = [
        line for line in lines if normalise(line).casefold() != " ".join(line.split()).casefold()
    ]
    assert len(changed) < len(lines) / 10, changed


def test_sounds_are_those_of_the_dictionary() -> None:
    """`sounds.yml` is made from it, so that the product need not carry 4 MB of sounds."""
    wanted = {sound for many in lexicon().terms.values() for term in many for sound in term.sound}
    expected: dict[str, str] = {}
    for code in range(0xB0A1, 0xF7FF):
        try:
            character = code.to_bytes(2, "big").decode("gb2312")
        except UnicodeDecodeError:
            continue
        for sound in map(to_normal, PINYIN_DICT[ord(character)].split(",")):
            if fold(sound) in wanted and character not in expected.get(sound, ""):
                expected[sound] = expected.get(sound, "") + character
    assert yaml.safe_load((FOLDER / "sounds.yml").read_text("utf-8")) == expected


def test_every_term_sounds_as_it_is_told() -> None:
    read = lexicon()
    for term in chain(*read.terms.values()):
        assert len(term.word) == len(term.sound)
        for character, sound in zip(term.word, term.sound, strict=True):
            assert sound in read.sounds[character], term.word
