"""Made-up people, one for each situation; names say what they are there to show."""

from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

from flows.model import SOCIAL_INSURANCE, BasicInformation, Person
from storage.registry.demo_enterprises import (
    BUILDING,
    CHEMICAL,
    DRILLING,
    POWER,
    SURVEY,
    UNQUALIFIED,
)

DEMO_PASSWORD = "demo2026"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """What the portal's notice shows: how to log in, and what this person is there to show."""

    username: str
    password: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Held:
    """A registration that ends `months` from the day of loading; below 0: in the past."""

    speciality: str
    months: int
    employer: int
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`employer` is an index of the named demo enterprises; None: 个人信息 still empty."""

    username: str
    name: str
    sex: str
    region: str
    born_on: date
    about: str
    employer: int | None = None
    qualified: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    pictures: bool = True
    anomalies: tuple[tuple[str, str], ...] = ()
    """Kind and description of what the registry found amiss."""

    @property
    def id(self) -> str:
        """The registry's id of this person."""
        return f"demo-{self.username}"


PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson(
        "yantu", "甄示例", "男", "330106", date(1988, 3, 12),
        "岩土资格，未注册；个人信息已完善，可直接办初始注册",
        SURVEY, ("AY",),
    ),
    DemoPerson(
        "xinren", "白初用", "女", "110105", date(1993, 7, 1),
        "岩土资格，首次使用；个人信息为空",
        None, ("AY",), pictures=False,
    ),
    DemoPerson(
        "duozhuan", "易多专", "男", "420106", date(1985, 11, 23),
        "暖通空调已注册；给水排水、供配电有资格、未注册",
        BUILDING, ("CN", "CS", "DG"), (Held("CN", 22, BUILDING),),
    ),
    DemoPerson(
        "yanxu", "范延续", "女", "310104", date(1980, 2, 29),
        "一级结构注册，还有 3 个月到期，可办延续注册",
        BUILDING, ("S",), (Held("S", 3, BUILDING),),
    ),
    DemoPerson(
        "weidao", "任未到", "男", "120104", date(1982, 9, 9),
        "化工注册，还有 15 个月到期，延续注册尚未开放；可办变更、更改补办、注销",
        CHEMICAL, ("F",), (Held("F", 15, CHEMICAL),),
    ),
    DemoPerson(
        "guoqi", "何过期", "男", "110105", date(1979, 5, 30),
        "发输变电注册已过期 2 个月",
        POWER, ("DF",), (Held("DF", -2, POWER),),
    ),
    DemoPerson(
        "shebao", "康社保", "女", "320105", date(1990, 12, 5),
        "岩土资格，未注册；社保缴纳情况异常",
        DRILLING, ("AY",), anomalies=((SOCIAL_INSURANCE, "登记的社保缴纳单位与聘用单位不一致"),),
    ),
    DemoPerson(
        "wuzizhi", "贾无资", "男", "330203", date(1987, 8, 17),
        "动力资格，未注册；单位还没有资质（证书号为无）",
        UNQUALIFIED, ("CD",),
    ),
    DemoPerson(
        "jianzhushi", "艾建筑", "女", "440106", date(1986, 4, 21),
        "一级建筑师资格，未注册；按建筑师流程办初始注册",
        BUILDING, ("ARCH",),
    ),
    DemoPerson(
        "zhuoyue", "卓建筑", "男", "110101", date(1977, 10, 10),
        "一级注册建筑师，还有 1 个月到期，可办延续注册",
        BUILDING, ("ARCH",), (Held("ARCH", 1, BUILDING),),
    ),
    DemoPerson(
        "biangeng", "常变更", "女", "370102", date(1984, 1, 15),
        "岩土注册在原单位，所在企业已改为新单位，可办变更注册",
        DRILLING, ("AY",), (Held("AY", 18, SURVEY),),
    ),
    DemoPerson(
        "huilai", "易回来", "男", "430102", date(1983, 6, 6),
        "化工注册在原单位已注销，回原单位重新注册",
        CHEMICAL, ("F",), (Held("F", 10, CHEMICAL, cancelled=True),),
    ),
    DemoPerson(
        "meizhao", "梅照片", "女", "350102", date(1991, 3, 8),
        "供配电资格，未注册；只差照片和签名",
        POWER, ("DG",), pictures=False,
    ),
    DemoPerson(
        "chachong", "查重名", "男", "110105", date(1981, 12, 12),
        "给水排水、暖通空调已注册；有社保异常、人员查重异常，可以申辩",
        SURVEY, ("CS", "CN"), (Held("CS", 26, SURVEY), Held("CN", 4, SURVEY)),
        anomalies=(
            (SOCIAL_INSURANCE, "近 3 个月没有查到聘用单位的社保缴纳记录"),
            ("duplicate", "与另一单位的在册人员信息疑似重复"),
        ),
    ),
)  # fmt: skip

DEMO_ACCOUNTS = tuple(
    DemoAccount(one.username, DEMO_PASSWORD, one.name, one.about) for one in PEOPLE
)


def basic_of(one: DemoPerson, today: date) -> BasicInformation:
    """The part of 个人信息 that people enter, in keeping with their age."""
    graduated = one.born_on.year + 22
    return BasicInformation(
        school="示例理工大学",
        major="建筑学" if "ARCH" in one.qualified else "工程技术",
        education="大学本科",
        degree="学士学位",
        graduated_in=f"{graduated}-07",
        appointed_in=f"{graduated + 8}-09",
        title="高级工程师",
        years_of_practice=today.year - graduated,
    )


def id_number(region: str, born_on: date, sex: str, serial: int) -> str:
    """A valid 身份证号 (GB 11643) that nobody has been given; odd serials are 男."""
    order = 900 + 2 * serial + (sex == "男")
    body = f"{region}{born_on:%Y%m%d}{order:03}"
    return body + str(ric.calc_check_digit(body + "0"))


def person_of(one: DemoPerson, serial: int) -> Person:
    """The part of 个人信息 that the system extracts; `serial` tells people apart."""
    return Person(
        id=one.id,
        name=one.name,
        sex=one.sex,
        id_type="身份证",
        id_number=id_number(one.region, one.born_on, one.sex, serial),
        born_on=one.born_on,
        mobile=f"1990000{serial:04}",
    )
