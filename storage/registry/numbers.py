"""Certificate and seal numbers in the forms of domain section 5."""

from datetime import date

from flows.specialities import SPECIALITIES


def certificate_number(speciality: str, credit_code: str, today: date, sequence: int) -> str:
    """专业代码 + year (2) + province (2) + sequence (5); architects have no letters."""
    return f"{_letters(speciality)}{today:%y}{credit_code[2:4]}{sequence % 100_000:05}"


def seal_number(speciality: str, credit_code: str, certificate: str, sequence: int) -> str:
    """<企业唯一码>-<专业代码><3 digits>; without 资质 the enterprise code is <province>00000."""
    digits = certificate.partition("-")[0][1:]
    serial = digits[-5:] if digits.isdigit() and len(digits) == 9 else "00000"
    return f"{credit_code[2:4]}{serial}-{_letters(speciality)}{sequence % 1000:03}"


def seal_at(seal: str, speciality: str, credit_code: str, certificate: str) -> str:
    """The seal of a person who moved to another enterprise: same person, new enterprise code."""
    last = seal[-3:]
    return seal_number(speciality, credit_code, certificate, int(last) if last.isdigit() else 0)


def _letters(speciality: str) -> str:
    return "" if speciality == "ARCH" or speciality not in SPECIALITIES else speciality
