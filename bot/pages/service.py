"""在线客服 (manual 2.9): choose a speciality, then its hot questions; or by business."""

from bot.businesses import BUSINESSES, FLOWS
from bot.buttons import menu_button
from bot.channels.messages import Button
from bot.exchange import Exchange, Rows
from bot.services import Services
from bot.subjects import specialities_of
from flows.ports import RegistryRefused, RegistryUnavailable
from flows.specialities import SPECIALITIES
from knowledge.corpus import Entry

TITLE = "在线客服"
BY_BUSINESS = "business"
HELP_ROW = (menu_button("转人工", "agent"), menu_button("咨询电话", "go", "hotline"))
TOPICS = (*FLOWS, BUSINESSES["progress"])


async def service(exchange: Exchange, services: Services, target: str = "") -> None:
    """`target` is a speciality's code, `business`, a business's id, or empty to choose."""
    if speciality := SPECIALITIES.get(target):
        asked = services.popularity.asked(speciality=target)
        profession = speciality.profession.value
        entries = services.corpus.hot_questions_of(target, profession, asked)
        _questions(exchange, speciality.label, entries)
    elif target in BUSINESSES:
        entries = services.hot_questions(target)
        _questions(exchange, BUSINESSES[target].title, entries)
    elif target == BY_BUSINESS:
        buttons = [menu_button(topic.title, "service", topic.id) for topic in TOPICS]
        row = (menu_button("按专业看", "service"),)
        exchange.say("选择业务，查看热门问题：", (*_rows(buttons), row, HELP_ROW), title=TITLE)
    else:
        await _choose(exchange, services)


async def _choose(exchange: Exchange, services: Services) -> None:
    """选择专业: the person's own ones stand first, by their full names."""
    own = await _own(exchange, services)
    mine = tuple((menu_button(SPECIALITIES[code].label, "service", code),) for code in own)
    others = [
        menu_button(each.short, "service", each.code)
        for each in SPECIALITIES.values()
        if each.code not in own
    ]
    row = (menu_button("按业务看", "service", BY_BUSINESS),)
    exchange.say(
        "选择专业，查看热门问题；也可以直接在这里提问。",
        (*mine, *_rows(others), row, HELP_ROW),
        title=TITLE,
    )


async def _own(exchange: Exchange, services: Services) -> list[str]:
    """What the person is registered or qualified in; nothing while that cannot be told."""
    if not exchange.person_id:
        return []
    try:
        facts = await services.registry.facts(exchange.person_id)
    except (RegistryRefused, RegistryUnavailable):
        return []
    return specialities_of(facts)


def _questions(exchange: Exchange, name: str, entries: list[Entry]) -> None:
    rows = tuple((menu_button(entry.title, "faq", entry.id),) for entry in entries)
    others = (
        menu_button("换个专业", "service"),
        menu_button("按业务看", "service", BY_BUSINESS),
    )
    exchange.say("热门问题", (*rows, others, HELP_ROW), title=f"{TITLE} · {name}")


def _rows(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))
