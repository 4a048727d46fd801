"""What an order says beside its business, as answers known before the form begins."""

from bot.understanding import Understood
from flows.model import Facts
from flows.specialities import SPECIALITIES
from flows.steps import Flow

_REASONS = {"lost": "遗失", "spoilt": "污损", "unit_renamed": "单位名称变更"}
_REISSUED = {
    "certificate": "补办注册证书",
    "seal": "补办执业印章",
    "both": "补办注册证书和执业印章",
}
_REPLACED = {"certificate": "更换注册证书", "seal": "更换执业印章"}
_CHANGED = {"name": "姓名", "id_number": "身份证件号", "id_type": "证件类型"}
ABOUT_APPLICATIONS = ("withdrawal", "correction")


def prefill(understood: Understood) -> dict[str, str]:
    """Answers by slot; the form itself drops what it cannot accept, and shows what it took.

    `kind` is no slot: it names an application's business, for forms about applications.
    """
    parse = understood.parse
    details, slots = parse.details, {}
    speciality = parse.entities.get("speciality", "")
    if speciality in SPECIALITIES:
        slots["speciality"] = speciality
    kind = parse.entities.get("registration_type", "")
    match understood.action:
        case "initial" if day := details.get("approved_on"):
            slots["approved_on"] = day
        case "cancellation" if details.get("forced"):
            slots["forced"] = "是"
        case "reissue":
            slots |= _of_reissue(details)
        case "info_update" if changed := details.get("changed"):
            slots["change_type"] = _CHANGED[changed]
        case action if action in ABOUT_APPLICATIONS and kind:
            slots["kind"] = kind
    return slots


def named(flow: Flow, slots: dict[str, str], facts: Facts) -> dict[str, str]:
    """A speciality or business that was named, for a form about applications: the one it fits."""
    asked_for = {"kind", *(() if flow.step("speciality") else ("speciality",))}
    rest = {slot: value for slot, value in slots.items() if slot not in asked_for}
    kind, speciality = slots.get("kind"), slots.get("speciality")
    if flow.subject != "application" or not (kind or speciality):
        return rest
    about = [
        one.id
        for one in facts.applications
        if one.is_open and kind in (None, one.kind) and speciality in (None, one.speciality)
    ]
    return {**rest, "application": about[0]} if len(about) == 1 else rest


def _of_reissue(details: dict[str, str]) -> dict[str, str]:
    reason, things = details.get("reason", ""), details.get("things", "")
    if not reason:
        return {}
    wanted = (_REISSUED if reason == "lost" else _REPLACED).get(things, "")
    return {"reissue_reason": _REASONS[reason]} | (
        {"reissue_requirement": wanted} if wanted else {}
    )
