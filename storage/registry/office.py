"""The enterprise's and the authority's side of the embedded registry."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from flows.model import FINISHED, Actor, Application, Correction, Submission
from flows.pipeline import Event
from storage.database import Database
from storage.registry.applications import submission_of
from storage.registry.connection import china_now, transaction
from storage.registry.effects import APPROVED_NOTE
from storage.registry.ids import read_id
from storage.registry.moves import locked, moved
from storage.registry.rows import APPLICATION, application_of
from storage.registry.tables import applications as rows


class Office:
    """Each act is one transaction with the application locked; all raise `RegistryRefused`."""

    def __init__(self, database: Database, now: Callable[[], datetime] = china_now) -> None:
        self._database = database
        self._now = now

    async def applications(self, *, finished: bool = False) -> list[Application]:
        """Open applications, the longest untouched first; finished ones too where asked."""
        query = select(*APPLICATION).order_by(rows.c.changed_at, rows.c.id)
        if not finished:
            query = query.where(rows.c.status.not_in(FINISHED))
        async with transaction(self._database) as connection:
            return [application_of(row) for row in await connection.execute(query)]

    async def submission(self, application_id: str) -> Submission:
        """What the person handed in."""
        async with transaction(self._database) as connection:
            return await submission_of(connection, read_id(application_id))

    async def report(self, application_id: str) -> Application:
        """企业上报."""
        return await self._act(application_id, Event.REPORT, Actor.ENTERPRISE)

    async def return_(self, application_id: str, reason: str = "") -> Application:
        """企业退回; the person can file again."""
        return await self._act(
            application_id, Event.RETURN, Actor.ENTERPRISE, reason, opinion=reason
        )

    async def deliver(self, application_id: str) -> Application:
        """What the enterprise reported has reached the authority."""
        return await self._act(application_id, Event.DELIVER, Actor.AUTHORITY)

    async def request_correction(
        self, application_id: str, content: str, reason: str
    ) -> Application:
        """提出补正 (manual 3.1.3)."""
        return await self._act(
            application_id,
            Event.REQUEST_CORRECTION,
            Actor.AUTHORITY,
            f"补正内容：{content}\n补正原因：{reason}",
            correction=Correction(content=content, reason=reason),
        )

    async def accept(self, application_id: str) -> Application:
        """受理; a withdrawal that still waits for the enterprise is void."""
        return await self._act(application_id, Event.ACCEPT, Actor.AUTHORITY)

    async def decline(self, application_id: str, reason: str = "") -> Application:
        """不予受理."""
        return await self._act(
            application_id, Event.DECLINE, Actor.AUTHORITY, reason, opinion=reason
        )

    async def review(self, application_id: str) -> Application:
        """Begin the review (审查)."""
        return await self._act(application_id, Event.REVIEW, Actor.AUTHORITY)

    async def publicise(self, application_id: str) -> Application:
        """公示."""
        return await self._act(application_id, Event.PUBLICISE, Actor.AUTHORITY)

    async def approve(self, application_id: str) -> Application:
        """终审通过: the register itself changes in the same transaction."""
        return await self._act(application_id, Event.APPROVE, Actor.AUTHORITY, APPROVED_NOTE)

    async def reject(self, application_id: str, opinion: str) -> Application:
        """终审不通过, with the 审核意见 that 历史申报 shows."""
        return await self._act(
            application_id, Event.REJECT, Actor.AUTHORITY, opinion, opinion=opinion
        )

    async def consent(self, application_id: str) -> Application:
        """The enterprise agrees to a withdrawal (manual 5)."""
        return await self._act(application_id, Event.CONSENT, Actor.ENTERPRISE)

    async def refuse(self, application_id: str, reason: str = "") -> Application:
        """The enterprise does not agree; the application goes on where it was."""
        return await self._act(application_id, Event.REFUSE, Actor.ENTERPRISE, reason)

    async def _act(
        self,
        application_id: str,
        event: Event,
        actor: Actor,
        note: str = "",
        *,
        opinion: str | None = None,
        correction: Correction | None = None,
    ) -> Application:
        at = self._now()
        async with transaction(self._database) as connection:
            application = await locked(connection, read_id(application_id))
            return await moved(
                connection,
                application,
                event,
                actor,
                at,
                note,
                opinion=opinion,
                correction=correction,
            )
