"""What the registry checks again, on its own side, before it takes an application."""

from datetime import date

from flows.model import Facts, Registration, Submission
from flows.pipeline import DIRECT_KINDS
from flows.ports import RegistryRefused
from flows.specialities import label_of
from flows.terms import renewal_opens

# Through the enterprise (manual 3).
REGISTRATION_KINDS = frozenset({"initial", "change", "renewal", "reissue", "cancellation"})


def admit(facts: Facts, submission: Submission, today: date) -> None:
    """Raises `RegistryRefused` where this person may not file this now."""
    kind, speciality = submission.kind, submission.speciality
    if kind not in REGISTRATION_KINDS | DIRECT_KINDS:
        raise RegistryRefused("unknown_kind", kind=kind)
    if kind == "defence":
        _contestable(facts, submission.answers.get("anomaly", ""))
        return
    if kind in REGISTRATION_KINDS:
        _complete(facts)
        _held(facts, kind, speciality, today)
    if any(
        one.is_open and one.kind == kind and one.speciality == speciality
        for one in facts.applications
    ):
        raise RegistryRefused("application_open", kind=kind, speciality=label_of(speciality))


def _contestable(facts: Facts, anomaly_id: str) -> None:
    """Each anomaly by itself, one 申辩 at a time (manual 2.6)."""
    anomaly = next((one for one in facts.anomalies if one.id == anomaly_id), None)
    if anomaly is None:
        raise RegistryRefused("unknown_anomaly")
    if anomaly.is_contested:
        raise RegistryRefused("anomaly_contested")


def _complete(facts: Facts) -> None:
    if "pictures" in facts.missing_parts:
        raise RegistryRefused("pictures_missing")
    if facts.missing_parts:
        raise RegistryRefused("profile_incomplete")


def _held(facts: Facts, kind: str, speciality: str, today: date) -> None:
    label = label_of(speciality)
    registration = next((one for one in facts.registrations if one.speciality == speciality), None)
    if kind == "initial":
        if speciality not in {one.speciality for one in facts.qualifications}:
            raise RegistryRefused("qualification_missing", speciality=label)
        if registration is not None:
            raise RegistryRefused("initial_repeated", speciality=label)
    elif registration is None:
        raise RegistryRefused("registration_missing", speciality=label)
    elif kind == "renewal":
        _renewable(facts, registration, today)
    elif registration.cancelled:
        raise RegistryRefused("registration_cancelled", speciality=label)
    elif kind != "cancellation" and today > registration.valid_until:
        raise RegistryRefused("registration_expired", speciality=label)
    elif kind == "change" and _same_enterprise(facts, registration):
        raise RegistryRefused("enterprise_unchanged", speciality=label)


def _renewable(facts: Facts, registration: Registration, today: date) -> None:
    label = label_of(registration.speciality)
    if today > registration.valid_until:
        raise RegistryRefused("registration_expired", speciality=label)
    if registration.cancelled:
        # Cancelled at this enterprise and back again: no window (manual 3.3.1, note 2).
        if not _same_enterprise(facts, registration):
            raise RegistryRefused("registration_cancelled", speciality=label)
        return
    opens = renewal_opens(registration.valid_until)
    if today < opens:
        raise RegistryRefused("renewal_too_early", speciality=label, opens=opens.isoformat())


def _same_enterprise(facts: Facts, registration: Registration) -> bool:
    return facts.employment is not None and (
        facts.employment.credit_code == registration.credit_code
    )
