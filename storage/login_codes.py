"""One-time codes that carry a login from the portal into a chat; only their hash is kept."""

import hashlib
import secrets
import unicodedata
from datetime import timedelta

from storage.database import Database

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1: a code may be read out and typed by hand."""

LENGTH = 8
LIFETIME = timedelta(minutes=5)


def shown(code: str) -> str:
    """The code in two groups: `ABCD-EFGH`."""
    return f"{code[:4]}-{code[4:]}"


def cleaned(typed: str) -> str:
    """What was typed as a code: without dashes and blanks, in capitals; empty if it is none."""
    # NFKC makes plain letters of the full-width ones that an input method may leave on.
    plain = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(sign for sign in plain if not sign.isspace() and sign not in "-–—")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


class LoginCodes:
    """Issues and redeems; throttling wrong guesses is the caller's."""

    def __init__(self, database: Database, lifetime: timedelta = LIFETIME) -> None:
        self._database = database
        self._lifetime = lifetime

    async def issue(self, person_id: str) -> str:
        """A new code of 8 characters; the person's older ones end with it."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        async with self._database.raw() as connection, connection.transaction():
            # One at a time for a person: two pages opened at once leave one code, not two.
            await connection.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7240118))", (person_id,)
            )
            await connection.execute(
                "DELETE FROM login_codes WHERE person_id = %s OR expires_at < now()", (person_id,)
            )
            await connection.execute(
                "INSERT INTO login_codes (code_sha256, person_id, expires_at)"
                " VALUES (%s, %s, now() + %s)",
                (_hash(code), person_id, self._lifetime),
            )
        return code

    async def redeem(self, code: str) -> str | None:
        """The person's id, once; None for a code that is wrong, used, voided or too old."""
        wanted = cleaned(code)
        if not wanted:
            return None
        async with self._database.raw() as connection:
            rows = await connection.execute(
                "UPDATE login_codes SET used_at = now() WHERE code_sha256 = %s"
                " AND used_at IS NULL AND expires_at > now() RETURNING person_id",
                (_hash(wanted),),
            )
            row = await rows.fetchone()
        return str(row["person_id"]) if row else None
