"""The office's acts, each below the actor who may do it: there is no other way to them."""

from typing import Annotated

from fastapi import APIRouter, Path

from bot.registry_api.door import Door
from flows.model import Application, Submission
from storage.registry.office import Office
from storage.registry.wire import Opinion, Reason, Wanted

Id = Annotated[str, Path(pattern="^[0-9A-Za-z]{1,40}$", description="the application's id")]


def desk(office: Office, door: Door) -> APIRouter:
    """What waits for the enterprise and the authority."""
    routes = door("office")

    @routes.get("/office/applications")
    async def applications(finished: bool = False) -> list[Application]:
        """Open applications, the longest untouched first; finished ones too where asked."""
        return await office.applications(finished=finished)

    @routes.get("/office/applications/{id}/submission")
    async def submission(id: Id) -> Submission:
        """What the person handed in."""
        return await office.submission(id)

    return routes


def enterprise(office: Office, door: Door) -> APIRouter:
    """What the enterprise does."""
    routes, base = door("enterprise"), "/office/enterprise/{id}"

    @routes.post(f"{base}/report")
    async def report(id: Id) -> Application:
        """企业上报: report it to the authority."""
        return await office.report(id)

    @routes.post(f"{base}/return")
    async def return_(id: Id, why: Reason) -> Application:
        """企业退回: give it back to the person, who can file again."""
        return await office.return_(id, why.reason)

    @routes.post(f"{base}/consent")
    async def consent(id: Id) -> Application:
        """同意撤回: agree to the person's withdrawal (manual 5)."""
        return await office.consent(id)

    @routes.post(f"{base}/refuse")
    async def refuse(id: Id, why: Reason) -> Application:
        """不同意撤回: the application goes on where it was."""
        return await office.refuse(id, why.reason)

    return routes


def authority(office: Office, door: Door) -> APIRouter:
    """What the authority does."""
    routes, base = door("authority"), "/office/authority/{id}"

    @routes.post(f"{base}/deliver")
    async def deliver(id: Id) -> Application:
        """部级未受理: it has arrived and waits for acceptance."""
        return await office.deliver(id)

    @routes.post(f"{base}/request-correction")
    async def request_correction(id: Id, wanted: Wanted) -> Application:
        """提出补正 (manual 3.1.3)."""
        return await office.request_correction(id, wanted.content, wanted.reason)

    @routes.post(f"{base}/accept")
    async def accept(id: Id) -> Application:
        """受理; a withdrawal that still waits for the enterprise is void."""
        return await office.accept(id)

    @routes.post(f"{base}/decline")
    async def decline(id: Id, why: Reason) -> Application:
        """不予受理."""
        return await office.decline(id, why.reason)

    @routes.post(f"{base}/review")
    async def review(id: Id) -> Application:
        """审查: begin the review."""
        return await office.review(id)

    @routes.post(f"{base}/publicise")
    async def publicise(id: Id) -> Application:
        """公示; may be left out."""
        return await office.publicise(id)

    @routes.post(f"{base}/approve")
    async def approve(id: Id) -> Application:
        """终审通过: the register changes accordingly."""
        return await office.approve(id)

    @routes.post(f"{base}/reject")
    async def reject(id: Id, decided: Opinion) -> Application:
        """终审不通过, with the 审核意见 that 历史申报 shows."""
        return await office.reject(id, decided.opinion)

    return routes
