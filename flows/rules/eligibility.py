"""Who may apply for what (manual 3.1.1, notes 1 and 2)."""

from flows.model import Facts
from flows.specialities import label_of
from flows.steps import Finding, Option
from flows.view import View


def unregistered_specialities(facts: Facts) -> list[str]:
    """Specialities with a qualification, without a registration, not yet applied for."""
    registered = {registration.speciality for registration in facts.registrations}
    in_hand = {
        application.speciality
        for application in facts.applications
        if application.kind == "initial" and application.is_open
    }
    held = dict.fromkeys(qualification.speciality for qualification in facts.qualifications)
    return [speciality for speciality in held if speciality not in registered | in_hand]


def unregistered_options(view: View) -> tuple[Option, ...]:
    """The specialities open for an initial registration, as options."""
    return tuple(
        Option(value=code, label=label_of(code)) for code in unregistered_specialities(view.facts)
    )


def holds_a_qualification(view: View) -> Finding | None:
    """Some qualification is held at all (manual 3.1.1, note 2)."""
    if view.facts.qualifications:
        return None
    return Finding("no_qualification", source="手册 3.1.1 注2", remedy="hotline")


def something_left_to_register(view: View) -> Finding | None:
    """Not every qualification is registered or under way (manual 3.1.1, note 1)."""
    if not view.facts.qualifications or unregistered_specialities(view.facts):
        return None
    return Finding("all_registered", source="手册 3.1.1 注1", remedy="current")


def qualification_of_speciality(view: View) -> Finding | None:
    """The chosen speciality's qualification is held (manual 3.1.1, note 2)."""
    held = {qualification.speciality for qualification in view.facts.qualifications}
    if view["speciality"] in held:
        return None
    return Finding(
        "qualification_missing",
        source="手册 3.1.1 注2",
        step="speciality",
        facts={"speciality": label_of(view["speciality"])},
    )


def once_per_speciality(view: View) -> Finding | None:
    """Each speciality is registered initially once only (manual 3.1.1, note 1)."""
    if view["speciality"] in unregistered_specialities(view.facts):
        return None
    return Finding(
        "initial_repeated",
        source="手册 3.1.1 注1",
        step="speciality",
        facts={"speciality": label_of(view["speciality"])},
    )
