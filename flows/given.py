"""What the system extracts by itself, as read-only lines of a review (manual 2.2, 3.1.1)."""

from flows.view import View


def masked_id(number: str) -> str:
    """The ID number with its middle hidden: 1101**********002X."""
    return number if len(number) < 9 else f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def masked_name(name: str) -> str:
    """The name with its middle hidden: 王*明, 张*."""
    return name[0] + "*" * (len(name) - 2) + name[-1] if len(name) > 2 else name[:1] + "*"


def person_lines(view: View) -> tuple[tuple[str, str], ...]:
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


def person_and_enterprise(view: View) -> tuple[tuple[str, str], ...]:
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
