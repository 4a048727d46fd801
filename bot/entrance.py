"""Who a chat belongs to: greeting, binding after a login, logging out, the menu."""

from dataclasses import dataclass, field

from bot.beginning import Beginning
from bot.businesses import FLOWS, PAGES, hindrance, is_open_here
from bot.buttons import menu_button
from bot.cards import LOGIN_ROW, draft_card
from bot.channels.messages import BotMessage, Button
from bot.exchange import Exchange
from bot.identity.login import Throttle
from bot.pages import Pages
from bot.services import Services
from flows import texts
from flows.catalogue import catalogue
from flows.given import masked_id, masked_name
from flows.model import Facts
from flows.ports import RegistryUnavailable
from flows.view import View

WELCOME = (
    "您好，我是注册管理信息系统的助手，可以带您办理注册、查审核进度、解答问题。\n"
    "直接说您要办的事，例如「岩土考过了，想注册」，或点下面的按钮。"
)
LOGOUT_ROW = (menu_button("不是您本人？退出登录", "logout"),)
SHOWN_BUSINESSES = tuple(business for business in FLOWS if business.id != "correction")


@dataclass(frozen=True, slots=True)
class Entrance:
    """Everything about coming, going and finding one's way."""

    services: Services
    beginning: Beginning
    pages: Pages
    wrong_codes: Throttle = field(default_factory=lambda: Throttle(5, 300))

    async def greet(self, exchange: Exchange) -> None:
        """/start: welcome, an open draft first, then the menu."""
        exchange.say(WELCOME)
        if exchange.person_id:
            for draft in (await self.services.trackers.drafts(exchange.person_id))[:3]:
                exchange.show(draft_card(catalogue()[draft.flow], draft))
        await self.menu(exchange)

    async def log_in(self, exchange: Exchange, person_id: str) -> None:
        """Bind the chat and go on with what the person came for."""
        if exchange.person_id not in ("", person_id):
            # Somebody else's chat until now: nothing of theirs goes on.
            exchange.tracker = None
            exchange.state.clear()
        exchange.person_id = person_id
        try:
            facts = await self.services.registry.facts(person_id)
        except RegistryUnavailable:
            exchange.say(f"已登录。{texts.say('registry_away_reading')}", (LOGOUT_ROW,))
            return
        person = facts.person
        proof = f"{person.id_type} {masked_id(person.id_number)}"
        exchange.say(f"已登录：{masked_name(person.name)}（{proof}）。", (LOGOUT_ROW,))
        pending = exchange.state.pop("pending", None)
        if pending:
            await self.beginning.start(exchange, pending["flow"], pending["slots"])
            return
        page = exchange.state.pop("pending_page", "")
        if page:
            await self.pages.open(exchange, page)
            return
        drafts = (await self.services.trackers.drafts(person_id))[:3]
        for draft in drafts:
            exchange.show(draft_card(catalogue()[draft.flow], draft))
        if drafts:
            exchange.say("也可以先看看别的业务。", ((menu_button("主菜单", "menu"),),))
        else:
            await self.menu(exchange, facts)

    async def redeem(self, exchange: Exchange, code: str, *, quietly: bool = False) -> bool:
        """A one-time code from the login page; True where something has been said about it.

        `quietly`: the words may be an answer, so a code that is none is not mentioned.
        """
        chat = f"{exchange.message.channel}:{exchange.message.chat_id}"
        if self.wrong_codes.wait(chat) > 0:
            if not quietly:
                exchange.say("登录代码连续多次没有对上，请约 5 分钟后再试。", (LOGIN_ROW,))
            return not quietly
        person_id = await self.services.login_codes.redeem(code)
        if person_id is not None:
            exchange.redeemed = person_id
            exchange.heard = {"kind": "other", "text": "", "picture": ""}
            await self.log_in(exchange, person_id)
            return True
        self.wrong_codes.failed(chat)
        if not quietly:
            exchange.say(
                "这个登录代码已失效：代码 5 分钟内有效，只能用一次。请重新登录取一个新的。",
                (LOGIN_ROW,),
            )
        return not quietly

    def log_out(self, exchange: Exchange) -> None:
        """Unbind the chat; drafts stay with the person."""
        if not exchange.person_id:
            exchange.say("您还没有登录。", (LOGIN_ROW,))
            return
        exchange.person_id = ""
        exchange.tracker = None
        exchange.state.clear()
        exchange.logged_out = True
        exchange.say("已退出登录，草稿都已保存，下次登录可以接着填。", (LOGIN_ROW,))

    async def menu(self, exchange: Exchange, facts: Facts | None = None) -> None:
        """Every business; for a person, which are open now and where not, why (engine rule 9)."""
        if exchange.person_id and facts is None:
            try:
                facts = await self.services.registry.facts(exchange.person_id)
            except RegistryUnavailable:
                exchange.say(texts.say("registry_away_reading"))
        lines = ["办理业务"]
        for business in SHOWN_BUSINESSES:
            if is_open_here(business.id):
                note = self._note(exchange, business.id, facts)
                lines.append(f"· {business.title}{f'：{note}' if note else ''}")
        elsewhere = [b.title for b in SHOWN_BUSINESSES if not is_open_here(b.id)]
        if elsewhere:
            lines.append(f"· {'、'.join(elsewhere)}：请在系统网页办理，这里可以查办事指南")
        buttons = [
            menu_button(business.title, "go", business.id)
            for business in SHOWN_BUSINESSES
            if is_open_here(business.id)
        ] + [menu_button(page.title, "go", page.id) for page in PAGES]
        account: tuple[Button, ...] = (
            (menu_button("退出登录", "logout"),) if exchange.person_id else LOGIN_ROW
        )
        if exchange.tracker is not None:
            title = catalogue()[exchange.tracker.flow].title
            lines.insert(0, f"您正在填「{title}」，已填的内容都存着。")
            buttons.insert(0, menu_button(f"继续填写 {title}", "resume", exchange.tracker.id))
        rows = tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))
        exchange.show(
            BotMessage(
                title="主菜单",
                text="\n".join(lines) + "\n\n也可以直接提问，或发送「转人工」。",
                buttons=(*rows, account),
            )
        )

    def _note(self, exchange: Exchange, business_id: str, facts: Facts | None) -> str:
        if facts is None:
            return ""
        in_hand = [a for a in facts.applications if a.kind == business_id and a.is_open]
        note = f"正在办理 {len(in_hand)} 项" if in_hand else ""
        view = View({}, facts, exchange.now)
        if finding := hindrance(business_id, facts, view):
            why = f"✗ {texts.say(finding.code, **finding.facts)}〔{finding.source}〕"
            return f"{note}；{why}" if note else why
        if business_id == "profile" and facts.missing_parts:
            return f"还差 {len(facts.missing_parts)} 部分，申报前需要填完"
        return note or "✓ 可以办理"
