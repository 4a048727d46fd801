"""What a certificate preview shows of a person (manual 2.2)."""

from bot.pictures.certificate import Certificate
from flows.model import Facts
from flows.specialities import label_of
from flows.tracker import Tracker

CERTIFICATE_TEXT = "执业证书预览：照片、签名和个人信息在证书上的样子，带「预览 非正式证书」水印"


def profile_certificate(tracker: Tracker) -> Certificate:
    """For whoever fills in 个人信息: the first qualification held, with the chosen enterprise."""
    qualifications = tracker.facts.qualifications
    return Certificate(
        name=tracker.facts.person.name,
        sex=tracker.facts.person.sex,
        born_on=tracker.facts.person.born_on,
        speciality=label_of(qualifications[0].speciality) if qualifications else "注册工程师",
        enterprise=tracker.slots.get("enterprise_name", ""),
    )


def previewable(facts: Facts) -> tuple[str, ...]:
    """Codes of the specialities that are registered, then of those only qualified in."""
    registered = [one.speciality for one in facts.registrations if not one.cancelled]
    qualified = [one.speciality for one in facts.qualifications]
    return tuple(dict.fromkeys((*registered, *qualified)))


def held_certificate(facts: Facts, speciality: str) -> Certificate:
    """For one of `previewable`: the registration as it stands, or what would be registered."""
    registered = next(
        (o for o in facts.registrations if o.speciality == speciality and not o.cancelled), None
    )
    employer = facts.employment.enterprise_name if facts.employment else ""
    return Certificate(
        name=facts.person.name,
        sex=facts.person.sex,
        born_on=facts.person.born_on,
        speciality=label_of(speciality),
        enterprise=registered.enterprise_name if registered else employer,
        number=registered.certificate_number if registered else "",
        valid_until=registered.valid_until if registered else None,
    )
