"""Keys that the product makes for itself, kept in table `secrets`."""

import secrets as randomness

from storage.database import Database


async def secret(database: Database, name: str) -> str:
    """The secret of that name (64 hex characters), made at its first use by whoever is first."""
    async with database.raw() as connection:
        # Replicas may start at once: the first insert wins, and everybody reads what is kept.
        await connection.execute(
            "INSERT INTO secrets (name, value) VALUES (%s, %s) ON CONFLICT (name) DO NOTHING",
            (name, randomness.token_hex(32)),
        )
        rows = await connection.execute("SELECT value FROM secrets WHERE name = %s", (name,))
        row = await rows.fetchone()
    assert row is not None
    return str(row["value"])
