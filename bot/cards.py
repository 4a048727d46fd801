"""Small messages around a form: before the login, for a draft, on leaving."""

from bot.buttons import menu_button, step_button
from bot.channels.messages import BotMessage, Button
from bot.remedies import remedy_button
from bot.subjects import titled
from flows import texts
from flows.model import Facts
from flows.specialities import label_of
from flows.steps import Flow
from flows.tracker import Tracker

PARTS = (("basic", "个人基本信息"), ("employment", "所在企业信息"), ("pictures", "照片、签名"))
LOGIN_ROW = (Button(label="登录政务服务门户", url="/login", kind="primary"),)


def login_card(flow: Flow, slots: dict[str, str]) -> BotMessage:
    """Before the login: what is going to happen and why it is asked for."""
    speciality = f"，专业：{label_of(slots['speciality'])}" if slots.get("speciality") else ""
    guide = menu_button("先看看怎么办", "guide", flow.manual)
    return BotMessage(
        title=flow.title,
        text=f"您要办理「{flow.title}」{speciality}。办理前请先登录，以便自动带出您的姓名、证件等信息。"
        "登录在网页上进行，请不要在聊天里发送密码。",
        buttons=(LOGIN_ROW, (guide,)),
        expects="tap",
    )


def draft_card(flow: Flow, draft: Tracker, *, may_add: bool = False) -> BotMessage:
    """The open draft is offered before anything new (engine rule 5).

    `may_add`: the business can be begun once more, for another speciality.
    """
    step = flow.step(draft.step)
    name = (step.label or step.part) if step is not None else ""
    at = f"停在「{name}」" if name else "还没有最后确定"
    title = titled(flow, draft)
    rows = [
        (menu_button("继续填写", "resume", draft.id, "primary"),),
        (menu_button("重新开始", "anew", draft.id),),
    ]
    if may_add:
        rows.append((menu_button("另办一个专业", "another", flow.id),))
    return BotMessage(
        title=title,
        text=f"您有一份没填完的「{title}」，{at}，已填的内容都在。",
        buttons=tuple(rows),
        expects="tap",
    )


def cancel_card(flow: Flow, tracker: Tracker) -> BotMessage:
    """Cancelling deletes what was typed, so it is asked first; the buttons age with the step."""
    buttons = (
        step_button(tracker.id, tracker.step, "!save", "存为草稿", "primary"),
        step_button(tracker.id, tracker.step, "!stay", "继续填写"),
        step_button(tracker.id, tracker.step, "!drop", "确定取消", "danger"),
    )
    return BotMessage(
        title=flow.title,
        text="取消后，这份表已填的内容会删除。也可以存为草稿，以后接着填。",
        buttons=tuple((button,) for button in buttons),
        expects="tap",
    )


def saved_card(flow: Flow, tracker: Tracker, *, declined: bool = False) -> BotMessage:
    """After 存草稿, or after declining what only the rest of the form depends on."""
    code = "draft_kept" if declined else "draft_saved"
    return BotMessage(
        title=flow.title,
        text=texts.say(code),
        buttons=((menu_button("继续填写", "resume", tracker.id),),),
    )


def blocked_draft_card(flow: Flow, draft: Tracker, why: str, remedy: str) -> BotMessage:
    """A draft that cannot go on, because the register has changed meanwhile."""
    rows = [(menu_button("删除草稿", "discard", draft.id, "danger"),)]
    if mends := remedy_button(remedy):
        rows.insert(0, (mends,))
    text = f"这份草稿现在不能继续办理。{why}"
    title = titled(flow, draft)
    return BotMessage(title=title, text=text, buttons=tuple(rows), expects="tap")


def waiting_card(flow: Flow, tracker: Tracker) -> BotMessage:
    """The registry is away: what happens next, and what can be done meanwhile."""
    rows = (
        (step_button(tracker.id, tracker.step, "!back", "先不提交，再改改"),),
        (step_button(tracker.id, tracker.step, "!cancel", "取消"),),
    )
    return BotMessage(title=flow.title, text=texts.say("registry_away"), buttons=rows)


def missing_parts_lines(facts: Facts) -> str:
    """The three parts of 个人信息, each marked as there or missing."""
    missing = facts.missing_parts
    return "\n".join(f"{'✗' if part in missing else '✓'} {title}" for part, title in PARTS)


def profile_checklist(flow: Flow, facts: Facts) -> BotMessage:
    """Which parts of 个人信息 are missing before `flow` can begin (manual 2.2)."""
    return BotMessage(
        title=flow.title,
        text=f"开始之前，个人信息还差 {len(facts.missing_parts)} 项，"
        f"三部分内容填写完成即可申报：\n{missing_parts_lines(facts)}",
        buttons=(
            (menu_button("现在补齐", "go", "profile", "primary"),),
            (menu_button("稍后", "later"),),
        ),
        expects="tap",
    )
