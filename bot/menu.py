"""The menu that knows the person: open, in hand, or not open and why (engine rule 9)."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.businesses import BUSINESSES, FLOWS, PAGES, Business, hindrance
from bot.buttons import about_button, menu_button
from bot.cards import LOGIN_ROW
from bot.channels.messages import BotMessage, Button
from bot.remedies import remedy_button
from bot.subjects import titled
from flows import texts
from flows.catalogue import catalogue
from flows.model import ApplicationStatus, Facts
from flows.rules.applications import business_of
from flows.specialities import SPECIALITIES
from flows.steps import Finding
from flows.tracker import Tracker
from flows.view import View
from flows.wording import status_words

IN_A_ROW = 3
# 补正 is no business to choose: it is there when the authority has asked for it.
CHOSEN = tuple(business for business in FLOWS if business.id != "correction")


@dataclass(frozen=True, slots=True)
class Blocked:
    """Businesses that the same rule keeps closed to this person now."""

    titles: tuple[str, ...]
    first: Business
    finding: Finding

    @property
    def line(self) -> str:
        """Which rule stands against it, with its source."""
        code = f"short.{self.finding.code}"
        known = code if code in texts.sentences() else self.finding.code
        words = texts.say(known, **self.finding.facts)
        return f"✗ {'、'.join(self.titles)}：{words}〔{self.finding.source}〕"

    @property
    def button(self) -> Button:
        """Its remedy; where nothing here mends it, the whole explanation."""
        mends = remedy_button(self.finding.remedy)
        if mends is None:
            return menu_button(f"{self.first.title}：为什么", "go", self.first.id)
        several = "等" if len(self.titles) > 1 else ""
        return mends.model_copy(update={"label": f"{self.first.title}{several} → {mends.label}"})


def menu_message(facts: Facts | None, in_hand: Tracker | None, now: datetime) -> BotMessage:
    """Every business and page; `facts` is None for a stranger, or while the registry is away."""
    found = [
        (business, hindrance(business.id, facts, View({}, facts, now)) if facts else None)
        for business in CHOSEN
    ]
    open_now = [business for business, finding in found if finding is None]
    blocked = _grouped([(business, finding) for business, finding in found if finding])
    lines = [f"您正在填「{_title(in_hand)}」，已填的内容都存着。"] if in_hand else []
    lines += [*_of_the_person(facts), *_open_lines(open_now, facts)]
    lines += [one.line for one in blocked]
    return BotMessage(
        title="主菜单",
        text="\n".join(lines) + "\n\n也可以直接提问，或发送「转人工」。",
        buttons=(
            *_first_rows(facts, in_hand),
            *_rows([menu_button(one.title, "go", one.id) for one in open_now]),
            *_rows([one.button for one in blocked], 2),
            *_rows([menu_button(page.title, "go", page.id) for page in PAGES]),
            (menu_button("退出登录", "logout"),) if facts else LOGIN_ROW,
        ),
    )


def _title(tracker: Tracker) -> str:
    return titled(catalogue()[tracker.flow], tracker)


def _of_the_person(facts: Facts | None) -> list[str]:
    if facts is None:
        return []
    return [
        f"⏳ {business_of(one)}：{status_words(one)}" for one in facts.applications if one.is_open
    ]


def _open_lines(open_now: list[Business], facts: Facts | None) -> list[str]:
    titles = "、".join(business.title for business in open_now)
    if facts is None:
        return [f"可以办理：{titles}。登录后我会告诉您哪些现在能办。"]
    missing = len(facts.missing_parts)
    note = [f"☐ 个人信息：还差 {missing} 部分，申报前需要填完"] if missing else []
    return [*note, f"✓ 可以办理：{titles}"]


def _first_rows(facts: Facts | None, in_hand: Tracker | None) -> tuple[tuple[Button, ...], ...]:
    """What waits for the person comes first."""
    rows: list[tuple[Button, ...]] = []
    if in_hand:
        label = f"继续填写 {_title(in_hand)}"
        rows.append((menu_button(label, "resume", in_hand.id, "primary"),))
    for one in facts.applications if facts else ():
        if one.status is ApplicationStatus.CORRECTING:
            known = SPECIALITIES.get(one.speciality)
            label = f"现在补正 {known.short if known else BUSINESSES['correction'].title}"
            rows.append((about_button(label, "correction", one.id, "primary"),))
    return tuple(rows)


def _grouped(found: list[tuple[Business, Finding]]) -> list[Blocked]:
    """One line for all that the same finding keeps closed."""
    groups: list[Blocked] = []
    for business, finding in found:
        same = next((one for one in groups if one.finding == finding), None)
        if same is None:
            groups.append(Blocked((business.title,), business, finding))
        else:
            widened = replace(same, titles=(*same.titles, business.title))
            groups[groups.index(same)] = widened
    return groups


def _rows(buttons: list[Button], width: int = IN_A_ROW) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
