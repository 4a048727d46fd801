"""The routes of the port `flows.ports.Registry`: what a chat assistant asks of a registry."""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Query
from pydantic import AwareDatetime

from bot.registry_api.door import Door
from bot.registry_api.images import require
from flows.model import (
    Application,
    ApplicationStatus,
    Enterprise,
    Facts,
    PersonRegistration,
    StatusEvent,
    Submission,
)
from flows.ports import FileStore, Registry
from storage.registry.wire import (
    MOST,
    EndingBetween,
    EnterpriseSearch,
    HandedIn,
    OfPerson,
    SavedProfile,
)

Id = Annotated[str, Path(pattern="^[0-9A-Za-z_-]{1,40}$", description="the application's id")]
Limit = Annotated[int, Query(ge=0, le=MOST)]


def router(registry: Registry, files: FileStore, door: Door) -> APIRouter:
    """Each call of the port is one route."""
    routes = door("registry")

    @routes.post("/facts")
    async def facts(who: OfPerson) -> Facts:
        """Everything known of a person."""
        return await registry.facts(who.person_id)

    @routes.post("/enterprises/search")
    async def find_enterprises(search: EnterpriseSearch) -> list[Enterprise]:
        """Enterprises whose name contains every part of `words`, best first."""
        return await registry.find_enterprises(search.words, search.limit)

    @routes.put("/profile", status_code=204)
    async def save_profile(saved: SavedProfile) -> None:
        """Replace 个人信息; repeating it is harmless."""
        await require(files, (saved.update.portrait, saved.update.signature))
        await registry.save_profile(saved.person_id, saved.update)

    @routes.post("/submissions")
    async def submit(handed_in: Annotated[HandedIn, Body()]) -> Application:
        """上报, or 补正 by kind `correction`; the same `key` again answers the first one."""
        await require(files, handed_in.files.values())
        return await registry.submit(handed_in)

    @routes.post("/applications/{id}/submission")
    async def submission(id: Id, who: OfPerson) -> Submission:
        """What this person handed in."""
        return await registry.submission(id, who.person_id)

    @routes.post("/applications/{id}/withdraw")
    async def withdraw(id: Id, who: OfPerson) -> Application:
        """撤回, freely or by asking the enterprise (manual 5); asking again changes nothing."""
        return await registry.withdraw(id, who.person_id)

    @routes.post("/applications/{id}/timeline")
    async def timeline(id: Id, who: OfPerson) -> list[StatusEvent]:
        """Its events, oldest first."""
        return await registry.timeline(id, who.person_id)

    @routes.get("/changes")
    async def changes(
        after: Annotated[int, Query(ge=0, lt=2**63)], limit: Limit = 200
    ) -> list[StatusEvent]:
        """Events of all people with a cursor above `after`, in order, none ever skipped."""
        return await registry.changes(after, limit)

    @routes.post("/registrations/ending")
    async def registrations_ending(asked: EndingBetween) -> list[PersonRegistration]:
        """Registrations, not cancelled, valid until a day of `first`..`last`."""
        after = asked.after_person, asked.after_speciality
        return await registry.registrations_ending(asked.first, asked.last, after, asked.limit)

    @routes.get("/applications/untouched")
    async def untouched_applications(
        status: ApplicationStatus,
        since: AwareDatetime,
        after: Annotated[str, Query(pattern="^[0-9A-Za-z_-]{0,64}$")] = "",
        limit: Limit = 500,
    ) -> list[Application]:
        """Applications in `status` that nobody has moved after `since`, by id above `after`."""
        return await registry.untouched_applications(status, since, after, limit)

    return routes
