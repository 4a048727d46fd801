"""What an order says beside its business: the certificate's date, what was lost, what changed."""

import re
from datetime import date

_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*[日号]?(?!\d)"
)
_APPROVED = re.compile(r"批准|批的|批下来|发证|发的证|取得资格|签发")
_LOST = re.compile(r"丢|遗失|掉了|找不(到|着)|不见了|没了|挂失")
_SPOILT = re.compile(r"坏|污|破|磨|裂|泡|旧了|盖不清|不清楚|烂")
_RENAMED_UNIT = re.compile(r"(单位|公司|企业|院).{0,4}(改名|更名|改了名|名称(变|改|换))")
_CERTIFICATE = re.compile(r"证书|注册证|本子")
_SEAL = re.compile(r"印章|执业章|(?<!盖)章")
_CHANGED = (
    ("name", re.compile(r"姓名|名字|改名|改姓")),
    ("id_number", re.compile(r"(身份证|证件)(件)?号|号码|升位")),
    ("id_type", re.compile(r"证件类型|(护照|军官证).{0,8}身份证|换成身份证")),
)


def details_of(sentence: str, intent: str) -> dict[str, str]:
    """What the normalised `sentence` tells of the order `intent`; empty where it is not certain.

    `approved_on` (YYYY-MM-DD), `forced` (yes), `reason` (lost, spoilt, unit_renamed), `things`
    (certificate, seal, both), `changed` (name, id_number, id_type).
    """
    match intent:
        case "start_initial":
            return _approved(sentence)
        case "start_cancellation":
            return {"forced": "yes"} if "强制注销" in sentence else {}
        case "start_reissue":
            return _reissued(sentence)
        case "start_info_update":
            changed = [name for name, pattern in _CHANGED if pattern.search(sentence)]
            return {"changed": changed[0]} if len(changed) == 1 else {}
    return {}


def _approved(sentence: str) -> dict[str, str]:
    days = _DAY.findall(sentence)
    if len(days) != 1 or not _APPROVED.search(sentence):
        return {}
    try:
        return {"approved_on": date(*map(int, days[0])).isoformat()}
    except ValueError:
        return {}


def _reissued(sentence: str) -> dict[str, str]:
    reasons = [
        reason
        for reason, pattern in (
            ("lost", _LOST),
            ("spoilt", _SPOILT),
            ("unit_renamed", _RENAMED_UNIT),
        )
        if pattern.search(sentence)
    ]
    certificate, seal = _CERTIFICATE.search(sentence), _SEAL.search(sentence)
    things = "both" if certificate and seal else "certificate" if certificate else "seal"
    found = {"reason": reasons[0]} if len(reasons) == 1 else {}
    return found | ({"things": things} if certificate or seal else {})
