"""Uploads that wait for a word: looks, retakes, albums, old buttons, what is kept and dropped."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest_asyncio
from PIL import Image

from flows import texts
from storage.database import Database
from tests.conversations.chat import Chat, Product, product_on
from tests.conversations.walks import opened, walked
from tests.house import portrait, proof, signature


@pytest_asyncio.fixture
async def product(database: Database, data_dir: Path) -> AsyncIterator[Product]:
    async with product_on(database, data_dir) as composed:
        yield composed


def originals(data_dir: Path) -> set[str]:
    return {path.name for path in (data_dir / "originals").rglob("*") if path.is_file()}


async def at(product: Product, slot: str, flow: str = "profile", who: str = "meizhao") -> Chat:
    chat = await opened(product.chat(), flow, who)
    await walked(chat, slot)
    assert (await chat.form()).step == slot
    return chat


async def test_a_portrait_is_looked_at_before_it_is_used(product: Product) -> None:
    chat = await at(product, "portrait")
    told = await chat.uploads(portrait())
    assert "请确认：免冠、正面、清晰" in told
    assert chat.replies[-1].pictures
    form = await chat.form()
    assert (form.step, form.slots.get("portrait")) == ("portrait", None)
    await chat.types("使用这张")
    form = await chat.form()
    assert (form.step, len(form.slots["portrait"]), form.candidates) == ("signature", 64, ())


async def test_a_retake_makes_the_old_button_stale(product: Product) -> None:
    chat = await at(product, "portrait")
    await chat.uploads(portrait())
    old = chat.button("使用这张").data
    await chat.taps("重新发")
    assert (await chat.form()).candidates == ()
    await chat.uploads(portrait(660, 924))
    assert texts.say("stale_button") in await chat.sends_data(old)
    assert (await chat.form()).step == "portrait"
    await chat.taps("使用这张")
    assert (await chat.form()).step == "signature"


async def test_a_signature_is_seen_on_the_certificate_and_can_be_turned(product: Product) -> None:
    chat = await at(product, "signature")
    await chat.uploads(signature())
    assert len(chat.replies[-1].pictures) == 2
    before = (await chat.form()).candidates[0]
    await chat.taps("向左转")
    words = await chat.taps("向右转") if (await chat.form()).candidates[0] != before else ""
    assert (await chat.form()).step == "signature", words


async def test_what_waits_survives_a_change_of_the_chat(product: Product) -> None:
    chat = await at(product, "portrait")
    await chat.uploads(portrait())
    web = product.chat("web")
    await web.logs_in("meizhao")
    assert "请确认：免冠、正面、清晰" in await web.taps("继续填写")
    await web.taps("使用这张")
    assert (await web.form()).step == "signature"


async def test_words_that_decide_nothing_are_told_what_waits(product: Product) -> None:
    chat = await at(product, "portrait")
    await chat.uploads(portrait())
    assert texts.say("image_undecided") in await chat.types("嗯嗯嗯")
    assert len((await chat.form()).candidates) == 1


async def test_of_an_album_one_is_chosen_where_one_is_wanted(product: Product) -> None:
    chat = await at(product, "portrait")
    for content in (portrait(), portrait(660, 924)):
        assert await chat.uploads(content, album="a1") == ""
    told = await chat.ends_album("a1")
    assert "收到 2 张图片" in told
    assert "用第 2 张" in told
    second = (await chat.form()).candidates[1].image
    await chat.types("第2张")
    form = await chat.form()
    assert (form.step, form.slots["portrait"]) == ("signature", second)
    # A straggler is no signature.
    assert texts.say("album_late") in await chat.uploads(portrait(720, 1008), album="a1")
    assert (await chat.form()).candidates == ()


async def test_an_album_fills_a_step_that_takes_several(product: Product) -> None:
    chat = await at(product, "attachments", "defence", "shebao")
    for content in (proof(), proof(seed=2), b"no image at all, only words"):
        assert await chat.uploads(content, album="a2") == ""
    told = await chat.ends_album("a2")
    assert "收到 3 张图片" in told
    assert "已收到 2 张" in told
    assert await chat.ends_album("a2") == ""
    await chat.taps("完成")
    assert (await chat.form()).slots["attachments"].count(",") == 1


async def test_whatever_comes_next_ends_an_album(product: Product) -> None:
    chat = await at(product, "attachments", "defence", "shebao")
    await chat.uploads(proof(), album="a3")
    assert "已从" in await chat.types("完成")
    assert (await chat.form()).step == "review"


async def test_an_album_nobody_asked_for_is_told_once(product: Product) -> None:
    chat = product.chat()
    assert texts.say("upload_unasked") in await chat.uploads(proof(), album="a4")
    assert await chat.uploads(proof(seed=2), album="a4") == ""


async def test_originals_go_when_the_form_has_ended(product: Product, data_dir: Path) -> None:
    chat = await at(product, "portrait")
    await chat.uploads(portrait())
    await chat.uploads(portrait(660, 924))
    assert len(originals(data_dir)) == 2
    await chat.taps("使用这张")
    await walked(chat)
    assert originals(data_dir) == set()


async def test_originals_stay_where_the_operator_wants_it(
    database: Database, data_dir: Path
) -> None:
    async with product_on(database, data_dir, keep_originals=True) as product:
        chat = await at(product, "portrait")
        await chat.uploads(portrait())
        await chat.taps("使用这张")
        await walked(chat)
    assert len(originals(data_dir)) > 0


async def test_a_refused_image_leaves_what_waits(product: Product) -> None:
    chat = await at(product, "portrait")
    await chat.uploads(portrait())
    await chat.uploads(b"")
    assert len((await chat.form()).candidates) == 1


async def test_a_refused_signature_is_shown_how_it_should_be(product: Product) -> None:
    chat = await at(product, "signature")
    blank = BytesIO()
    Image.new("RGB", (810, 324), "white").save(blank, "PNG")
    told = await chat.uploads(blank.getvalue())
    assert "没有看到签名" in told
    (shown,) = chat.replies[-1].pictures
    content = await product.assistant.services.files.get(shown)
    assert content.startswith(b"\xff\xd8")
    assert len(content) < 60_000
