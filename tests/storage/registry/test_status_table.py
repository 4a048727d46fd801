"""Every (status, event, actor) on a real application: allowed or refused as domain 3.3 says.

Decided, where the table leaves a choice:

- The office's acts stand below the one actor who may do them. For everybody else there is no
  method and no address; the machine beneath says `not_your_move`, which is tried too.
- `submit` and `submit-directly` make a new application: one that exists never moves by them. While
  it is open the same business is refused; once it is over it may be filed again (manual 5).
- Asking again for a withdrawal that is under way or done changes nothing and is no mistake.
- Nobody delivers as `system` from outside: that is the registry's own doing.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count, product

from sqlalchemy import delete, select, update

from flows.model import FINISHED, Actor, Application, Submission
from flows.model import ApplicationStatus as S
from flows.pipeline import Event, MoveRefused, move
from flows.ports import Registry, RegistryRefused
from storage.database import Database
from storage.registry.connection import transaction
from storage.registry.embedded import EmbeddedRegistry
from storage.registry.moves import locked, moved
from storage.registry.office import Office
from storage.registry.tables import applications, corrections, events, registrations
from tests.registry_server import RemoteOffice
from tests.status_table import ALLOWED, AUTHORITY, ENTERPRISE, PERSON
from tests.storage.registry.conftest import NOW

FileAs = Callable[..., Submission]

MOVES = {(status, event, actor): to for status, event, actor, to in ALLOWED}

OFFICE: dict[Event, tuple[Actor, str, tuple[str, ...]]] = {
    Event.REPORT: (ENTERPRISE, "report", ()),
    Event.RETURN: (ENTERPRISE, "return_", ("原因",)),
    Event.CONSENT: (ENTERPRISE, "consent", ()),
    Event.REFUSE: (ENTERPRISE, "refuse", ("原因",)),
    Event.DELIVER: (AUTHORITY, "deliver", ()),
    Event.REQUEST_CORRECTION: (AUTHORITY, "request_correction", ("内容", "原因")),
    Event.ACCEPT: (AUTHORITY, "accept", ()),
    Event.DECLINE: (AUTHORITY, "decline", ("原因",)),
    Event.REVIEW: (AUTHORITY, "review", ()),
    Event.PUBLICISE: (AUTHORITY, "publicise", ()),
    Event.APPROVE: (AUTHORITY, "approve", ()),
    Event.REJECT: (AUTHORITY, "reject", ("意见",)),
}
"""Whose act it is, and the method of `Office` with what it needs to be told."""
BY_PERSON = (Event.SUBMIT, Event.SUBMIT_DIRECTLY, Event.CORRECT, Event.WITHDRAW)
FILING = (Event.SUBMIT, Event.SUBMIT_DIRECTLY)


@dataclass
class Specimen:
    """One application of `demo-yantu`, put into any status as often as wanted."""

    database: Database
    id: str

    async def put(self, status: S, kind: str = "initial", speciality: str = "AY") -> None:
        """Alone in the registry, and nothing left of what was done to it before."""
        values = {"status": status, "kind": kind, "speciality": speciality}
        async with transaction(self.database) as connection:
            for table in (events, corrections):
                await connection.execute(delete(table).where(table.c.application_id != self.id))
            await connection.execute(delete(applications).where(applications.c.id != self.id))
            await connection.execute(
                delete(registrations).where(registrations.c.person_id == "demo-yantu")
            )
            await connection.execute(
                update(applications).values(correction=None, opinion="", **values)
            )

    async def status(self) -> S:
        query = select(applications.c.status).where(applications.c.id == self.id)
        async with transaction(self.database) as connection:
            return S(await connection.scalar(query))


async def outcome(doing: Awaitable[Application]) -> str:
    """The status it led to, or the code of the refusal."""
    try:
        return (await doing).status.value
    except RegistryRefused as refused:
        return refused.code


def by_the_table(status: S, event: Event, actor: Actor) -> str:
    """Where the table lets it lead; otherwise why not, in the machine's words."""
    if to := MOVES.get((status, event, actor)):
        return to.value
    try:
        move(status, event, actor)
    except MoveRefused as refused:
        return refused.code
    raise AssertionError("the machine allows what the table does not")


async def test_the_machine_under_every_caller(database: Database, file_as: FileAs) -> None:
    made = await EmbeddedRegistry(database, lambda: NOW).submit(file_as())
    one = Specimen(database, made.id)

    async def act(event: Event, actor: Actor) -> Application:
        async with transaction(database) as connection:
            held = await locked(connection, one.id)
            return await moved(connection, held, event, actor, NOW)

    wrong = []
    for status, event, actor in product(S, Event, Actor):
        await one.put(status)
        found = await outcome(act(event, actor))
        after = MOVES.get((status, event, actor), status)
        if found != by_the_table(status, event, actor) or await one.status() != after:
            wrong.append((status, event, actor, found))
    assert wrong == []


async def test_every_act_of_the_office(
    registry: Registry, office: Office, file_as: FileAs, database: Database
) -> None:
    one = Specimen(database, (await registry.submit(file_as())).id)
    wrong = []
    for status, (event, (actor, method, words)) in product(S, OFFICE.items()):
        await one.put(status)
        found = await outcome(getattr(office, method)(one.id, *words))
        after = MOVES.get((status, event, actor), status)
        if found != by_the_table(status, event, actor) or await one.status() != after:
            wrong.append((status, event, found))
    assert wrong == []


async def test_nobody_else_has_a_way_to_them(
    registry: Registry, office: Office | RemoteOffice, file_as: FileAs, database: Database
) -> None:
    made = await registry.submit(file_as())
    if isinstance(office, Office):
        methods = {method for _, method, _ in OFFICE.values()}
        acts = {name for name in dir(office) if not name.startswith("_")}
        assert acts - {"applications", "submission"} == methods
        return
    for event, actor in product(Event, Actor):
        if event in OFFICE and OFFICE[event][0] is actor:
            continue
        status, answer = await office.act(actor, made.id, event)
        assert (status, answer) == (404, {"detail": "Not Found"}), (event, actor)
    assert await Specimen(database, made.id).status() is S.SUBMITTED


async def test_what_the_person_does(
    registry: Registry, file_as: FileAs, database: Database, proof: str
) -> None:
    one = Specimen(database, (await registry.submit(file_as())).id)
    keys = count()

    def doing(event: Event) -> Awaitable[Application]:
        key = f"key {next(keys)}"
        match event:
            case Event.WITHDRAW:
                return registry.withdraw(one.id, "demo-yantu")
            case Event.CORRECT:
                mended = {"answers": {"application": one.id}, "files": {"proof": proof}}
                return registry.submit(file_as(kind="correction", key=key, **mended))
            case Event.SUBMIT_DIRECTLY:
                return registry.submit(file_as("yantu", "info_update", "", key=key))
            case _:
                return registry.submit(file_as(key=key))

    def expected(status: S, event: Event) -> str:
        if event in FILING:
            made = MOVES[S.DRAFT, event, PERSON].value
            return made if status in FINISHED else "application_open"
        if event is Event.WITHDRAW and status in (S.WITHDRAWING, S.WITHDRAWN):
            return status.value
        return by_the_table(status, event, PERSON)

    wrong = []
    for status, event in product(S, BY_PERSON):
        await one.put(status, *(("info_update", "") if event is Event.SUBMIT_DIRECTLY else ()))
        found = await outcome(doing(event))
        after = status if event in FILING else MOVES.get((status, event, PERSON), status)
        if found != expected(status, event) or await one.status() != after:
            wrong.append((status, event, found))
    assert wrong == []


def test_no_triple_is_left_out() -> None:
    assert {*OFFICE, *BY_PERSON} == set(Event)
