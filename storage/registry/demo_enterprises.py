"""Made-up enterprises: the same ones on every machine, none of them real."""

from flows.model import Enterprise

_DESIGN, _BUILDING = "勘察设计行业", "施工"
_SUPERVISION, _TENDERING, _COSTING = "监理", "招标代理", "造价咨询"

# City and the six digits of its administrative division.
_CITIES = (
    ("北京", "110108"), ("天津", "120104"), ("石家庄", "130104"), ("太原", "140105"),
    ("呼和浩特", "150105"), ("沈阳", "210102"), ("大连", "210202"), ("长春", "220102"),
    ("哈尔滨", "230103"), ("上海", "310104"), ("南京", "320105"), ("苏州", "320508"),
    ("杭州", "330106"), ("宁波", "330203"), ("合肥", "340104"), ("福州", "350102"),
    ("厦门", "350203"), ("南昌", "360102"), ("济南", "370102"), ("青岛", "370202"),
    ("郑州", "410105"), ("武汉", "420106"), ("长沙", "430102"), ("广州", "440106"),
    ("深圳", "440304"), ("南宁", "450103"), ("海口", "460106"), ("重庆", "500103"),
    ("成都", "510105"), ("贵阳", "520103"), ("昆明", "530102"), ("西安", "610113"),
    ("兰州", "620102"), ("西宁", "630103"), ("银川", "640104"), ("乌鲁木齐", "650102"),
)  # fmt: skip

_BRANDS = (
    "澄岳", "栖砺", "衡屿", "砚泽", "朗垣", "岫石", "溯川", "霁原",
    "筑隅", "沐岩", "桐屿", "叠峦", "谷禾", "凌垚", "既望", "云杉坞",
)  # fmt: skip

# What the name says, and the industries with the letter of their certificate; "" is no 资质.
_KINDS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("勘测设计研究院有限公司", ((_DESIGN, "A"), (_DESIGN, "B"))),
    ("建筑设计院有限公司", ((_DESIGN, "A"),)),
    ("岩土工程勘察有限责任公司", ((_DESIGN, "B"),)),
    ("电力设计院有限公司", ((_DESIGN, "A"), (_COSTING, "J"))),
    ("市政工程设计研究院股份有限公司", ((_DESIGN, "A"), (_SUPERVISION, "E"))),
    ("建设集团有限公司", ((_BUILDING, "D"), (_DESIGN, "A"))),
    ("化工工程设计有限公司", ((_DESIGN, "A"), (_BUILDING, "D"))),
    ("工程监理有限公司", ((_SUPERVISION, "E"),)),
    ("工程咨询有限公司", ()),
    ("招标代理有限公司", ((_TENDERING, "F"),)),
    ("造价咨询有限公司", ((_COSTING, "J"),)),
    ("建筑设计事务所（普通合伙）", ()),
)
_PER_CITY = 7

# Employers of the demo people, and the first ones that a search for 华东 finds.
_NAMED: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("华东勘测澄岳设计研究院有限公司", "330106", ((_DESIGN, "A"), (_DESIGN, "B"))),
    ("华东勘测砚泽工程有限公司", "320105", ((_DESIGN, "B"), (_BUILDING, "D"))),
    ("华东建筑朗垣设计院有限公司", "310104", ((_DESIGN, "A"),)),
    ("北方霁原化工设计研究院有限公司", "120104", ((_DESIGN, "A"), (_COSTING, "J"))),
    ("西南溯川电力设计有限责任公司", "510105", ((_DESIGN, "A"),)),
    ("杭州既望工程技术有限公司", "330106", ()),
)
SURVEY, DRILLING, BUILDING, CHEMICAL, POWER, UNQUALIFIED = range(len(_NAMED))

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def credit_code(region: str, number: int) -> str:
    """A valid 统一社会信用代码 (GB 32100-2015) of an enterprise that does not exist."""
    body = f"91{region}MA9{number:06}"
    total = sum(_ALPHABET.index(sign) * w for sign, w in zip(body, _WEIGHTS, strict=True))
    return body + _ALPHABET[-total % 31]


def demo_enterprises() -> list[Enterprise]:
    """Some 250; the named ones first, in the order of the constants above."""
    made = [
        _enterprise(name, region, industries, number)
        for number, (name, region, industries) in enumerate(_NAMED, start=1)
    ]
    for place, (city, region) in enumerate(_CITIES):
        for turn in range(_PER_CITY):
            # Steps without a common divisor with the lists' lengths spread names and kinds.
            brand = _BRANDS[(place * 3 + turn * 5) % len(_BRANDS)]
            kind, industries = _KINDS[(place * 5 + turn) % len(_KINDS)]
            made.append(_enterprise(city + brand + kind, region, industries, 100 + len(made)))
    return made


def _enterprise(
    name: str, region: str, industries: tuple[tuple[str, str], ...], number: int
) -> Enterprise:
    certificates: dict[str, tuple[str, ...]] = {}
    for industry, letter in industries:
        grade = 1 + number % 2
        certificate = f"{letter}{grade}{region[:2]}{number:06}"
        certificates[industry] = (*certificates.get(industry, ()), certificate)
    return Enterprise(
        credit_code=credit_code(region, number), name=name, certificates=certificates
    )
