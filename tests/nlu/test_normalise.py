"""One form for every sentence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlu.homophones import lexicon
from nlu.normalise import LONGEST, normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ＱＱ号１２３ａｂ", "QQ号123ab"),
        ("注销，撤回？（岩土）", "注销，撤回？（岩土）"),
        ("  帮我\n\n撤回\t申请　吧 ", "帮我 撤回 申请 吧"),
        ("撤\u200b回\u202e申\ufeff请\x00", "撤回申请"),
        ("a\ud800b", "ab"),
        ("\u200b \n", ""),
        ("注" * 5000, "注" * LONGEST),
    ],
)
def test_one_form(typed: str, read: str) -> None:
    assert normalise(typed) == read


# Characters of a term's sounds in any order make more to mend than any text of a person's.
SOUNDS = st.text(st.sampled_from(sorted(lexicon().sounds)))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text() | SOUNDS)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
