"""What a status change says, as a line of 我的消息 and as a push with the next steps."""

from bot.buttons import about_button, menu_button, reuse_button
from bot.channels.messages import BotMessage
from bot.exchange import Rows
from bot.naming import business_name
from flows import texts
from flows.catalogue import catalogue
from flows.model import Actor, ApplicationStatus, StatusEvent
from flows.pipeline import can_withdraw
from flows.view import SHANGHAI
from flows.wording import status_words
from storage.notifications import Push

S = ApplicationStatus
TITLES = {S.CORRECTING: "需要补正"}
NOTES = {S.REJECTED: "审核意见", S.RETURNED: "退回原因", S.DECLINED: "原因"}
LONGEST_ID = 40
"""Bytes of an application's id that fit into a button's data."""
REFUSED_WITHDRAWAL = "单位没有同意撤回"


def push_of(event: StatusEvent) -> Push:
    """What an event says; what the person did themselves is not pushed back to them."""
    business = business_name(event.kind, event.speciality)
    status = status_words(event)
    note = _note(event)
    line = f"{business}：{status}"
    if note:
        line += f"\n{note}" if "\n" in note else f"（{note}）"
    if event.actor is Actor.PERSON:
        return Push(line, None)
    title = TITLES.get(event.status, status)
    if _refuses_withdrawal(event):
        title = REFUSED_WITHDRAWAL
    parts = [
        f"{business} · {event.at.astimezone(SHANGHAI):%m-%d %H:%M}",
        "" if title == status else f"申报状态：{status}",
        note,
        texts.say(_code(event)),
    ]
    message = BotMessage(
        title=title, text="\n".join(part for part in parts if part), buttons=_buttons(event)
    )
    return Push(line, message.model_dump(mode="json"))


def _refuses_withdrawal(event: StatusEvent) -> bool:
    """Only by that the enterprise brings an application back to these."""
    return event.actor is Actor.ENTERPRISE and event.status in (S.PENDING, S.CORRECTING)


def _code(event: StatusEvent) -> str:
    if _refuses_withdrawal(event):
        return "push.withdrawal_refused"
    of_kind = f"push.{event.status.value}.{event.kind}"
    return of_kind if of_kind in texts.sentences() else f"push.{event.status.value}"


def _note(event: StatusEvent) -> str:
    label = "原因" if _refuses_withdrawal(event) else NOTES.get(event.status, "")
    return f"{label}：{event.note}" if event.note and label else event.note


def _buttons(event: StatusEvent) -> Rows:
    """What may come next; what no longer can by the time of the tap says so itself."""
    subject = event.application_id
    if len(subject.encode()) > LONGEST_ID:
        # Another registry's id that no button can carry: the words must reach people all the same.
        return ()
    progress = menu_button("查看进度", "progress", subject)
    match event.status:
        case S.CORRECTING:
            mend = about_button("现在补正", "correction", subject, "primary")
            meaning = menu_button("这是什么意思", "faq", "correction-how")
            return ((mend,), (meaning, progress))
        case S.RETURNED | S.WITHDRAWN:
            last = (progress, menu_button("历史申报", "go", "history"))
            if event.kind not in catalogue():
                return (last,)
            is_returned = event.status is S.RETURNED
            label = "修改后重新申报" if is_returned else "用这些数据重新申报"
            return ((reuse_button(label, subject, "primary"),), last)
        case S.REJECTED:
            what = menu_button("审批不通过怎么办", "faq", "progress-rejected")
            return ((what,), (progress, menu_button("咨询电话", "go", "hotline")))
        case S.DECLINED:
            return ((progress, menu_button("咨询电话", "go", "hotline")),)
        case S.APPROVED:
            return ((progress, menu_button("历史申报", "go", "history")),)
    if event.status in (S.REPORTED, S.PENDING) and can_withdraw(event.kind, event.status):
        return ((progress, about_button("撤回", "withdrawal", subject)),)
    return ((progress,),)
