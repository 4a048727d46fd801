"""Documents drawn from a seed, as people have to prove things with: no real person, no real seal."""

import random
from collections.abc import Callable

from PIL import Image, ImageDraw

from bot.pictures.fonts import SERIF, font, wrapped

A4 = 1654, 2339
"""200 dots an inch; a 10.5 point character is 29 high."""
_INK = 28, 28, 32
_RED = 200, 30, 34
_SUBJECTS = [
    "建筑设计",
    "结构工程",
    "岩土工程",
    "给水排水",
    "暖通空调",
    "供配电",
    "化工工艺",
    "道路桥梁",
    "港口航道",
    "环境保护",
]
_SENTENCES = (
    "根据有关规定，经审核，该同志符合注册条件，现予以公告。",
    "各有关单位应当按照要求做好人员登记、继续教育和信息核对工作。",
    "自收到本通知之日起三十日内，请将材料原件送至受理窗口查验。",
    "缴费记录以社会保险经办机构系统登记的数据为准，涂改无效。",
    "合同期限自签订之日起计算，双方按照约定履行各自的义务。",
    "本人所提供的学历、资格和业绩材料真实有效，并承担相应责任。",
)
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "明华建国志强丽娟文博宇航思远佳琪"


def _name(seed: random.Random) -> str:
    return seed.choice(_SURNAMES) + "".join(seed.sample(_GIVEN, seed.choice((1, 2))))


def _digits(seed: random.Random, count: int) -> str:
    return "".join(seed.choices("0123456789", k=count))


def _prose(seed: random.Random, sentences: int) -> str:
    return "".join(seed.choice(_SENTENCES) for _ in range(sentences))


def _seal(image: Image.Image, x: int, y: int, radius: int) -> None:
    """A red ring and star that let the writing below show through."""
    mask = Image.new("L", image.size)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=190, width=radius // 14)
    draw.regular_polygon((x, y, radius // 3), 3, fill=190)
    draw.regular_polygon((x, y, radius // 3), 3, rotation=180, fill=190)
    image.paste(_RED, (0, 0), mask)


def decree(seed: random.Random) -> Image.Image:
    """A notice under a red head: title, paragraphs, date and seal."""
    image = Image.new("RGB", A4, "white")
    draw = ImageDraw.Draw(image)
    draw.text((827, 260), "关于注册人员登记的通知", _RED, font(96, SERIF), "mm")
    draw.line((150, 360, 1504, 360), _RED, 6)
    y, face = 460, font(42, SERIF)
    for _ in range(5):
        for line in wrapped("　　" + _prose(seed, 3), 1310, face):
            draw.text((172, y), line, _INK, face)
            y += 66
    draw.text((1100, y + 60), "二〇二六年三月十二日", _INK, face)
    _seal(image, 1230, y + 80, 160)
    return image


def insurance(seed: random.Random) -> Image.Image:
    """A list of contributions: a ruled table of small print."""
    image = Image.new("RGB", A4, "white")
    draw, face, small = ImageDraw.Draw(image), font(25), font(22)
    draw.text((827, 130), "社会保险个人缴费证明", _INK, font(54), "mm")
    draw.text((110, 200), f"姓名：{_name(seed)}　个人编号：{_digits(seed, 10)}", _INK, face)
    columns = (110, 300, 560, 780, 980, 1180, 1360, 1544)
    heads = ("年月", "险种", "缴费基数", "单位缴费", "个人缴费", "状态", "经办")
    rows = range(260, 260 + 44 * 36, 44)
    for number, y in enumerate(rows):
        cells = heads
        if number:
            month = f"2025{number % 12 + 1:02}"
            cells = (
                month,
                seed.choice(("养老保险", "工伤保险", "失业保险")),
                f"{seed.randint(4000, 20000)}.00",
                f"{seed.randint(500, 3000)}.{_digits(seed, 2)}",
                f"{seed.randint(200, 1500)}.{_digits(seed, 2)}",
                "已到账",
                _name(seed)[0] + "某",
            )
        for left, cell in zip(columns, cells, strict=False):
            draw.text((left + 10, y + 7), cell, _INK, face)
    for y in (*rows, rows[-1] + 44):
        draw.line((columns[0], y, columns[-1], y), (90, 90, 90), 2)
    for x in columns:
        draw.line((x, rows[0], x, rows[-1] + 44), (90, 90, 90), 2)
    for line, y in zip(wrapped(_prose(seed, 6), 1430, small), range(1900, 2200, 36), strict=False):
        draw.text((110, y), line, (60, 60, 60), small)
    _seal(image, 1330, 1900, 150)
    return image


def certificate(seed: random.Random) -> Image.Image:
    """A coloured certificate, wider than high: border, pattern, photo and seal."""
    image = Image.new("RGB", (2000, 1400), (250, 243, 226))
    draw = ImageDraw.Draw(image)
    for x in range(-1400, 2000, 36):
        draw.line((x, 0, x + 1400, 1400), (244, 230, 206), 3)
        draw.line((x + 1400, 0, x, 1400), (243, 233, 214), 3)
    for inset in (40, 58):
        draw.rectangle((inset, inset, 1999 - inset, 1399 - inset), outline=(178, 120, 60), width=8)
    draw.text((1000, 230), "执业资格证书", (150, 30, 30), font(120, SERIF), "mm")
    draw.rectangle((180, 430, 480, 850), fill=(90, 140, 200))
    draw.ellipse((260, 500, 400, 670), fill=(226, 184, 154))
    draw.rectangle((220, 690, 440, 850), fill=(50, 60, 80))
    facts = (
        ("姓　　名", _name(seed)),
        ("专　　业", seed.choice(_SUBJECTS)),
        ("管 理 号", _digits(seed, 16)),
        ("批准日期", f"20{seed.randint(10, 25)}年{seed.randint(1, 12)}月"),
    )
    for (label, fact), y in zip(facts, range(440, 880, 110), strict=True):
        draw.text((600, y), f"{label}：{fact}", _INK, font(52, SERIF))
    for line, y in zip(
        wrapped(_prose(seed, 4), 1600, font(34, SERIF)), range(960, 1240, 56), strict=False
    ):
        draw.text((190, y), line, (70, 60, 50), font(34, SERIF))
    _seal(image, 1600, 1100, 150)
    return image


def note(seed: random.Random) -> Image.Image:
    """A white page with little on it."""
    image = Image.new("RGB", A4, "white")
    draw, face = ImageDraw.Draw(image), font(40, SERIF)
    draw.text((827, 300), "证　明", _INK, font(70, SERIF), "mm")
    for line, y in zip(
        wrapped("　　" + _prose(seed, 2), 1300, face), range(450, 800, 70), strict=False
    ):
        draw.text((180, y), line, _INK, face)
    return image


def id_card(seed: random.Random) -> Image.Image:
    """A card of few, large characters with a portrait."""
    image = Image.new("RGB", (1600, 1010), (226, 238, 240))
    draw = ImageDraw.Draw(image)
    for y in range(0, 1010, 14):
        draw.line((0, y, 1600, y + 90), (214, 230, 234), 3)
    for line, y in (
        (f"姓名　{_name(seed)}", 110),
        ("性别　女　　民族　汉", 230),
        ("出生　1990 年 1 月 1 日", 350),
        ("住址　某省某市某路 1 号", 470),
    ):
        draw.text((110, y), line, (30, 30, 60), font(62))
    draw.text((110, 800), f"样本号码　{_digits(seed, 18)}", (20, 20, 20), font(70))
    draw.rectangle((1120, 120, 1480, 620), fill=(236, 240, 244))
    draw.ellipse((1220, 180, 1390, 400), fill=(224, 182, 152))
    draw.rectangle((1170, 430, 1430, 620), fill=(40, 44, 60))
    return image


def screenshot(seed: random.Random, *, is_dark: bool = False) -> Image.Image:
    """A telephone's screen: a list of entries below a bar."""
    ground, ink, faint = ((18, 18, 20), (235, 235, 238), (120, 120, 128)) if is_dark else (
        (255, 255, 255), (24, 24, 28), (150, 150, 156))  # fmt: skip
    image = Image.new("RGB", (1080, 2340), ground)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1080, 220), fill=(38, 40, 46) if is_dark else (24, 110, 220))
    draw.text((540, 150), "缴费明细查询", "white", font(52), "mm")
    for y in range(280, 2200, 148):
        draw.text((60, y), f"{seed.choice(_SUBJECTS)}　{_name(seed)}", ink, font(44))
        draw.text((60, y + 66), f"流水号 {_digits(seed, 20)}", faint, font(30))
        draw.text((1020, y + 40), f"{seed.randint(100, 9999)}.00", ink, font(44), "rm")
        draw.line((60, y + 124, 1080, y + 124), faint, 1)
    return image


def form(seed: random.Random) -> Image.Image:
    """A form of large empty cells, some of them shaded."""
    image = Image.new("RGB", A4, "white")
    draw, face = ImageDraw.Draw(image), font(36)
    draw.text((827, 160), "变更登记表", _INK, font(64), "mm")
    for row, y in enumerate(range(260, 2100, 230)):
        draw.rectangle((120, y, 420, y + 230), fill=(228, 232, 238))
        draw.rectangle((120, y, 1534, y + 230), outline=_INK, width=3)
        draw.line((420, y, 420, y + 230), _INK, 3)
        draw.text((150, y + 90), ("姓名", "单位", "专业", "证件")[row % 4], _INK, face)
        if row % 3:
            draw.text((460, y + 90), _name(seed) + "　" + _digits(seed, 12), _INK, face)
    return image


PAGES: tuple[Callable[[random.Random], Image.Image], ...] = (
    decree,
    insurance,
    certificate,
    note,
    form,
    id_card,
)
"""What lies on a table when it is photographed."""
