"""The card for the enterprise's 经办人, to be forwarded or copied: nothing in it is secret."""

from bot.buttons import menu_button
from bot.channels.messages import BotMessage
from bot.exchange import Exchange
from bot.services import Services
from flows import texts
from flows.given import masked_name
from flows.model import Application, ApplicationStatus, Person
from flows.specialities import label_of
from flows.view import SHANGHAI
from flows.wording import kind_words, status_words


def relay_card(application: Application, person: Person) -> BotMessage:
    """What the enterprise has to do (manual 3.2.2); no ID number, no telephone of the person."""
    return BotMessage(
        title=texts.say("relay.title"),
        text=texts.say(
            "relay.card",
            name=masked_name(person.name),
            kind=kind_words(application.kind),
            speciality=label_of(application.speciality),
            filed=f"{application.filed_at.astimezone(SHANGHAI):%Y-%m-%d}",
            id=application.id,
        ),
    )


async def relay(exchange: Exchange, services: Services, application_id: str) -> None:
    """The card by itself, as it is forwarded; then how to do that."""
    facts = await services.registry.facts(exchange.person_id)
    found = next((one for one in facts.applications if one.id == application_id), None)
    if found is None:
        exchange.say(texts.say("registry.unknown_application"))
        return
    row = (menu_button("查看进度", "progress", found.id),)
    if found.status is not ApplicationStatus.SUBMITTED:
        status = status_words(found)
        exchange.say(texts.say("relay.needless", status=status), (row,))
        return
    exchange.show(relay_card(found, facts.person))
    exchange.say(texts.say("relay.how"), (row,))
