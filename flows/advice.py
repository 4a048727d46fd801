"""Whether 撤回 is free, by the enterprise's consent or impossible (manual 5), and whether wise."""

from flows.model import ApplicationStatus

S = ApplicationStatus

STALL_WORKDAYS = 5
"""Working days at the enterprise without a move after which an application counts as stalled."""

_CODES = {
    S.DRAFT: "withdrawal_advice.nothing_filed",
    S.SUBMITTED: "withdrawal_advice.free_at_enterprise",
    S.REPORTED: "withdrawal_advice.free_reported",
    S.PENDING: "withdrawal_advice.needs_consent",
    S.CORRECTING: "withdrawal_advice.correct_instead",
    S.WITHDRAWING: "withdrawal_advice.asked_already",
    S.ACCEPTED: "withdrawal_advice.impossible",
    S.REVIEWING: "withdrawal_advice.impossible",
    S.PUBLICISED: "withdrawal_advice.impossible",
}


def withdrawal_advice(status: ApplicationStatus, workdays: int = 0) -> str:
    """The code of a sentence in `texts.yml`; `workdays`: how long nobody has moved it."""
    if status is S.SUBMITTED and workdays >= STALL_WORKDAYS:
        return "withdrawal_advice.free_but_stalled"
    return _CODES.get(status, "withdrawal_advice.finished")
