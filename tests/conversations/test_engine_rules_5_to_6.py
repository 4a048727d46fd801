"""Engine rules 5 and 6 over the whole dialogue: drafts and screens, the commitment."""

from datetime import timedelta

from flows import texts
from flows.catalogue import catalogue
from flows.letters import letter, sha256_of
from flows.model import Evidence
from flows.options import options_of, tap_value
from flows.order import active_steps
from flows.steps import Choice, Reading
from tests.conversations.chat import Chat, Product
from tests.conversations.walks import WALKS, Walk, answers, every_walk, opened, steps, walked


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


# --- 5: back, edit, cancel, drafts, two screens, double taps ---------------------------------


@every_walk
async def test_5_every_step_goes_back_saves_and_cancels(product: Product, walk: Walk) -> None:
    chat = await walk.opened(product)
    previous = ""
    async for before in steps(chat):
        drafts = await product.assistant.services.trackers.drafts(f"demo-{walk.username}")
        assert before in drafts, "not saved"
        asked = await chat.sends_data(f"t|{before.id}|{before.step}|!cancel")
        assert "取消后" in asked, before.step
        assert chat.button("确定取消").data
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


@every_walk
async def test_5_a_form_can_be_dropped_at_every_step(product: Product, walk: Walk) -> None:
    chat = await walk.opened(product)
    prepared = await product.applications(walk.username)
    slots = []
    async for tracker in steps(chat, until=catalogue()[walk.flow].steps[-1].slot):
        slots.append(tracker.step)
    for slot in slots[::3]:
        await product.forgets()
        chat = await walk.opened(product)
        await walked(chat, slot)
        form = await chat.form()
        await chat.sends_data(f"t|{form.id}|{form.step}|!cancel")
        await chat.types("确定")
        assert await chat.tracker() is None
        drafts = await product.assistant.services.trackers.drafts(f"demo-{walk.username}")
        assert drafts == []
        assert await product.applications(walk.username) == prepared


@every_walk
async def test_5_every_option_of_every_choice_is_taken(product: Product, walk: Walk) -> None:
    chat = await walk.opened(product)
    async for before in steps(chat):
        step = catalogue()[walk.flow].step(before.step)
        if not isinstance(step, Choice):
            continue
        for option in options_of(step, before.view(product.clock())):
            await chat.sends_data(f"t|{before.id}|{step.slot}|{tap_value(option.value)}")
            after = await chat.form()
            assert after.slots[step.slot] == option.value
            assert after.step != step.slot
            assert chat.asks(after)
            await _back_to(chat, step.slot)


async def _back_to(chat: Chat, slot: str) -> None:
    for _ in range(3):
        await chat.types("返回")
        if (await chat.form()).step == slot:
            return
    raise AssertionError(f"no way back to {slot}")


async def _forward(chat: Chat, slot: str) -> None:
    """Past a step that was gone back to: kept where it may be, else answered anew."""
    tracker = await chat.form()
    keeps = [b for row in chat.replies[-1].buttons for b in row if b.data.endswith("|!keep")]
    if keeps:
        await chat.sends_data(keeps[0].data)
    else:
        assert tracker.step == slot
        await answers(chat, slot)


@every_walk
async def test_5_every_line_of_the_review_can_be_edited(product: Product, walk: Walk) -> None:
    chat = await walk.opened(product)
    await walked(chat, "review")
    if await chat.tracker() is None:
        assert catalogue()[walk.flow].step("review") is None
        return
    for step in active_steps(catalogue()[walk.flow], await chat.form(), product.clock()):
        if not step.label:
            continue
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
    assert "没填完的「初始注册（岩土）」" in offered
    assert "没填完的「初始注册（岩土）」" in await web.types("我要办初始注册")
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
    assert await product.applications("yantu") == 1


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


async def test_5_words_after_the_question_whether_to_cancel_answer_it(product: Product) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "final")
    assert "取消后" in await chat.types("取消")
    assert "确定上报吗" in await chat.types("不")
    await chat.types("取消")
    assert "已取消" in await chat.types("确定")
    assert await chat.tracker() is None
    assert await product.applications("yantu") == 0, "确定 was no 上报"


async def test_5_a_dialogs_own_cancel_is_its_answer(product: Product) -> None:
    chat = await WALKS["withdrawal"].opened(product)
    assert "取消后" not in await chat.types("取消")
    assert await chat.tracker() is None
    facts = await product.assistant.services.registry.facts("demo-yantu")
    assert [one.status.value for one in facts.applications] == ["submitted"]


async def test_5_an_answer_is_kept_by_saying_so(product: Product) -> None:
    chat = await opened(product.chat(), "profile", "yantu")
    for label in ("改 毕业院校", "改 学历", "改 一寸照片"):
        before = (await chat.form()).slots
        await chat.taps(label)
        await chat.types("保留")
        after = await chat.form()
        assert (after.step, after.slots) == ("review", before), label


async def test_5_another_speciality_named_in_mid_form_is_offered(product: Product) -> None:
    chat = await WALKS["initial"].opened(product)
    await walked(chat, "certificate_number")
    assert "要另办「注册电气工程师（供配电）」吗" in await chat.types("我要办供配电的初始注册")
    assert (await chat.form()).step == "certificate_number"
    await chat.taps("另办")
    assert (await chat.form()).subject == "DG"


async def test_5_another_speciality_has_its_own_certificate(product: Product) -> None:
    chat = await WALKS["initial"].opened(product)
    await walked(chat, "review")
    await chat.taps("改 注册专业类型")
    await chat.taps("供配电")
    form = await chat.form()
    assert form.step == "certificate_number"
    assert "approved_on" not in form.slots


async def test_5_withdrawn_data_is_offered_beside_a_draft(product: Product) -> None:
    chat = await WALKS["withdrawal"].opened(product)
    reuse = (await walked(chat), chat.button("用这些数据重新申报").data)[1]
    await chat.sends_data("m|go|initial")
    await chat.types("存草稿")
    assert "没填完的「初始注册（岩土）」" in await chat.sends_data(reuse)
    await chat.taps("改用原来申报的数据")
    assert (await chat.form()).slots["certificate_number"] == "2023010110000009"
    assert len(await product.assistant.services.trackers.drafts("demo-yantu")) == 1
