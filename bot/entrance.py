"""Who a chat belongs to: greeting, binding after a login, logging out, the menu."""

from dataclasses import dataclass, field

from bot.beginning import Beginning
from bot.buttons import menu_button
from bot.cards import LOGIN_ROW, draft_card
from bot.exchange import Exchange
from bot.identity.login import Throttle
from bot.menu import menu_message
from bot.pages import Pages
from bot.services import Services
from bot.subjects import specialities_of
from flows import texts
from flows.catalogue import catalogue
from flows.given import masked_id, masked_name
from flows.model import Facts
from flows.ports import RegistryUnavailable

WELCOME = (
    "您好，我是注册管理信息系统的助手，可以带您办理注册、查审核进度、解答问题。\n"
    "直接说您要办的事，例如「岩土考过了，想注册」，或点下面的按钮。"
)
LOGOUT_ROW = (menu_button("不是您本人？退出登录", "logout"),)


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
        if own := specialities_of(facts):
            exchange.state["speciality"] = own[0]
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
        message = menu_message(facts, exchange.tracker, exchange.now)
        if exchange.person_id and facts is None:
            row = (menu_button("退出登录", "logout"),)
            message = message.model_copy(update={"buttons": (*message.buttons[:-1], row)})
        exchange.show(message)
