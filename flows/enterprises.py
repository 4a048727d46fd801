"""Enterprises of the directory as options that bring their particulars along (manual 2.2)."""

import json
from collections.abc import Iterable

from flows.model import Enterprise
from flows.steps import Option
from flows.view import View

NO_CERTIFICATE = "无"
# Asked where the register knows no 资质 of the enterprise; the manual's example comes first.
INDUSTRIES = ("勘察设计行业", "施工", "监理", "招标代理", "造价咨询")


def enterprise_options(enterprises: Iterable[Enterprise]) -> tuple[Option, ...]:
    """One option each; choosing it fills in the name and the certificates by industry."""
    return tuple(
        Option(
            value=enterprise.credit_code,
            label=f"{enterprise.name} · {_short(enterprise.credit_code)}",
            aliases=(enterprise.name, enterprise.credit_code),
            fills={
                "enterprise_name": enterprise.name,
                "enterprise_certificates": json.dumps(enterprise.certificates, ensure_ascii=False),
            },
        )
        for enterprise in enterprises
    )


def _short(credit_code: str) -> str:
    return f"{credit_code[:4]}…{credit_code[-2:]}"


def _certificates(view: View) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(view["enterprise_certificates"] or "{}")
    return found


def industry_options(view: View) -> tuple[Option, ...]:
    """The industries the enterprise has certificates in; all of them where it has none."""
    return tuple(
        Option(value=industry, label=industry) for industry in _certificates(view) or INDUSTRIES
    )


def certificate_options(view: View) -> tuple[Option, ...]:
    """The enterprise's certificates in the chosen industry, or 无."""
    numbers = _certificates(view).get(view["industry"]) or [NO_CERTIFICATE]
    return tuple(Option(value=number, label=number) for number in numbers)
