"""The certificate preview of a person who fills in 个人信息 (manual 2.2)."""

from bot.pictures.certificate import draw_certificate
from flows.specialities import label_of
from flows.tracker import Tracker


def draw_profile_certificate(tracker: Tracker, portrait: bytes, signature: bytes) -> bytes:
    """The preview as JPEG bytes, for the first qualification held. Blocks about 60 ms."""
    person, qualifications = tracker.facts.person, tracker.facts.qualifications
    return draw_certificate(
        person.name,
        person.sex,
        person.born_on,
        label_of(qualifications[0].speciality) if qualifications else "注册工程师",
        tracker.slots.get("enterprise_name", ""),
        portrait,
        signature,
    )
