"""Wrong input at every step: a clear sentence, and the same step again with everything kept."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable

from flows import texts
from flows.catalogue import catalogue
from flows.checks import looks_like_question
from flows.steps import Choice, Date, Image, Images, Search, Step, Text, Ticks
from flows.tracker import Tracker
from tests.conversations.chat import IMAGES, Chat, Product
from tests.conversations.walks import WALKS, Walk, every_walk, steps
from tests.house import House

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
TEXT_CODES = {
    "school": "words_expected",
    "major": "words_expected",
    "years_of_practice": "number_expected",
    "contact_mobile": "mobile_expected",
    "certificate_number": "certificate_number_characters",
    "name": "name_characters",
    "id_number": "id_number_characters",
    "other_information": "words_expected",
    "update_reason": "words_expected",
    "statement": "words_expected",
}
FREE_WORDS = {"school", "major", "name", "other_information", "update_reason", "statement"}
"""Slots that take nearly any words."""


def literal(code: str) -> str:
    """The longest part of a code's sentence that no fact can change."""
    return max(re.split(r"\{\w+\}", texts.sentences()[code]), key=len)


def refused_words(step: Step, tracker: Tracker) -> str:
    """The code for words that are no answer here."""
    match step:
        case Text(slot="id_number") if tracker.slots.get("id_type"):
            return "id_number_other"
        case Text():
            return TEXT_CODES[step.slot]
        case Choice():
            return "choice_unknown"
        case Date():
            return "month_unreadable" if step.precision == "month" else "date_unreadable"
        case Search():
            return "nothing_found"
        case Image():
            return "image_expected"
        case Images():
            return "images_expected"
        case Ticks():
            return "tick_expected"
    return "tap_expected"


Code = Callable[[Step, Tracker], str]


def refused_file(code: str) -> Code:
    return lambda step, _: code if isinstance(step, Image | Images) else "image_not_expected"


def always(code: str) -> Code:
    return lambda *_: code


def no_answer(step: Step) -> str:
    """Words that this step cannot take."""
    return "！！——！！" if step.slot in FREE_WORDS else "蓝色的云朵慢慢飘过"


BAD: dict[str, tuple[Callable[[Chat, Step], Awaitable[str]], Code]] = {
    "no answer": (lambda chat, step: chat.types(no_answer(step)), refused_words),
    "emoji": (lambda chat, _: chat.types("🍎🍐🍊"), refused_words),
    "right to left": (
        lambda chat, step: chat.types("\u202e" + no_answer(step) + "\u200f\u200b"),
        refused_words,
    ),
    "marks only": (
        lambda chat, _: chat.types("\u200b\u202e\u2066\ufeff"),
        always("message_empty"),
    ),
    "blank": (lambda chat, _: chat.types(" \n\t　 "), always("message_empty")),
    "nothing": (lambda chat, _: chat.types("\x00\x07"), always("message_empty")),
    "too long": (lambda chat, _: chat.types("长" * 5000), always("message_too_long")),
    "sticker": (lambda chat, _: chat.sends("sticker"), always("unsupported.sticker")),
    "voice": (lambda chat, _: chat.sends("voice"), always("unsupported.voice")),
    "video": (lambda chat, _: chat.sends("video"), always("unsupported.video")),
    "location": (lambda chat, _: chat.sends("location"), always("unsupported.location")),
    "contact": (lambda chat, _: chat.sends("contact"), always("unsupported.contact")),
    "edited": (lambda chat, _: chat.sends("edited"), always("unsupported.edited")),
    "anything else": (lambda chat, _: chat.sends("dice"), always("unsupported.other")),
    "no image": (
        lambda chat, _: chat.uploads(b"\x00\xff\x01\xfe" * 20),
        refused_file("not_an_image"),
    ),
    "pdf": (lambda chat, _: chat.uploads(PDF), refused_file("pdf_broken")),
    "empty file": (lambda chat, _: chat.uploads(b""), refused_file("empty")),
    "25 MB": (
        lambda chat, _: chat.uploads(b"", size=25_000_000),
        refused_file("upload_too_large"),
    ),
}


def kept(tracker: Tracker) -> tuple[object, ...]:
    return (tracker.step, tracker.slots, tracker.letters, tracker.evidence, tracker.partial)


async def at_every_step(
    product: Product, walk: Walk, channel: str
) -> AsyncIterator[tuple[Chat, Step, Tracker]]:
    """A chat at every step of a walk, one after the other."""
    chat = await walk.opened(product, channel)
    async for tracker in steps(chat):
        step = catalogue()[walk.flow].step(tracker.step)
        assert step is not None
        yield chat, step, tracker


async def test_the_walks_meet_every_step_of_every_flow(product: Product) -> None:
    met: dict[str, set[str]] = {}
    for walk in WALKS.values():
        await product.forgets()
        chat = await walk.opened(product)
        met.setdefault(walk.flow, set()).update([t.step async for t in steps(chat)])
    for flow in catalogue().values():
        assert {s.slot for s in flow.steps} - met[flow.id] <= {"industry"}, flow.id


@every_walk
async def test_wrong_input_at_every_step(product: Product, walk: Walk) -> None:
    async for chat, step, before in at_every_step(product, walk, "telegram"):
        for name, (does, code) in BAD.items():
            words = await does(chat, step)
            assert literal(code(step, before)) in words, f"{name} at {step.slot}: {words}"
            after = await chat.form()
            assert kept(after) == kept(before), f"{name} at {step.slot}"
            assert chat.asks(after), f"{name} at {step.slot} is not asked again: {words}"


@every_walk
async def test_unknown_commands_at_every_step(product: Product, walk: Walk) -> None:
    async for chat, _, before in at_every_step(product, walk, "web"):
        words = await chat.types("/nosuchthing@bot 1")
        assert "没有「/nosuchthing」这个命令" in words
        after = await chat.form()
        assert kept(after) == kept(before)
        assert chat.asks(after)


INTERNAL = (
    *("made", "declined", "yes", "no", "all", "next", "submit", "none", "+1", "-1"),
    *("edit.speciality", "edit.school", "certificate_preview", "!drop", "!cancel", "!keep"),
    *("!save", "!again", "t|x|review|submit", "m|logout|"),
)


@every_walk
async def test_typed_internal_values_are_no_buttons(product: Product, walk: Walk) -> None:
    """What a button says inside must not be had by typing it."""
    async for chat, step, before in at_every_step(product, walk, "telegram"):
        if step.slot in FREE_WORDS | {"enterprise"}:
            continue  # any words may be a name
        for word in INTERNAL:
            await chat.types(word)
            assert kept(await chat.form()) == kept(before), f"{word} at {step.slot}"


@every_walk
async def test_wrong_buttons_of_the_right_step_change_nothing(
    product: Product, walk: Walk
) -> None:
    forged = ("", "nonsense", "-99", "9" * 20, "买来的", "!nonsense", "edit.nowhere", "+4", "\x00")
    async for chat, step, before in at_every_step(product, walk, "web"):
        for value in forged:
            await chat.sends_data(f"t|{before.id}|{before.step}|{value}")
            after = await chat.form()
            assert kept(after) == kept(before), f"{value} at {step.slot}"
            assert chat.asks(after), f"{value} at {step.slot}"


async def test_over_telegram(home: House) -> None:
    user = home.telegram_user()
    await home.log_in_on_telegram(user, "xinren")
    await user.sees("已登录")
    await user.types("个人信息")
    await user.sees("毕业院校")
    for kind in ("sticker", "voice", "location", "contact", "dice"):
        await user.sends(kind)
        code = f"unsupported.{kind}"
        await user.sees(literal(code if code in texts.sentences() else "unsupported.other"))
        await user.sees("请输入毕业院校")
    await user.types("字" * 4000)
    await user.sees(literal("message_too_long"))
    await user.types("\u200b\u202e")
    await user.sees(literal("message_empty"))
    await user.edits("测试大学")
    await user.sees(literal("unsupported.edited"))
    for content in (PDF, b"", bytes(25_000_000)):
        await user.uploads(content, name="a.pdf", media_type="application/pdf")
        await user.sees(literal("image_not_expected"))
    await user.types("/nosuchthing")
    await user.sees("没有「/nosuchthing」这个命令")
    await user.types("测试大学")
    await user.sees("请输入所学专业")


async def test_over_the_web(home: House) -> None:
    async with home.web_user() as user:
        await user.logs_in("meizhao", "demo2026")
        await user.types("个人信息")
        await user.sees("申报须知及个人承诺")
        await user.types("made")
        await user.sees(literal("tap_expected"))
        await user.uploads(PDF)
        await user.sees(literal("image_not_expected"))
        await user.taps("本人已阅读并作出上述承诺")
        await user.sees("一寸免冠证件照")
        for content, code in (
            (PDF, "pdf_broken"),
            (b"", "empty"),
            (b"\x00\xff\x01\xfe" * 20, "not_an_image"),
            (bytes(25_000_000), "upload_too_large"),
        ):
            await user.uploads(content, name="a.pdf", media_type="application/pdf")
            await user.sees(literal(code))
        await user.types("字" * 4000)
        await user.sees(literal("message_too_long"))
        await user.types("\u200b\u202e")
        await user.sees(literal("message_empty"))
        await user.uploads(IMAGES["portrait"])
        await user.sees("已裁切为一寸")


def test_the_words_that_are_no_answer_are_no_question() -> None:
    assert not looks_like_question("蓝色的云朵慢慢飘过")
