"""The engine's rules 1 to 6 over the whole dialogue; 7 to 9 are in the files beside this one."""

from datetime import timedelta

from flows import texts
from flows.catalogue import catalogue
from flows.letters import letter, sha256_of
from flows.model import Evidence
from flows.steps import Reading
from tests.conversations.chat import Chat, Product
from tests.conversations.walks import WALKS, answers, opened, walk, walked


async def stored_evidence(product: Product, username: str) -> list[Evidence]:
    """What the registry keeps with the person's newest application."""
    async with product.assistant.database.raw() as connection:
        cursor = await connection.execute(
            "SELECT evidence FROM registry.applications WHERE person_id = %s"
            " ORDER BY filed_at DESC LIMIT 1",
            (f"demo-{username}",),
        )
        row = await cursor.fetchone()
    return [Evidence.model_validate(one) for one in row["evidence"]] if row else []


async def applications(product: Product, username: str) -> int:
    facts = await product.assistant.services.registry.facts(f"demo-{username}")
    return len(facts.applications)


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
    assert await applications(product, "yantu") == 0
    await chat.types("2023-12-01")
    words = await walked(chat)
    assert "您所申请的事项已成功提交企业" in words
    assert await applications(product, "yantu") == 1


async def test_1_a_speciality_registered_meanwhile_is_found_out(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "duozhuan")
    await walked(chat, "final")
    await _register(product, "duozhuan", "CS")
    words = await chat.taps("确定")
    assert texts.say("initial_repeated", speciality="注册公用设备工程师（给水排水）") in words
    assert (await chat.form()).slots["speciality"] == "DG", "the only one left is taken"
    await _register(product, "duozhuan", "DG")
    await walked(chat, "final")
    words = await chat.taps("确定")
    assert "现在不能继续办理" in words
    assert texts.say("all_registered") in words
    assert await applications(product, "duozhuan") == 0


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
    assert await applications(product, "yantu") == 1


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


async def test_3_a_question_at_every_step_is_answered_and_the_step_asked_again(
    product: Product,
) -> None:
    for flow, username in WALKS:
        chat = await opened(product.chat(), flow, username)
        async for before in walk(chat):
            for question, words in QUESTIONS:
                said = await chat.types(question)
                assert words in said, f"{question} at {before.step}: {said}"
                after = await chat.form()
                assert (after.step, after.slots, after.letters, after.rejections) == (
                    (before.step, before.slots, before.letters, before.rejections)
                ), f"{question} at {before.step}"
                assert chat.asks(after), f"{question} at {before.step}"


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


# --- 5: back, edit, cancel, drafts, two screens, double taps ---------------------------------


async def test_5_every_step_goes_back_saves_and_cancels(product: Product) -> None:
    for flow, username in WALKS:
        chat = await opened(product.chat(), flow, username)
        previous = ""
        async for before in walk(chat):
            drafts = await product.assistant.services.trackers.drafts(f"demo-{username}")
            assert before in drafts, "not saved"
            asked = await chat.types("取消")
            assert "取消后" in asked, before.step
            await chat.taps("继续填写")
            assert chat.asks(before), before.step
            await chat.types("存草稿")
            assert await chat.tracker() is None
            await chat.taps("继续填写")
            resumed = await chat.form()
            assert (resumed.step, resumed.slots) == (before.step, before.slots)
            if previous:
                await chat.types("返回")
                assert (await chat.form()).step == previous
                await _forward(chat, previous)
                assert (await chat.form()).step == before.step
            previous = before.step


async def _forward(chat: Chat, slot: str) -> None:
    """Past a step that was gone back to: kept where it may be, else answered anew."""
    tracker = await chat.form()
    keeps = [b for row in chat.replies[-1].buttons for b in row if b.data.endswith("|!keep")]
    if keeps:
        await chat.sends_data(keeps[0].data)
    else:
        assert tracker.step == slot
        await answers(chat, slot)


async def test_5_every_line_of_the_review_can_be_edited(product: Product) -> None:
    for flow, username in (("profile", "yantu"), ("initial", "duozhuan")):
        chat = await opened(product.chat(), flow, username)
        await walked(chat, "review")
        steps = [step for step in catalogue()[flow].steps if step.label]
        for step in steps:
            before = await chat.form()
            await chat.sends_data(f"t|{before.id}|review|edit.{step.slot}")
            assert (await chat.form()).step == step.slot
            await chat.sends_data(f"t|{before.id}|{step.slot}|!keep")
            after = await chat.form()
            assert (after.step, after.slots) == ("review", before.slots), step.slot


async def test_5_a_draft_is_offered_first_on_the_other_channel(product: Product) -> None:
    telegram, web = product.chat("telegram"), product.chat("web")
    await opened(telegram, "initial", "yantu")
    await walked(telegram, "approved_on")
    offered = await web.logs_in("yantu")
    assert "没填完的「初始注册」" in offered
    assert "没填完的「初始注册」" in await web.types("我要办初始注册")
    await web.taps("继续填写")
    assert (await web.form()).step == "approved_on"
    await web.types("2023-12-01")
    old = await telegram.types("2022-11-30")
    assert texts.say("moved_elsewhere") in old
    assert (await telegram.form()).slots["approved_on"] == "2023-12-01"
    assert (await telegram.form()).step == "obtained_by"


async def test_5_an_older_screen_learns_that_the_form_is_gone(product: Product) -> None:
    telegram, web = product.chat("telegram"), product.chat("web")
    await opened(telegram, "initial", "yantu")
    await walked(telegram, "approved_on")
    await web.logs_in("yantu")
    await web.taps("继续填写")
    await walked(web)
    assert texts.say("ended_elsewhere") in await telegram.types("2023-12-01")
    assert texts.say("ended_elsewhere") not in await telegram.types("你好")
    assert texts.say("stale_button") in await telegram.taps("返回上一步")
    assert await applications(product, "yantu") == 1


async def test_5_an_image_for_a_step_that_is_past_is_not_taken(product: Product) -> None:
    telegram, web = product.chat("telegram"), product.chat("web")
    await opened(telegram, "profile", "meizhao")
    await walked(telegram, "portrait")
    await web.logs_in("meizhao")
    await web.taps("继续填写")
    await walked(web, "signature")
    words = await telegram.does(("uploads", "signature"))
    assert texts.say("moved_elsewhere") in words
    assert "signature" not in (await telegram.form()).slots


async def test_5_double_taps_count_once(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await chat.taps("全选")
    for label in ("下一步", "返回上一步"):
        data = chat.button(label).data
        await chat.sends_data(data)
        once = await chat.form()
        assert await chat.sends_data(data) == "", label
        assert chat.handled.toast == texts.say("button_handled")
        assert await chat.form() == once


# --- 6: the commitment's sixty seconds -------------------------------------------------------


async def test_6_sixty_seconds_on_our_clock_and_the_whole_evidence(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "commitment")
    shown = (await chat.form()).letters["commitment"]
    assert abs(shown.at - product.clock()) < timedelta(seconds=30)
    product.clock.moves_on(57)
    assert "秒，读满后再点一次" in await chat.taps("本人做出上述承诺")
    assert (await chat.form()).step == "commitment"
    product.clock.moves_on(4)
    await chat.taps("本人做出上述承诺")
    assert (await chat.form()).step == "certificate_number"
    await walked(chat)
    (evidence,) = await stored_evidence(product, "yantu")
    chosen = letter("engineer")
    assert (evidence.letter, evidence.version) == (chosen.id, chosen.version)
    assert (evidence.shown_at, evidence.sha256) == (shown.at, shown.sha256)
    assert evidence.decided_at - evidence.shown_at >= timedelta(seconds=60)
    assert evidence.choice == "made"
    text = next(m.text for m in chat.shown if "本人姓名：甄示例" in m.text)
    assert any(sha256_of(part) == evidence.sha256 for part in _letters_in(text))


def _letters_in(message: str) -> list[str]:
    """The letter without its title above and the request below."""
    return [message.partition("\n\n")[2].rpartition("\n\n")[0]]


async def test_6_declining_ends_an_application_and_keeps_a_profile(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "commitment")
    words = await chat.taps("本人不做出上述承诺")
    assert texts.say("commitment_declined", title="初始注册") in words
    assert await chat.tracker() is None
    other = await opened(product.chat(), "profile", "meizhao")
    assert texts.say("draft_kept") in await other.taps("本人不作出上述承诺")
    assert len(await product.assistant.services.trackers.drafts("demo-meizhao")) == 1


async def test_6_a_letter_whose_text_changed_is_timed_anew(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "commitment")
    await chat.types("存草稿")
    async with product.assistant.database.raw() as connection:
        await connection.execute(
            "UPDATE registry.people SET employment = jsonb_set(employment, '{enterprise_name}',"
            " '\"别的测试公司\"') WHERE id = 'demo-yantu'"
        )
    product.clock.moves_on(120)
    assert "别的测试公司" in await chat.taps("继续填写")
    assert "秒，读满后再点一次" in await chat.taps("本人做出上述承诺")


def test_every_reading_is_known_here() -> None:
    readings = {s.slot for f in catalogue().values() for s in f.steps if isinstance(s, Reading)}
    assert readings == {"commitment", "picture_commitment"}
