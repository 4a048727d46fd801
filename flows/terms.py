"""Terms of validity and the renewal window, by calendar months."""

import calendar
from datetime import date

from flows.model import Profession, Registration
from flows.specialities import profession_of

RENEWAL_MONTHS = 6


def term_of(speciality: str) -> int:
    """Years that a registration lasts: architects 2 (条例 17), engineers 3."""
    return 2 if profession_of(speciality) is Profession.ARCHITECT else 3


def months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def years_later(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    return months_later(day, 12 * years)


def renewed_until(registration: Registration, today: date) -> date:
    """The last day after an approved 延续注册 (manual 3.3.1, note 2).

    Back at the enterprise of a cancelled registration with over half a year left, the term stays
    as it was; in every other case it is prolonged by one term.
    """
    valid_until = registration.valid_until
    if registration.cancelled and today < renewal_opens(valid_until):
        return valid_until
    return years_later(valid_until, term_of(registration.speciality))


def renewal_opens(valid_until: date) -> date:
    """The first day on which 延续注册 can be filed (manual 3.3.1, note 1)."""
    return months_later(valid_until, -RENEWAL_MONTHS)
