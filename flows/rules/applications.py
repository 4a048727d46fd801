"""Which of a person's applications can be withdrawn or corrected (manual 3.1.3, 5)."""

from flows.model import Actor, Application, ApplicationStatus
from flows.pipeline import DIRECT_KINDS, Event, can_withdraw, possible
from flows.specialities import label_of
from flows.steps import Finding, Option
from flows.view import View
from flows.wording import kind_words, status_words


def business_of(application: Application) -> str:
    """Kind and speciality in one line: 初始注册 注册化工工程师."""
    return f"{kind_words(application.kind)} {label_of(application.speciality)}".strip()


def application_of(view: View) -> Application | None:
    """The person's application that was chosen."""
    mine = view.facts.applications
    return next((one for one in mine if one.id == view["application"]), None)


def _options(view: View, event: Event) -> tuple[Option, ...]:
    return tuple(
        Option(
            value=one.id,
            label=f"{business_of(one)} · {status_words(one)}",
        )
        for one in view.facts.applications
        if _allows(one, event)
    )


def _allows(application: Application, event: Event) -> bool:
    if event is Event.WITHDRAW:
        return can_withdraw(application.kind, application.status)
    return event in possible(application.status, Actor.PERSON)


def correctable(view: View) -> tuple[Option, ...]:
    """Applications that wait for a 补正."""
    return _options(view, Event.CORRECT)


def withdrawable(view: View) -> tuple[Option, ...]:
    """Applications that can still be withdrawn."""
    return _options(view, Event.WITHDRAW)


def something_to_correct(view: View) -> Finding | None:
    """Some application waits for a 补正 (manual 3.1.3)."""
    if correctable(view):
        return None
    return Finding("nothing_to_correct", source="手册 3.1.3", remedy="current")


def something_to_withdraw(view: View) -> Finding | None:
    """Some application can be withdrawn (manual 5)."""
    if withdrawable(view):
        return None
    open_ones = [one for one in view.facts.applications if one.is_open]
    if len(open_ones) == 1:
        return _not_withdrawable(open_ones[0])
    return Finding("nothing_to_withdraw", source="手册 5", remedy="current")


def correction_wanted(view: View) -> Finding | None:
    """The chosen application waits for a 补正."""
    application = application_of(view)
    if application is None:
        return _unknown("手册 3.1.3")
    if _allows(application, Event.CORRECT):
        return None
    return Finding(
        "correction_not_wanted",
        source="手册 3.1.3",
        step="application",
        remedy=f"progress.{application.id}",
        facts=_told(application),
    )


def withdrawal_possible(view: View) -> Finding | None:
    """The chosen application can still be withdrawn."""
    application = application_of(view)
    if application is None:
        return _unknown("手册 5")
    return None if _allows(application, Event.WITHDRAW) else _not_withdrawable(application)


def _not_withdrawable(application: Application) -> Finding:
    if application.kind in DIRECT_KINDS:
        code = "withdrawal_without_enterprise"
    elif application.status is ApplicationStatus.WITHDRAWING:
        code = "withdrawal_asked"
    elif application.status is ApplicationStatus.UNKNOWN:
        code = "withdrawal_as_shown"
    elif application.is_open:
        code = "withdrawal_after_acceptance"
    else:
        code = "withdrawal_of_finished"
    return Finding(
        code,
        source="手册 5",
        step="application",
        remedy=f"progress.{application.id}",
        facts=_told(application),
    )


def _told(application: Application) -> dict[str, str]:
    return {
        "business": business_of(application),
        "status": status_words(application),
    }


def _unknown(source: str) -> Finding:
    return Finding("application_unknown", source=source, step="application", remedy="current")
