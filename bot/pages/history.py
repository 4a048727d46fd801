"""历史申报 (manual 2.4): what has ended, with its opinion, by kind and by how it ended."""

from dataclasses import dataclass, replace

from bot.buttons import menu_button, reuse_button
from bot.channels.messages import BotMessage, Button
from bot.exchange import Exchange, Rows
from bot.naming import short_name
from bot.pages.leafing import Record, leaf
from bot.pages.lines import application_line
from bot.services import Services
from flows import texts
from flows.catalogue import catalogue
from flows.model import Application, ApplicationStatus

SIZE = 5
EMPTY = "历史申报：暂无数据\n\n审批通过、审批不通过、个人撤回等记录会显示在这里。"
EMPTY_ROWS: Rows = ((menu_button("当前申报", "go", "current"), menu_button("主菜单", "menu")),)

# A letter each, so that both, a place and an id fit into a button.
KINDS = {
    "i": "initial",
    "c": "change",
    "r": "renewal",
    "s": "reissue",
    "x": "cancellation",
    "u": "info_update",
    "d": "defence",
}
ENDS = {
    "a": ApplicationStatus.APPROVED,
    "n": ApplicationStatus.REJECTED,
    "w": ApplicationStatus.WITHDRAWN,
    "d": ApplicationStatus.DECLINED,
    "b": ApplicationStatus.RETURNED,
}
REUSABLE = frozenset({ApplicationStatus.WITHDRAWN, ApplicationStatus.RETURNED})
CHOOSING = "?"


@dataclass(frozen=True, slots=True)
class Filter:
    """Letters of `KINDS` and `ENDS`; empty for all."""

    kind: str = ""
    end: str = ""

    @classmethod
    def read(cls, kind: str, end: str) -> "Filter":
        """From a button's data, which anybody may have written."""
        return cls(kind if kind in KINDS else "", end if end in ENDS else "")

    def takes(self, application: Application) -> bool:
        """Whether the application is meant."""
        return (not self.kind or application.kind == KINDS[self.kind]) and (
            not self.end or application.status is ENDS[self.end]
        )

    @property
    def words(self) -> str:
        """What is chosen, for the title."""
        kind = texts.say(f"kind.{KINDS[self.kind]}") if self.kind else ""
        end = texts.say(f"status.{ENDS[self.end].value}") if self.end else ""
        return " · ".join(filter(None, ("历史申报", kind, end)))

    def button(self, label: str, place: str = "") -> Button:
        """Leads to what this filter finds, from a place on."""
        return menu_button(label, "history", f"{self.kind}.{self.end}.{place}")


async def history(exchange: Exchange, services: Services, target: str = "") -> None:
    """What has ended, the latest first; `target` is KIND.END.PLACE in letters, or empty."""
    facts = await services.registry.facts(exchange.person_id)
    ended = [each for each in facts.applications if not each.is_open]
    kind, _, rest = target.partition(".")
    end, _, place = rest.partition(".")
    chosen = Filter.read(kind, end)
    if not ended:
        exchange.say(EMPTY, EMPTY_ROWS, title="历史申报")
        return
    if place == CHOOSING:
        exchange.show(_choice(chosen, ended))
        return
    in_hand = {(each.kind, each.speciality) for each in facts.applications if each.is_open}
    found = [_record(each, in_hand) for each in ended if chosen.takes(each)]
    page = leaf(found, place, SIZE)
    rows = page.rows
    if page.next:
        rows = (*rows, (chosen.button("更早的记录", page.next),))
    if len(ended) > 1:
        rows = (*rows, _filter_row(chosen))
    exchange.show(
        BotMessage(
            title=chosen.words,
            text=page.text or "没有符合筛选条件的记录。",
            buttons=rows,
            replaces_tapped=bool(target) and not place,
        )
    )


def _filter_row(chosen: Filter) -> tuple[Button, ...]:
    pick = chosen.button("筛选", CHOOSING)
    return (pick,) if chosen == Filter() else (pick, Filter().button("看全部"))


def _record(application: Application, in_hand: set[tuple[str, str]]) -> Record:
    """One record; what was withdrawn or returned can be filed again with its data (manual 5)."""
    is_reusable = (
        application.status in REUSABLE
        and application.kind in catalogue()
        and (application.kind, application.speciality) not in in_hand
    )

    def buttons(mark: str) -> Rows:
        if not is_reusable:
            return ()
        name = short_name(application.kind, application.speciality)
        label = f"{mark}{name}：用这些数据重新申报" if mark else "用这些数据重新申报"
        return ((reuse_button(label, application.id),),)

    opinion = f"\n审核意见：{application.opinion}" if application.opinion else ""
    return Record(
        application.id, application.filed_at, application_line(application) + opinion, buttons
    )


def _choice(chosen: Filter, ended: list[Application]) -> BotMessage:
    """Kinds and ends that there are, with how many; the other half of the choice stays."""
    kinds = {replace(chosen, kind=k): texts.say(f"kind.{kind}") for k, kind in KINDS.items()}
    ends = {replace(chosen, end=e): texts.say(f"status.{end.value}") for e, end in ENDS.items()}
    return BotMessage(
        title=chosen.words,
        text="按申报类型或申报状态查看：",
        buttons=(
            *_options(kinds, chosen, ended),
            *_options(ends, chosen, ended),
            (Filter().button("看全部"),),
        ),
        replaces_tapped=True,
    )


def _options(labels: dict[Filter, str], chosen: Filter, ended: list[Application]) -> Rows:
    buttons = []
    for option, label in labels.items():
        if count := sum(option.takes(each) for each in ended):
            mark = "✓ " if option == chosen else ""
            buttons.append(option.button(f"{mark}{label}（{count}）"))
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
