"""当前申报 (manual 2.3): 正在办理的业务 with what can be done about each, and the drafts."""

from bot.buttons import about_button, menu_button
from bot.channels.messages import BotMessage
from bot.exchange import Exchange, Rows
from bot.naming import short_name
from bot.pages.leafing import Record, leaf
from bot.pages.lines import application_line
from bot.services import Services
from bot.subjects import subject_of
from flows.catalogue import catalogue
from flows.model import Application, ApplicationStatus
from flows.pipeline import can_withdraw
from flows.specialities import label_of
from flows.tracker import Tracker
from flows.view import SHANGHAI

SIZE = 5
EMPTY = "正在办理的业务：暂无数据\n\n要办什么可以直接告诉我，也可以从主菜单选。"
EMPTY_ROWS: Rows = (
    (menu_button("看看有哪些业务", "menu"), menu_button("历史申报", "go", "history")),
)


async def current(exchange: Exchange, services: Services, after: str = "") -> None:
    """正在办理的业务 (manual 2.1), the latest first; `after` is the place a page begins at."""
    facts = await services.registry.facts(exchange.person_id)
    records = [_in_hand(each) for each in facts.applications if each.is_open]
    records += [
        _draft(each)
        for each in await services.trackers.drafts(exchange.person_id)
        if each.flow in catalogue()
    ]
    page = leaf(records, after, SIZE)
    rows = page.rows
    if page.next:
        rows = (*rows, (menu_button("更早的业务", "current", page.next),))
    exchange.show(
        BotMessage(title="当前申报", text=page.text or EMPTY, buttons=rows or EMPTY_ROWS)
    )


def _in_hand(application: Application) -> Record:
    """操作: 查看审核进度 always, 撤回 and 补正 by its status (manual 3.1.3, 4, 5)."""
    name = short_name(application.kind, application.speciality)

    def buttons(mark: str) -> Rows:
        label = f"{mark}{name} " if mark else ""
        row = [menu_button(f"{label}查看审核进度", "progress", application.id)]
        if can_withdraw(application.kind, application.status):
            row.append(about_button(f"{label}撤回", "withdrawal", application.id))
        if application.status is not ApplicationStatus.CORRECTING:
            return (tuple(row),)
        mend = about_button(f"{label}补正", "correction", application.id, "primary")
        return ((mend,), tuple(row))

    lines = [application_line(application)]
    if application.status is ApplicationStatus.CORRECTING and application.correction:
        lines += [
            f"补正内容：{application.correction.content}",
            f"补正原因：{application.correction.reason}",
        ]
    return Record(application.id, application.filed_at, "\n".join(lines), buttons)


def _draft(draft: Tracker) -> Record:
    flow = catalogue()[draft.flow]
    about, is_speciality = subject_of(flow, draft), flow.subject == "speciality"
    heading = [flow.title, label_of(draft.subject) if is_speciality else about]

    def buttons(mark: str) -> Rows:
        # An application's own name is too long for a button; its heading has it.
        label = "" if flow.subject == "application" else about
        words = " ".join(filter(None, (label, flow.title)))
        return ((menu_button(f"{mark}{words}：继续填写", "resume", draft.id),),)

    opened, step = draft.opened_at.astimezone(SHANGHAI), flow.step(draft.step)
    lines = [
        " · ".join(filter(None, heading)),
        "申报状态：草稿（还没有上报）" + (f"，停在「{step.label or step.part}」" if step else ""),
        f"开始填写：{opened:%Y-%m-%d %H:%M:%S}",
    ]
    return Record(draft.id, draft.opened_at, "\n".join(lines), buttons)
