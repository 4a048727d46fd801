"""Photographed papers in a talk: proposals confirmed one by one, doubts asked, never refused."""

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from flows import texts
from storage.database import Database
from tests.conversations.chat import Chat, Product, product_on
from tests.conversations.walks import answers, opened, walked
from tests.house import proof
from tests.images import papers
from tests.images.snapshots import photographed


@pytest_asyncio.fixture
async def product(database: Database, data_dir: Path) -> AsyncIterator[Product]:
    async with product_on(database, data_dir, ocr=True) as composed:
        yield composed
        await composed.assistant.services.paper_reader.close()


def certificate() -> papers.Drawn:
    return papers.new_certificate(random.Random(7))


def photo(drawn: papers.Drawn) -> bytes:
    return photographed(drawn.image, random.Random(3), 1.0)


async def at(product: Product, flow: str, who: str, slot: str) -> Chat:
    chat = await opened(product.chat(), flow, who)
    await walked(chat, slot)
    return chat


async def test_what_stands_on_a_certificate_is_proposed_one_by_one(product: Product) -> None:
    chat = await at(product, "initial", "yantu", "certificate_number")
    drawn = certificate()
    told = await chat.uploads(photo(drawn))
    number = drawn.values["certificate_number"]
    assert number in told
    # The certificate is somebody else's: that is a question, and nothing is refused.
    assert "这是您本人的证书吗" in told
    assert "certificate_number" not in (await chat.form()).slots
    assert chat.replies[-1].pictures
    told = await chat.taps("对，就用它")
    form = await chat.form()
    assert (form.step, form.slots["certificate_number"]) == ("approved_on", number)
    assert drawn.values["approved_on"] in told
    await chat.types("2020-01-02")
    assert (await chat.form()).slots["approved_on"] == "2020-01-02"


async def test_a_proposal_can_be_typed_over_and_its_button_goes_stale(product: Product) -> None:
    chat = await at(product, "initial", "yantu", "certificate_number")
    await chat.uploads(photo(certificate()))
    old = chat.button("对，就用它").data
    await chat.types("2023010110000001")
    assert texts.say("stale_button") in await chat.sends_data(old)
    assert (await chat.form()).slots["certificate_number"] == "2023010110000001"


async def test_a_photo_without_a_certificate_is_told_and_typing_goes_on(product: Product) -> None:
    chat = await at(product, "initial", "yantu", "certificate_number")
    assert texts.say("paper_not_read") in await chat.uploads(proof())
    await answers(chat, "certificate_number")
    assert (await chat.form()).step == "approved_on"


async def test_a_wrong_answer_is_told_of_the_photo(product: Product) -> None:
    chat = await at(product, "initial", "yantu", "approved_on")
    assert texts.say("paper_hint") in await chat.types("2023年2月30日")


async def test_a_letter_of_somebody_else_is_asked_about(product: Product) -> None:
    chat = await at(product, "change", "biangeng", "dismissal_proof")
    letter = papers.dismissal(random.Random(5))
    told = await chat.uploads(photo(letter))
    assert "没有找到您的姓名" in told
    assert (await chat.form()).step == "dismissal_proof"
    await chat.taps("使用这张")
    assert (await chat.form()).step == "review"


async def test_without_the_reader_everything_is_typed(database: Database, data_dir: Path) -> None:
    async with product_on(database, data_dir, ocr=False) as product:
        chat = await at(product, "initial", "yantu", "certificate_number")
        assert texts.say("image_not_expected") in await chat.uploads(photo(certificate()))
        assert texts.say("paper_hint") not in await chat.types("?")
        await walked(chat)
    assert await product.applications("yantu") == 1
