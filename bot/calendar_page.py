"""The calendar file at an address that nobody can guess, and the button that leads there."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.calendar_file import calendar_file, uids
from bot.channels.messages import BotMessage, Button
from bot.exchange import Exchange
from bot.services import Services
from flows import texts
from flows.ports import RegistryRefused, RegistryUnavailable
from flows.view import SHANGHAI
from storage.database import Database
from storage.secrets import secret


async def calendar_link(exchange: Exchange, services: Services) -> None:
    """A tap on 日历文件: the file's address, made for this tap."""
    facts = await services.registry.facts(exchange.person_id)
    today = exchange.now.astimezone(SHANGHAI).date()
    title = texts.say("calendar.name")
    if all(one.cancelled or one.valid_until < today for one in facts.registrations):
        exchange.say(texts.say("calendar.empty"), title=title)
        return
    token = await services.calendar_links.issue(exchange.person_id)
    button = Button(label="下载日历文件", url=f"/calendar/{token}.ics", kind="primary")
    exchange.show(BotMessage(title=title, text=texts.say("calendar.how"), buttons=((button,),)))


def router(database: Database, services: Services) -> APIRouter:
    """/calendar: the file, by what the registry says at the moment of the download."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/calendar/{token}.ics")
    async def download(token: str) -> Response:
        person_id = await services.calendar_links.person_of(token)
        if person_id is None:
            raise HTTPException(404)
        try:
            facts = await services.registry.facts(person_id)
        except RegistryRefused:
            raise HTTPException(404) from None
        except RegistryUnavailable:
            raise HTTPException(503) from None
        now = services.clock()
        content = calendar_file(
            (one for one in facts.registrations if not one.cancelled),
            now,
            now.astimezone(SHANGHAI).date(),
            uids(await secret(database, "calendar_uids"), person_id),
        )
        headers = {
            "cache-control": "no-store",
            "content-disposition": 'attachment; filename="renewal.ics"',
        }
        return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")

    return routes
