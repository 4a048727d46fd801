"""What a draft is about, in words: a speciality, an application, an anomaly."""

from flows.model import Facts
from flows.rules.anomalies import name_of
from flows.rules.applications import business_of
from flows.specialities import SPECIALITIES
from flows.steps import Flow
from flows.tracker import Tracker


def subject_of(flow: Flow, tracker: Tracker) -> str:
    """The words, or empty where nothing has been chosen yet."""
    subject, facts = tracker.subject, tracker.facts
    match flow.subject:
        case "speciality" if subject in SPECIALITIES:
            return SPECIALITIES[subject].short
        case "application":
            return next((business_of(a) for a in facts.applications if a.id == subject), "")
        case "anomaly":
            return next((name_of(a) for a in facts.anomalies if a.id == subject), "")
    return ""


def titled(flow: Flow, tracker: Tracker) -> str:
    """初始注册（岩土）: the business, and which one of several it is."""
    subject = subject_of(flow, tracker)
    return f"{flow.title}（{subject}）" if subject else flow.title


def specialities_of(facts: Facts) -> list[str]:
    """Codes that a person is registered or qualified in, registered ones first."""
    held = [each.speciality for each in facts.registrations if not each.cancelled]
    found = dict.fromkeys((*held, *(each.speciality for each in facts.qualifications)))
    return [code for code in found if code in SPECIALITIES]
