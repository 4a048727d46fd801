"""Applications and messages as a register of many years holds them."""

from datetime import UTC, datetime, timedelta

from psycopg.types.json import Jsonb

from storage.database import Database

PERSON = "demo-yantu"
FIRST = datetime(2020, 1, 6, 2, 0, tzinfo=UTC)


async def file(
    database: Database,
    number: int,
    status: str,
    kind: str = "initial",
    speciality: str = "AY",
    opinion: str = "",
    correction: dict[str, str] | None = None,
) -> str:
    """One application, filed `number` days after the first; answers its id."""
    at = FIRST + timedelta(days=number)
    application_id = f"N{number:05}"
    async with database.raw() as connection:
        await connection.execute(
            "INSERT INTO registry.applications (id, submission_key, person_id, kind, speciality,"
            " enterprise_name, credit_code, status, opinion, correction, answers, files, evidence,"
            " filed_at, changed_at) VALUES (%s, %s, %s, %s, %s, %s, '', %s, %s, %s, '{}', '{}',"
            " '[]', %s, %s)",
            (
                application_id,
                application_id,
                PERSON,
                kind,
                speciality,
                "华东勘测设计研究院有限公司",
                status,
                opinion,
                Jsonb(correction) if correction else None,
                at,
                at,
            ),
        )
    return application_id


async def tell(database: Database, first: int, last: int, application_id: str | None) -> None:
    """Messages `第 first 条` to `第 last 条`, the last one the latest."""
    async with database.raw() as connection:
        for number in range(first, last + 1):
            await connection.execute(
                "INSERT INTO notifications (person_id, event_key, application_id, text, at)"
                " VALUES (%s, %s, %s, %s, %s)",
                (
                    PERSON,
                    f"test:{number}",
                    application_id,
                    f"第 {number} 条。",
                    FIRST + timedelta(days=number),
                ),
            )
