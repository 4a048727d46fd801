"""What the system extracts by itself, as read-only lines of a review (manual 2.2, 3.1.1)."""

from flows.model import Profession, Registration
from flows.renewal_clock import regulation_opens
from flows.rules.registrations import registration_of
from flows.specialities import profession_of
from flows.terms import renewed_until
from flows.view import View

Lines = tuple[tuple[str, str], ...]


def masked_id(number: str) -> str:
    """The ID number with its middle hidden: 1101**********002X."""
    return number if len(number) < 9 else f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def masked_name(name: str) -> str:
    """The name with its middle hidden: 王*明, 张*."""
    return name[0] + "*" * (len(name) - 2) + name[-1] if len(name) > 2 else name[:1] + "*"


def person_lines(view: View) -> Lines:
    """姓名, 性别, 证件: extracted, never entered."""
    person = view.facts.person
    return (
        ("申请人姓名", person.name),
        ("性别", person.sex),
        ("证件类型", person.id_type),
        ("身份证件号", masked_id(person.id_number)),
        ("出生日期", person.born_on.isoformat()),
        ("本人手机号", f"{person.mobile[:3]}****{person.mobile[-4:]}"),
    )


def person_and_enterprise(view: View) -> Lines:
    """Person and employer, as every application shows them."""
    person, employment = view.facts.person, view.facts.employment
    lines = (
        ("申请人姓名", person.name),
        ("身份证件号", masked_id(person.id_number)),
        ("证件类型", person.id_type),
    )
    if employment is None:
        return lines
    return (
        *lines,
        ("单位名称", employment.enterprise_name),
        ("统一社会信用代码", employment.credit_code),
        ("所属行业", employment.industry),
        ("企业资质证书号", employment.certificate_number),
    )


def _former(registration: Registration) -> Lines:
    """原单位注册信息 (manual 3.2.1)."""
    return (
        ("原聘用单位名称", registration.enterprise_name),
        ("原执业印章号", registration.seal_number),
        ("原注册有效期", registration.valid_until.isoformat()),
    )


def _held(registration: Registration, seal: str = "原执业印章号") -> Lines:
    """What 延续注册, 更改补办 and 注销注册 extract by the speciality (3.3.1, 3.4.1, 3.5.1)."""
    return (
        (seal, registration.seal_number),
        ("注册有效期", registration.valid_until.isoformat()),
    )


def _renewed(view: View, registration: Registration) -> Lines:
    """What the term is going to be (manual 3.3.1, note 2)."""
    until = renewed_until(registration, view.today)
    if until == registration.valid_until:
        why = "在原单位重新注册，有效期超过半年，审批通过后有效期不变"
    elif registration.cancelled:
        why = "在原单位重新注册，在半年有效期内，审批后自动延期"
    else:
        why = "以审批结果为准"
    lines = (("审批后有效期预计为", f"{until.isoformat()}（{why}）"),)
    if registration.cancelled or profession_of(registration.speciality) is Profession.ENGINEER:
        return lines
    opens = regulation_opens(registration.valid_until).isoformat()
    return (*lines, ("条例的时限", f"{opens} 起 30 日内办理注册手续〔注册建筑师条例 第十七条〕"))


def former_registration(view: View) -> str:
    """Said once 变更注册 knows the speciality."""
    found = registration_of(view)
    return _told(_former(found)) if found else ""


def renewed_registration(view: View) -> str:
    """Said once 延续注册 knows the speciality."""
    found = registration_of(view)
    return _told((*_held(found), *_renewed(view, found))) if found else ""


def held_registration(view: View) -> str:
    """Said once 更改补办 knows the speciality."""
    found = registration_of(view)
    return _told(_held(found)) if found else ""


def cancelled_registration(view: View) -> str:
    """Said once 注销注册 knows the speciality."""
    found = registration_of(view)
    return _told(_held(found, "执业印章号")) if found else ""


def change_lines(view: View) -> Lines:
    """Person, 原单位注册信息 and 现单位信息, as 变更注册 shows them (manual 3.2.1)."""
    found, employment = registration_of(view), view.facts.employment
    former = _former(found) if found else ()
    if employment is None:
        return (*person_and_enterprise(view), *former)
    return (
        *person_and_enterprise(view)[:3],
        *former,
        ("现聘用单位名称", employment.enterprise_name),
        ("统一社会信用代码", employment.credit_code),
        ("企业资质证书号", employment.certificate_number),
        ("所属行业", employment.industry),
    )


def renewal_lines(view: View) -> Lines:
    """With the seal, the validity, and what it is going to be."""
    found = registration_of(view)
    return (*registration_lines(view), *(_renewed(view, found) if found else ()))


def registration_lines(view: View) -> Lines:
    """Person and employer, then the seal and the validity."""
    found = registration_of(view)
    return (*person_and_enterprise(view), *(_held(found) if found else ()))


def cancellation_lines(view: View) -> Lines:
    """The same in 注销注册's own words (manual 3.5.1)."""
    found = registration_of(view)
    return (*person_and_enterprise(view), *(_held(found, "执业印章号") if found else ()))


def _told(lines: Lines) -> str:
    return "\n".join(f"{label}：{value}" for label, value in lines)
