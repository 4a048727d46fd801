"""What has no steps: 当前申报, 历史申报, 我的消息, 审核进度, 办事指南, 操作视频, 咨询电话."""

from dataclasses import dataclass

from bot.businesses import BUSINESSES
from bot.buttons import menu_button
from bot.cards import LOGIN_ROW
from bot.channels.messages import BotMessage, Button
from bot.exchange import Exchange, Rows
from bot.hours import hours_line
from bot.services import Services
from flows import texts
from flows.catalogue import catalogue
from flows.model import Application, Profession, StatusEvent
from flows.pipeline import PIPELINES, StageState, stages
from flows.specialities import SPECIALITIES, label_of
from flows.view import SHANGHAI

PAGE = 8
MARKS = {
    StageState.DONE: "✓",
    StageState.CURRENT: "⏳",
    StageState.AHEAD: "☐",
    StageState.STOPPED: "✗",
}
HOTLINE_TEXT = "咨询服务热线：010-88361866\n咨询服务热线工作时间为：工作日 8:30-12:00，13:30-17:00"


@dataclass(frozen=True, slots=True)
class Pages:
    """Every page by its id."""

    services: Services

    async def open(self, exchange: Exchange, page: str, target: str = "") -> None:
        """Show a page; `target` is a section, an application or an offset."""
        match page:
            case "guide":
                self.guide(exchange, target)
            case "hotline" | "agent":
                self.hotline(exchange, as_agent=page == "agent")
            case "videos":
                self.videos(exchange)
            case _ if not exchange.person_id:
                title = BUSINESSES[page].title
                exchange.state["pending_page"] = page
                exchange.say(f"查看「{title}」需要先登录。", (LOGIN_ROW,), title=title)
            case "messages":
                await self.messages(exchange, _number(target, at_most=10_000))
            case "progress":
                await self.progress(exchange, target)
            case "history":
                await self.history(exchange)
            case _:
                await self.current(exchange)

    async def current(self, exchange: Exchange) -> None:
        """正在办理的业务 (manual 2.3, 2.1), with the drafts."""
        facts = await self.services.registry.facts(exchange.person_id)
        in_hand = [a for a in facts.applications if a.is_open]
        lines = [application_line(application) for application in in_hand]
        rows: list[tuple[Button, ...]] = [
            (menu_button(f"查看审核进度 {label_of(a.speciality)}", "progress", a.id),)
            for a in in_hand
        ]
        for draft in await self.services.trackers.drafts(exchange.person_id):
            title = catalogue()[draft.flow].title
            lines.append(f"{title} · 草稿（还没有上报）")
            rows.append((menu_button(f"继续填写 {title}", "resume", draft.id),))
        text = "\n\n".join(lines) or "正在办理的业务：暂无数据"
        exchange.show(BotMessage(title="当前申报", text=text, buttons=tuple(rows)))

    async def history(self, exchange: Exchange) -> None:
        """历史申报: what has ended, with its opinion (manual 2.4)."""
        facts = await self.services.registry.facts(exchange.person_id)
        ended = [a for a in facts.applications if not a.is_open]
        lines = [
            application_line(a) + (f"\n审核意见：{a.opinion}" if a.opinion else "") for a in ended
        ]
        exchange.say("\n\n".join(lines) or "历史申报：暂无数据", title="历史申报")

    async def messages(self, exchange: Exchange, offset: int) -> None:
        """我的消息, unread first; what is shown counts as read from then on (manual 2.5)."""
        store = self.services.notifications
        unread = await store.unread(exchange.person_id)
        found = await store.page(exchange.person_id, offset, PAGE + 1)
        page, more = found[:PAGE], found[PAGE:]
        lines = [
            f"{n.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}  {'已读' if n.is_read else '未读'}\n"
            + n.text
            for n in page
        ]
        await store.mark_read(exchange.person_id, [n.id for n in page])
        rows = ((menu_button("更早的消息", "messages", str(offset + PAGE)),),) if more else ()
        title = f"我的消息（未读 {unread} 条）" if unread else "我的消息"
        exchange.say("\n\n".join(lines) or "暂无数据", rows, title=title)

    async def progress(self, exchange: Exchange, application_id: str = "") -> None:
        """查看审核进度 (manual 4): the timeline of one application, or a choice among several."""
        facts = await self.services.registry.facts(exchange.person_id)
        mine = {application.id: application for application in facts.applications}
        in_hand = [a for a in facts.applications if a.is_open] or list(facts.applications[:1])
        chosen = mine.get(application_id) or (in_hand[0] if len(in_hand) == 1 else None)
        if chosen is not None:
            events = await self.services.registry.timeline(chosen.id, exchange.person_id)
            exchange.show(timeline_message(chosen, events))
            return
        rows = tuple(
            (
                menu_button(
                    f"{label_of(a.speciality)} {texts.say(f'kind.{a.kind}')}", "progress", a.id
                ),
            )
            for a in in_hand
        )
        text = "请选择要查看的业务：" if rows else "还没有申报记录。上报后可以在这里查看审核进度。"
        exchange.say(text, rows, title="审核进度")

    def guide(self, exchange: Exchange, target: str) -> None:
        """办事指南 by section (manual 2.8); `target` is `3.1.1` or `3.1.1@2` for its 2nd page."""
        guide = self.services.corpus.guide
        section_id, _, number = target.partition("@")
        if section_id not in guide.sections:
            chapters = tuple((menu_button(s.heading, "guide", s.id),) for s in guide.top)
            exchange.say("请选择要看的章节：", chapters, title="办事指南")
            return
        section = guide.section(section_id)
        pages = guide.pages(section_id)
        page = max(1, _number(number, at_most=len(pages)))
        rows: Rows = tuple(
            (menu_button(s.heading, "guide", s.id),) for s in guide.children(section_id)
        )
        if page < len(pages):
            rows = (*rows, (menu_button("继续看", "guide", f"{section_id}@{page + 1}"),))
        before, after = guide.previous(section_id), guide.next(section_id)
        steps = [menu_button(f"上一节 {before.id}", "guide", before.id)] if before else []
        steps += [menu_button(f"下一节 {after.id}", "guide", after.id)] if after else []
        rows = (*rows, (*steps, menu_button("目录", "guide")))
        count = f"（{page}/{len(pages)}）" if len(pages) > 1 else ""
        exchange.show(
            BotMessage(title=f"{section.heading}{count}", text=pages[page - 1], buttons=rows)
        )

    def hotline(self, exchange: Exchange, *, as_agent: bool = False) -> None:
        """咨询电话 (manual 6) and whether somebody answers now."""
        lines = [HOTLINE_TEXT, hours_line(exchange.now)]
        if exchange.tracker is not None:
            title = catalogue()[exchange.tracker.flow].title
            lines.append(f"您正在填的「{title}」已保存，打完电话可以接着填。")
        exchange.say("\n".join(lines), title="人工客服" if as_agent else "咨询电话")

    def videos(self, exchange: Exchange) -> None:
        """操作视频 (manual 2.10)."""
        row = (menu_button("看办事指南", "guide"),)
        exchange.say(
            "个人版操作视频在系统网页右侧导航栏的“操作视频”栏目。这里可以按章节看文字版办事指南。",
            (row,),
            title="操作视频",
        )


def _number(word: str, *, at_most: int) -> int:
    """The number in a button's data, which anybody may have written; 0 where there is none."""
    return min(int(word[:9]), at_most) if word.isdecimal() else 0


def application_line(application: Application) -> str:
    """单位名称, 申报类型, 专业, 申报状态, 填报时间 (manual 2.4)."""
    filed = application.filed_at.astimezone(SHANGHAI)
    return (
        f"{texts.say(f'kind.{application.kind}')} · {label_of(application.speciality)}\n"
        f"单位名称：{application.enterprise_name}\n"
        f"申报状态：{texts.say(f'status.{application.status.value}')}\n"
        f"填报时间：{filed:%Y-%m-%d %H:%M:%S}"
    )


def timeline_message(application: Application, events: list[StatusEvent]) -> BotMessage:
    """The timeline in words: the pipeline's nodes, then what happened when."""
    speciality = SPECIALITIES.get(application.speciality)
    nodes = PIPELINES[speciality.profession if speciality else Profession.ENGINEER]
    reached = stages(nodes, [event.status for event in events])
    lines = [f"{MARKS[stage.state]} {stage.label}" for stage in reached]
    happened = [
        f"{event.at.astimezone(SHANGHAI):%m-%d %H:%M}  {texts.say(f'status.{event.status.value}')}"
        + (f"：{event.note}" if event.note else "")
        for event in events
    ]
    text = "\n".join([application_line(application), "", *lines, "", *happened])
    row = (menu_button("刷新", "progress", application.id),)
    return BotMessage(title="审核进度", text=text, buttons=(row,))
