"""Small messages around a form: before the login, for a draft, on leaving."""

from bot.buttons import menu_button
from bot.channels.messages import BotMessage, Button
from flows import texts
from flows.specialities import label_of
from flows.steps import Flow
from flows.tracker import Tracker

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


def draft_card(flow: Flow, draft: Tracker) -> BotMessage:
    """The open draft is offered before anything new (engine rule 5)."""
    step = flow.step(draft.step)
    at = f"停在「{step.label or step.part}」" if step is not None else "还没有开始填"
    return BotMessage(
        title=flow.title,
        text=f"您有一份没填完的「{flow.title}」，{at}，已填的内容都在。",
        buttons=(
            (menu_button("继续填写", "resume", draft.id, "primary"),),
            (menu_button("重新开始", "anew", flow.id),),
        ),
        expects="tap",
    )


def cancel_card(flow: Flow, tracker: Tracker) -> BotMessage:
    """Cancelling deletes what was typed, so it is asked first."""
    return BotMessage(
        title=flow.title,
        text="取消后，这份表已填的内容会删除。也可以存为草稿，以后接着填。",
        buttons=(
            (menu_button("存为草稿", "save", tracker.id, "primary"),),
            (menu_button("继续填写", "resume", tracker.id),),
            (menu_button("确定取消", "drop", tracker.id, "danger"),),
        ),
        expects="tap",
    )


def saved_card(flow: Flow, tracker: Tracker) -> BotMessage:
    """After 存草稿."""
    return BotMessage(
        title=flow.title,
        text=texts.say("draft_saved"),
        buttons=((menu_button("继续填写", "resume", tracker.id),),),
    )
