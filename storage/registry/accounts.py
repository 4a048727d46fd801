"""The portal's accounts: user name and password to a person."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select

from storage.database import Database
from storage.registry.connection import transaction
from storage.registry.demo_people import DEMO_ACCOUNTS, DemoAccount
from storage.registry.tables import accounts

_hasher = PasswordHasher()

# What an unknown user's password is measured against, so that both answers take as long.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5LW5vYm9keQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)

# Each check takes 64 MB: a flood of logins must queue, not exhaust the machine.
_AT_ONCE = 4


class Accounts:
    """Raises `flows.ports.RegistryUnavailable` where the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def verify(self, username: str, password: str) -> str | None:
        """The person's id, or None; takes as long for a name that does not exist."""
        query = select(accounts).where(accounts.c.username == username.strip().lower())
        async with transaction(self._database) as connection:
            account = (await connection.execute(query)).one_or_none()
        kept = account.password_hash if account else _NOBODY
        async with self._room:
            right = await asyncio.to_thread(_matches, kept, password)
        return str(account.person_id) if account and right else None

    async def demo_accounts(self) -> list[DemoAccount]:
        """The demo accounts that are loaded, for the portal's notice; none in real use."""
        async with transaction(self._database) as connection:
            loaded = set(await connection.scalars(select(accounts.c.username)))
        return [one for one in DEMO_ACCOUNTS if one.username in loaded]


def hash_password(password: str) -> str:
    """The argon2id hash to keep. Blocks for some 50 ms."""
    return _hasher.hash(password)


def _matches(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
