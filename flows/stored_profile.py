"""Between the registry's 个人信息 and the slots of `profile` (manual 2.2)."""

import json
from datetime import date

from flows.model import BasicInformation, Employment, Evidence, ProfileUpdate
from flows.view import View

BASIC_SLOTS = ("school", "major", "education", "degree", "graduated_in", "appointed_in", "title")


def stored_profile(view: View) -> dict[str, str]:
    """What was saved before, as answers; the review then opens at once where all is there."""
    facts = view.facts
    slots: dict[str, str] = {}
    if facts.basic:
        slots |= {slot: str(getattr(facts.basic, slot)) for slot in BASIC_SLOTS}
        slots["years_of_practice"] = str(facts.basic.years_of_practice)
    if employment := facts.employment:
        slots |= {
            "enterprise": employment.credit_code,
            "enterprise_name": employment.enterprise_name,
            "enterprise_certificates": json.dumps(
                {employment.industry: [employment.certificate_number]}, ensure_ascii=False
            ),
            "industry": employment.industry,
            "certificate": employment.certificate_number,
            "contact_mobile": employment.contact_mobile,
            "employment_begins_on": employment.begins_on.isoformat(),
            "employment_ends_on": (
                employment.ends_on.isoformat() if employment.ends_on else "none"
            ),
        }
    if facts.portrait and facts.signature:
        slots |= {
            "portrait": facts.portrait,
            "signature": facts.signature,
            "picture_commitment": "stored",
        }
    return slots


def profile_update(slots: dict[str, str], evidence: tuple[Evidence, ...]) -> ProfileUpdate:
    """The answers as the registry takes them; they have been judged before."""
    ends_on = slots["employment_ends_on"]
    return ProfileUpdate(
        basic=BasicInformation(
            **{slot: slots[slot] for slot in BASIC_SLOTS},
            years_of_practice=int(slots["years_of_practice"]),
        ),
        employment=Employment(
            enterprise_name=slots["enterprise_name"],
            credit_code=slots["enterprise"],
            industry=slots["industry"],
            certificate_number=slots["certificate"],
            contact_mobile=slots["contact_mobile"],
            begins_on=date.fromisoformat(slots["employment_begins_on"]),
            ends_on=None if ends_on == "none" else date.fromisoformat(ends_on),
        ),
        portrait=slots["portrait"],
        signature=slots["signature"],
        evidence=evidence,
    )
