"""Which of a person's registrations a business may be about (manual 3.2-3.5)."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.model import Registration
from flows.specialities import label_of
from flows.steps import Finding, Option
from flows.terms import renewal_opens
from flows.view import View

Obstacle = Callable[[View, Registration], Finding | None]
"""Why the business cannot be about this registration; None where it can."""


def registration_of(view: View) -> Registration | None:
    """The person's registration in the chosen speciality."""
    held = view.facts.registrations
    return next((one for one in held if one.speciality == view["speciality"]), None)


@dataclass(frozen=True, slots=True)
class OwnRegistrations:
    """A business about one of the person's registrations, and what may stand against it."""

    kind: str
    obstacles: tuple[Obstacle, ...]

    def options(self, view: View) -> tuple[Option, ...]:
        """The registrations that the business is open to."""
        return tuple(
            Option(value=one.speciality, label=label_of(one.speciality))
            for one in view.facts.registrations
            if self.obstacle(view, one) is None
        )

    def obstacle(self, view: View, registration: Registration) -> Finding | None:
        """The first thing that stands against it."""
        for application in view.facts.applications:
            same = application.kind == self.kind
            if same and application.is_open and application.speciality == registration.speciality:
                facts = {"speciality": label_of(registration.speciality)}
                remedy = f"progress.{application.id}"
                return Finding("application_open", source="手册 2.1", remedy=remedy, facts=facts)
        found = (obstacle(view, registration) for obstacle in self.obstacles)
        return next((finding for finding in found if finding), None)

    def some(self, view: View) -> Finding | None:
        """The rule that there is one to be about at all."""
        held = sorted(view.facts.registrations, key=lambda one: one.valid_until)
        if not held:
            return Finding("not_registered", source="手册 3.1", remedy="initial")
        findings = [self.obstacle(view, one) for one in held]
        return findings[0] if all(findings) else None

    def chosen(self, view: View) -> Finding | None:
        """The rule on the registration that was chosen."""
        registration = registration_of(view)
        if registration is None:
            facts = {"speciality": label_of(view["speciality"])}
            return Finding(
                "registration_missing",
                source="手册 3.1",
                step="speciality",
                remedy="initial",
                facts=facts,
            )
        finding = self.obstacle(view, registration)
        return finding and Finding(
            finding.code, finding.source, "speciality", finding.remedy, finding.facts
        )


def _about(registration: Registration, **more: str) -> dict[str, str]:
    return {"speciality": label_of(registration.speciality), **more}


def is_employed_there(view: View, registration: Registration) -> bool:
    """True where the present enterprise is the one of the registration."""
    employment = view.facts.employment
    return employment is not None and employment.credit_code == registration.credit_code


def not_cancelled(view: View, registration: Registration) -> Finding | None:
    """A cancelled registration comes back by 延续注册 in its old unit only (3.3.1, note 2)."""
    if not registration.cancelled:
        return None
    return Finding(
        "registration_cancelled", "手册 3.3.1 注2", remedy="renewal", facts=_about(registration)
    )


def not_expired(view: View, registration: Registration) -> Finding | None:
    """The manual says nothing of what comes after the last day: the hotline knows."""
    if view.today <= registration.valid_until:
        return None
    until = registration.valid_until.isoformat()
    facts = _about(registration, until=until)
    return Finding("registration_expired", "手册 3.3.1 注1", remedy="hotline", facts=facts)


def moved_elsewhere(view: View, registration: Registration) -> Finding | None:
    """原聘用单位要与现聘用单位不一致 (manual 3.2.1, note)."""
    if not is_employed_there(view, registration):
        return None
    return Finding(
        "enterprise_unchanged",
        "手册 3.2.1 注",
        remedy="profile.enterprise",
        facts=_about(registration, enterprise=registration.enterprise_name),
    )


def in_the_last_half_year(view: View, registration: Registration) -> Finding | None:
    """延续注册 opens half a year before the end (manual 3.3.1, notes 1 and 2)."""
    if registration.cancelled:
        # Back in the old unit: no window; elsewhere it is no 延续注册.
        if is_employed_there(view, registration):
            return None
        return Finding(
            "cancelled_elsewhere",
            "手册 3.3.1 注2",
            remedy="profile.enterprise",
            facts=_about(registration, enterprise=registration.enterprise_name),
        )
    opens = renewal_opens(registration.valid_until)
    if view.today >= opens:
        return None
    return Finding(
        "renewal_too_early",
        "手册 3.3.1 注1",
        remedy=f"remind.{registration.speciality}",
        facts=_about(
            registration,
            opens=opens.isoformat(),
            until=registration.valid_until.isoformat(),
        ),
    )
