"""Database rows as the core's entities."""

from typing import Any

from sqlalchemy import Row

from flows.model import Application, Registration, StatusEvent
from storage.registry.tables import applications, events, registrations

APPLICATION = tuple(
    applications.c[name] for name in Application.model_fields if name in applications.c
)
REGISTRATION = tuple(registrations.c[name] for name in Registration.model_fields)
EVENT = (*events.c, applications.c.person_id, applications.c.kind, applications.c.speciality)


def application_of(row: Row[Any]) -> Application:
    """From the columns `APPLICATION`."""
    return Application.model_validate(dict(row._mapping))


def event_of(row: Row[Any]) -> StatusEvent:
    """From the columns `EVENT`."""
    return StatusEvent.model_validate(dict(row._mapping))


def registration_of(row: Row[Any]) -> Registration:
    """From the columns `REGISTRATION`."""
    return Registration.model_validate(dict(row._mapping))
