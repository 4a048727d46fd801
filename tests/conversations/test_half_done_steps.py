"""Questions and pages while a step is half done: nothing of it is lost."""

import pytest

from tests.conversations.chat import Action, Product
from tests.conversations.walks import WALKS, kept_whole, walked

HALF_DONE: dict[str, tuple[str, str, tuple[Action, ...]]] = {
    "some conditions ticked": ("initial", "conditions", (("taps", "☐ 2"),)),
    "a minute's letter half read": ("initial", "commitment", (("waits", "30"),)),
    "a portrait undecided": ("profile", "portrait", (("uploads", "portrait"),)),
    "enterprises found": ("profile", "enterprise", (("types", "华东 勘测"),)),
    "a wrong date": ("initial", "approved_on", (("types", "2023年2月30日"),)),
    "one attachment of several": ("defence", "attachments", (("uploads", "proof"),)),
    "a proof before its confirmation": ("correction", "proof_confirmed", ()),
    "before the last confirmation": ("renewal", "final", ()),
}
ASIDES: tuple[Action, ...] = (
    ("types", "继续教育要多少学时啊？"),
    ("types", "照片多大？签名要什么颜色"),
    ("types", "要几天？"),
    ("types", "还是没解决"),
    ("types", "查看进度"),
    ("sends_data", "m|faq|hotline"),
    ("sends_data", "m|service|initial"),
    ("sends_data", "m|go|messages"),
)


@pytest.mark.parametrize(("name", "step", "half"), HALF_DONE.values(), ids=HALF_DONE.keys())
async def test_nothing_of_a_half_done_step_is_lost(
    product: Product, name: str, step: str, half: tuple[Action, ...]
) -> None:
    chat = await WALKS[name].opened(product)
    await walked(chat, step)
    await chat.does(*half)
    before = await chat.form()
    assert before.step == step
    for verb, what in ASIDES:
        said = await chat.does((verb, what))
        assert said, what
        after = await chat.form()
        assert kept_whole(after) == kept_whole(before), what
        way_back = chat.replies[-1].buttons[-1][0].data == f"m|resume|{after.id}"
        assert chat.asks(after) or way_back, what
    await chat.does(("types", "继续填写"))
    assert chat.asks(await chat.form())
    await walked(chat)
