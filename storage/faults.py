"""Telling an outage of the database, which passes by itself, from a mistake, which does not."""

import psycopg
from sqlalchemy import exc

from storage.embedded_server import DatabaseUnavailable


def is_outage(error: BaseException) -> bool:
    """True where the same work may succeed unchanged once the database is back."""
    cause: BaseException | None = error
    if isinstance(error, exc.DBAPIError):
        cause = error.orig
    return isinstance(
        cause,
        psycopg.OperationalError | psycopg.InterfaceError | exc.TimeoutError | DatabaseUnavailable,
    )
