"""Engine rules 1 to 4 over the whole dialogue: submitting, buttons, questions, rejections."""

import pytest

from flows import texts
from flows.catalogue import catalogue
from flows.model import Application, StatusEvent
from storage.registry.office import Office
from tests.conversations.chat import Product
from tests.conversations.walks import (
    WALKS,
    Walk,
    every_walk,
    kept_whole,
    opened,
    steps,
    walked,
)

# --- 1: submitting judges everything again ---------------------------------------------------


async def test_1_a_wrong_answer_in_the_draft_reopens_its_step(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "final")
    async with product.assistant.database.raw() as connection:
        await connection.execute(
            "UPDATE trackers SET data = jsonb_set(data, '{slots,approved_on}', '\"2033-12-01\"')"
        )
    words = await chat.taps("确定")
    assert texts.say("approved_in_future") in words
    assert (await chat.form()).step == "approved_on"
    assert await product.applications("yantu") == 0
    await chat.types("2023-12-01")
    words = await walked(chat)
    assert "您所申请的事项已成功提交企业" in words
    assert await product.applications("yantu") == 1


async def test_1_a_speciality_registered_meanwhile_is_found_out(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "duozhuan")
    await walked(chat, "final")
    await _register(product, "duozhuan", "CS")
    words = await chat.taps("确定")
    assert texts.say("initial_repeated", speciality="注册公用设备工程师（给水排水）") in words
    assert "现在不能继续办理" in words
    assert await product.applications("duozhuan") == 0
    await chat.taps("删除草稿")
    await chat.types("初始注册")
    assert (await chat.form()).slots["speciality"] == "DG", "the only one left"


@pytest.mark.parametrize(
    "name", ["correction, one of two", "withdrawal, one of two, with consent"]
)
async def test_1_a_form_never_passes_to_another_application(product: Product, name: str) -> None:
    walk, office = WALKS[name], Office(product.assistant.database)
    chat = await walk.opened(product)
    await walked(chat, catalogue()[walk.flow].steps[-1].slot)
    before = await chat.form()
    last = chat.button("提交" if walk.flow == "correction" else "确定").data
    await office.decline(before.subject, "不符合")
    for act in (
        chat.sends_data(f"m|about|{walk.flow}.{before.subject}"),
        chat.types("草稿"),
        chat.sends_data(last),
    ):
        assert "现在不能继续办理" in await act
        after = await chat.form()
        assert (after.id, after.subject) == (before.id, before.subject)
    await chat.types("存草稿")
    words = await chat.sends_data(f"m|go|{walk.flow}")
    assert "现在不能继续办理" in words, "the draft is not offered as if it could go on"
    (other,) = await office.applications()
    assert (await chat.form()).subject == other.id != before.subject
    assert [e.actor.value for e in await _timeline(product, other)].count("person") == 1


async def _timeline(product: Product, application: Application) -> list[StatusEvent]:
    registry = product.assistant.services.registry
    return await registry.timeline(application.id, application.person_id)


async def test_1_papers_of_one_registration_are_not_handed_in_for_another(
    product: Product,
) -> None:
    walk = WALKS["change, one of two, insurance abnormal"]
    chat = await walk.opened(product)
    await walked(chat, "review")
    async with product.assistant.database.raw() as connection:
        await connection.execute(
            "UPDATE registry.registrations SET cancelled = true"
            " WHERE person_id = 'demo-chachong' AND speciality = 'CS'"
        )
    words = await chat.types("继续填写")
    assert "现在不能继续办理" in words
    assert (await chat.form()).subject == "CS"
    await chat.taps("删除草稿")
    await chat.sends_data("m|go|change")
    begun = await chat.form()
    assert (begun.subject, begun.slots.get("dismissal_proof")) == ("CN", None)


async def test_1_a_draft_that_can_no_longer_be_filed_may_be_deleted(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "approved_on")
    await chat.types("存草稿")
    await _register(product, "yantu", "AY")
    words = await chat.taps("继续填写")
    assert "现在不能继续办理" in words
    assert texts.say("all_registered") in words
    await chat.taps("删除草稿")
    assert await product.assistant.services.trackers.drafts("demo-yantu") == []


async def _register(product: Product, username: str, speciality: str) -> None:
    async with product.assistant.database.raw() as connection:
        await connection.execute(
            "INSERT INTO registry.registrations (person_id, speciality, certificate_number,"
            " seal_number, enterprise_name, credit_code, valid_until, cancelled)"
            " VALUES (%s, %s, %s, 'Z', '测试公司', '91350100M000100Y43', '2029-01-01', false)",
            (f"demo-{username}", speciality, f"T{speciality}"),
        )


# --- 2: stale buttons ------------------------------------------------------------------------


async def test_2_a_button_of_an_earlier_step_is_not_applied(product: Product) -> None:
    chat = await opened(product.chat(), "profile", "xinren")
    await walked(chat, "title")
    before = await chat.form()
    words = await chat.sends_data(f"t|{before.id}|education|博士后")
    assert texts.say("stale_button") in words
    assert (await chat.form()).slots == before.slots
    assert chat.asks(before)


async def test_2_a_button_of_another_form_is_not_applied(product: Product) -> None:
    chat, stranger = product.chat(), product.chat()
    await opened(chat, "initial", "yantu")
    foreign = await opened(stranger, "initial", "shebao")
    theirs, mine = await foreign.form(), await chat.form()
    words = await chat.sends_data(f"t|{theirs.id}|conditions|all")
    assert texts.say("stale_button") in words
    assert chat.asks(mine), "the form in hand is asked again"
    assert await foreign.form() == theirs
    assert await chat.form() == mine


async def test_2_buttons_after_logging_out_do_nothing(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    tracker = await chat.form()
    await chat.types("退出登录")
    for data in (f"t|{tracker.id}|conditions|all", f"t|{tracker.id}|conditions|!drop"):
        assert texts.say("stale_button") in await chat.sends_data(data)
    for data in (f"m|resume|{tracker.id}", f"m|discard|{tracker.id}"):
        assert texts.say("login_for_drafts") in await chat.sends_data(data)
    drafts = await product.assistant.services.trackers.drafts("demo-yantu")
    assert [draft.slots for draft in drafts] == [tracker.slots]


async def test_2_buttons_after_submitting_do_nothing(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "final")
    last = chat.button("确定").data
    await chat.sends_data(last)
    assert await chat.sends_data(last) == ""
    assert chat.handled.toast == texts.say("button_handled")
    assert texts.say("form_ended") in await chat.taps("改 资格证书批准日期")
    assert await product.applications("yantu") == 1


async def test_2_forged_buttons_are_answered_kindly(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    before = await chat.form()
    big = "9" * 40
    for data in (
        *(
            "x",
            "t|",
            "t|x|y|z|w",
            "t|x|y|z",
            "m|",
            "m||",
            "m|go|",
            "m|go|nowhere",
            "m|anew|nowhere",
        ),
        *(
            "m|messages|-1",
            f"m|messages|{big}",
            "m|messages|１２",
            "m|messages|²",
            "m|guide|../..",
        ),
        *(f"m|guide|3.1.1@{big}", "m|guide|3.1.1@-1", "m|progress|1", f"m|progress|{big}"),
        *("m|progress|\x00", "m|resume|\x00", "m|again|\x00", "m|faq|\x00", "m|discard|\x00"),
        *("m|save|x", "m|drop|x", "😀" * 16, "\x00", "|" * 60, "m|logout2|", "m|faq|nowhere"),
    ):
        words = await chat.sends_data(data)
        assert words or data.startswith("m|again"), f"{data!r} is met with silence"
        assert "出了故障" not in words, data
        after = await chat.form()
        assert (after.step, after.slots) == (before.step, before.slots)


async def test_2_an_old_cancel_button_does_not_delete_what_came_after(product: Product) -> None:
    chat = await opened(product.chat(), "profile", "xinren")
    await walked(chat, "major")
    await chat.types("取消")
    drop = chat.button("确定取消").data
    await chat.taps("继续填写")
    await walked(chat, "degree")
    assert texts.say("stale_button") in await chat.sends_data(drop)
    assert (await chat.form()).slots["education"] == "大学本科"


# --- 3: questions in mid-flow ----------------------------------------------------------------

QUESTIONS = (
    ("继续教育要多少学时啊？", "继续教育"),
    ("有两个专业能不能都注册", "两个专业"),
    ("咨询电话", "010-88361866"),
    ("我想查一下审核进度", "审核进度"),
)


@every_walk
async def test_3_a_question_at_every_step_is_answered_and_the_step_asked_again(
    product: Product, walk: Walk
) -> None:
    chat = await walk.opened(product)
    async for before in steps(chat):
        for question, words in QUESTIONS:
            said = await chat.types(question)
            assert words in said, f"{question} at {before.step}: {said}"
            after = await chat.form()
            assert kept_whole(after) == kept_whole(before), f"{question} at {before.step}"
            assert chat.asks(after), f"{question} at {before.step}"
        await chat.sends_data("m|guide|3.1.1")
        after = await chat.form()
        assert kept_whole(after) == kept_whole(before), f"a page's button at {before.step}"
        assert chat.replies[-1].buttons[-1][0].data == f"m|resume|{after.id}", before.step


async def test_3_an_order_is_no_school_but_a_school_is(product: Product) -> None:
    chat = await opened(product.chat(), "profile", "xinren")
    assert "初始注册" in await chat.types("我要办初始注册")
    assert (await chat.form()).step == "school"
    for school in ("中国建筑大学", "注册学院", "电力职业技术学院", "延安大学", "变更山大学"):
        await chat.types(school)
        assert (await chat.form()).slots["school"] == school
        await chat.types("返回")


# --- 4: rejections in a row ------------------------------------------------------------------


async def test_4_two_rejections_explain_and_three_offer_an_agent(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "approved_on")
    step = catalogue()["initial"].step("approved_on")
    assert step is not None
    first = await chat.types("去年冬天")
    assert texts.say("date_unreadable") in first
    assert step.help not in first
    second = await chat.types("前年夏天")
    assert step.help in second
    assert "问人工" not in second
    third = await chat.types("大前年")
    assert texts.say("offer_agent") in third
    assert "问人工" in third
    agent = await chat.taps("问人工")
    assert "010-88361866" in agent
    assert "「初始注册」已保存" in agent
    await chat.types("2023-12-01")
    assert (await chat.form()).rejections == 0
