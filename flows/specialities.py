"""The registered specialities of this system (domain facts, section 1)."""

from dataclasses import dataclass

from flows.model import Profession


@dataclass(frozen=True, slots=True)
class Speciality:
    """One 注册专业类型; `code` is the certificate prefix, `ARCH` for architects, who have none."""

    code: str
    label: str
    short: str
    profession: Profession
    aliases: tuple[str, ...] = ()


_ENGINEER = Profession.ENGINEER

SPECIALITIES: dict[str, Speciality] = {
    speciality.code: speciality
    for speciality in (
        Speciality(
            "ARCH",
            "一级注册建筑师",
            "建筑师",
            Profession.ARCHITECT,
            ("一级建筑师", "一注", "建筑师"),
        ),
        Speciality(
            "S",
            "一级注册结构工程师",
            "结构",
            _ENGINEER,
            ("一级结构", "一结", "结构工程师", "结构"),
        ),
        Speciality(
            "AY", "注册土木工程师（岩土）", "岩土", _ENGINEER, ("岩土工程师", "注册岩土", "岩土")
        ),
        Speciality("CN", "注册公用设备工程师（暖通空调）", "暖通空调", _ENGINEER, ("暖通",)),
        Speciality(
            "CS", "注册公用设备工程师（给水排水）", "给水排水", _ENGINEER, ("给排水", "给水排水")
        ),
        Speciality("CD", "注册公用设备工程师（动力）", "动力", _ENGINEER, ("热能动力", "动力")),
        Speciality(
            "DF", "注册电气工程师（发输变电）", "发输变电", _ENGINEER, ("发输变", "发输变电")
        ),
        Speciality("DG", "注册电气工程师（供配电）", "供配电", _ENGINEER, ("供配电",)),
        Speciality("F", "注册化工工程师", "化工", _ENGINEER, ("化工工程师", "注册化工", "化工")),
    )
}


def label_of(code: str) -> str:
    """The full name shown to people; an unknown code is shown as it came."""
    speciality = SPECIALITIES.get(code)
    return speciality.label if speciality else code


def profession_of(code: str) -> Profession:
    """Whose law applies; an unknown speciality is an engineer's."""
    speciality = SPECIALITIES.get(code)
    return speciality.profession if speciality else Profession.ENGINEER
