"""Addresses of a person's calendar file: nobody can guess one, and each ends after a day."""

import hashlib
import secrets
from datetime import timedelta

from storage.database import Database

LIFETIME = timedelta(days=1)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarLinks:
    """Issues tokens and tells whose they are; this table keeps only their hash.

    The message that carries the address stays in the outbox, token and all.
    """

    def __init__(self, database: Database, lifetime: timedelta = LIFETIME) -> None:
        self._database = database
        self._lifetime = lifetime

    async def issue(self, person_id: str) -> str:
        """A new token of 43 URL-safe characters; those that have ended are cleared away."""
        token = secrets.token_urlsafe(32)
        async with self._database.raw() as connection, connection.transaction():
            await connection.execute("DELETE FROM calendar_links WHERE expires_at < now()")
            await connection.execute(
                "INSERT INTO calendar_links (token_sha256, person_id, expires_at)"
                " VALUES (%s, %s, now() + %s)",
                (_hash(token), person_id, self._lifetime),
            )
        return token

    async def person_of(self, token: str) -> str | None:
        """Whose calendar it opens; None for a token that is wrong or too old."""
        async with self._database.raw() as connection:
            rows = await connection.execute(
                "SELECT person_id FROM calendar_links"
                " WHERE token_sha256 = %s AND expires_at > now()",
                (_hash(token),),
            )
            row = await rows.fetchone()
        return str(row["person_id"]) if row else None
