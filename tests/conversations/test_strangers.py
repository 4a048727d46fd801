"""Several people, several chats: nothing of one reaches another, nothing is done twice."""

import asyncio

from bot.channels.messages import UserMessage
from flows import texts
from storage.conversations import Change, Conflict, Written
from tests.conversations.chat import Chat, Product, words_of
from tests.conversations.walks import answers, opened, walked


async def drafts_of(product: Product, username: str) -> list[str]:
    drafts = await product.assistant.services.trackers.drafts(f"demo-{username}")
    return [draft.flow for draft in drafts]


async def test_another_person_in_the_same_chat_begins_afresh(product: Product) -> None:
    chat = product.chat()
    await chat.logs_in("meizhao")
    await chat.types("我要办初始注册")  # hindered: it would go on by itself after 个人信息
    await chat.taps("现在补齐")
    before = await chat.form()
    words = await chat.logs_in("yantu")
    assert "甄*例" in words
    assert "个人信息还差" not in words
    assert await chat.tracker() is None
    conversation = await product.assistant.dialogue.conversations.read(
        chat.channel, chat.chat_id, ""
    )
    assert "pending" not in conversation.conversation.state
    assert texts.say("stale_button") in await chat.sends_data(
        f"t|{before.id}|{before.step}|declined"
    )
    assert await drafts_of(product, "meizhao") == ["profile"]
    assert await drafts_of(product, "yantu") == []


async def test_forged_ids_open_nothing_of_others(product: Product) -> None:
    theirs = await opened(product.chat(), "initial", "yantu")
    draft = await theirs.form()
    mine = product.chat()
    await mine.logs_in("shebao")
    for verb in ("resume", "discard"):
        assert texts.say("stale_button") in await mine.sends_data(f"m|{verb}|{draft.id}")
    assert await mine.sends_data(f"m|again|{draft.id}") == ""
    await walked(theirs)
    registry = product.assistant.services.registry
    (application,) = (await registry.facts("demo-yantu")).applications
    words = await mine.sends_data(f"m|progress|{application.id}")
    assert "还没有申报记录" in words
    assert "初始注册 ·" not in words


async def test_a_code_logs_in_once_even_where_the_turn_is_redone(product: Product) -> None:
    chat = product.chat()
    codes = product.assistant.services.login_codes
    code = await codes.issue("demo-yantu")
    write, failed = product.assistant.dialogue.conversations.write, []

    async def conflicting(change: object) -> object:
        if not failed:
            failed.append(True)
            raise Conflict
        return await write(change)  # type: ignore[arg-type]

    product.assistant.dialogue.conversations.write = conflicting  # type: ignore[method-assign,assignment]
    assert "已登录：甄*例" in await chat.types(f"/start {code}")
    assert failed
    assert "已失效" in await product.chat().types(f"/start {code}")


async def test_a_wrong_code_is_an_answer_at_a_step_and_guessing_is_slowed(
    product: Product,
) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "certificate_number")
    await chat.types("2345-6789")
    assert (await chat.form()).slots["certificate_number"] == "2345-6789"
    guesser = product.chat()
    said = [await guesser.types(f"ABCD-EFG{letter}") for letter in "HJKLMNP"]
    assert "已失效" in said[0]
    assert "连续多次没有对上" in said[-1]
    code = await product.assistant.services.login_codes.issue("demo-yantu")
    assert "连续多次没有对上" in await guesser.types(code)


async def test_a_code_is_not_kept_in_the_history(product: Product) -> None:
    chat = product.chat()
    code = await product.assistant.services.login_codes.issue("demo-yantu")
    await chat.types(code)
    async with product.assistant.database.raw() as connection:
        cursor = await connection.execute("SELECT content::text AS said FROM inbox")
        assert all(code not in row["said"] for row in await cursor.fetchall())


async def test_two_forms_at_once_stay_apart(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "approved_on")
    await chat.types("我要修改个人信息")
    words = await chat.taps("转去个人信息")
    assert texts.say("put_aside", title="初始注册（岩土）") in words
    assert (await chat.form()).flow == "profile"
    assert sorted(await drafts_of(product, "yantu")) == ["initial", "profile"]
    await chat.types("初始注册")
    await chat.taps("继续填写")
    tracker = await chat.form()
    assert (tracker.flow, tracker.step) == ("initial", "approved_on")


async def test_a_form_begun_anew_replaces_its_draft(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "approved_on")
    before = await chat.form()
    await chat.types("存草稿")
    await chat.types("初始注册")
    await chat.taps("重新开始")
    after = await chat.form()
    assert (after.step, after.id != before.id) == ("conditions", True)
    assert await drafts_of(product, "yantu") == ["initial"]


async def test_two_screens_at_the_same_moment_lose_nothing(product: Product) -> None:
    telegram, web = product.chat("telegram"), product.chat("web")
    await opened(telegram, "initial", "yantu")
    await walked(telegram, "certificate_number")
    await web.logs_in("yantu")
    await web.taps("继续填写")
    await asyncio.gather(telegram.types("1111111111"), web.types("2222222222"))
    tracker = await telegram.form()
    assert tracker.step == "approved_on"
    won = tracker.slots["certificate_number"]
    loser = web if won == "1111111111" else telegram
    assert texts.say("moved_elsewhere") in words_of(loser.replies)


async def test_an_answer_does_not_revive_a_form_that_ended_at_the_same_moment(
    product: Product,
) -> None:
    telegram, web = product.chat("telegram"), product.chat("web")
    await opened(telegram, "initial", "yantu")
    await walked(telegram, "certificate_number")
    await web.logs_in("yantu")
    await web.taps("继续填写")
    await web.types("取消")
    write = product.assistant.dialogue.conversations.write

    async def overtaken(change: Change) -> Written:
        product.assistant.dialogue.conversations.write = write  # type: ignore[method-assign]
        await web.taps("确定取消")
        return await write(change)

    product.assistant.dialogue.conversations.write = overtaken  # type: ignore[method-assign]
    assert texts.say("ended_elsewhere") in await telegram.types("2023010110000001")
    assert await drafts_of(product, "yantu") == []


async def test_the_same_update_twice_is_one(product: Product) -> None:
    chat: Chat = await opened(product.chat(), "profile", "xinren")
    update = UserMessage(chat.channel, chat.chat_id, "again-1", text="测试大学")
    first = await product.assistant.dialogue.handle(update)
    second = await product.assistant.dialogue.handle(update)
    assert (len(first.deliveries), second.duplicate) == (1, True)
    assert (await chat.form()).step == "major"


async def test_a_complete_profile_opens_at_its_review_and_a_new_employer_asks_the_rest(
    product: Product,
) -> None:
    chat = await opened(product.chat(), "profile", "yantu")
    assert (await chat.form()).step == "review"
    await chat.taps("改 企业名称")
    await chat.types("北方霁原")
    await chat.taps("北方霁原化工")
    asked = []
    while (tracker := await chat.form()).step != "review":
        asked.append(tracker.step)
        await answers(chat, tracker.step) if tracker.step != "certificate" else await chat.does(
            ("taps", "A")
        )
    assert asked[-3:] == ["contact_mobile", "employment_begins_on", "employment_ends_on"]
    await chat.taps("改 一寸照片")
    await chat.does(("uploads", "portrait"), ("taps", "使用这张"))
    assert (await chat.form()).step == "picture_commitment"
    await answers(chat, "picture_commitment")
    assert texts.say("profile_saved") in await chat.taps("提交")
    employment = (await product.assistant.services.registry.facts("demo-yantu")).employment
    assert employment is not None
    assert employment.enterprise_name == "北方霁原化工设计研究院有限公司"


async def test_a_speciality_that_is_not_held_is_said_so(product: Product) -> None:
    chat = product.chat()
    await chat.types("我要注册一级结构")
    words = await chat.logs_in("yantu")
    assert "没有查到您「一级注册结构工程师」的执业资格" in words
    assert "注册专业类型：注册土木工程师（岩土）" in words
