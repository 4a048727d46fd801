"""Papers that nobody has: drawn with the bundled fonts, to be photographed by `photographs`."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_zh_cn import sans_path, serif_path
from stdnum.cn import ric

from flows.specialities import SPECIALITIES

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧欧阳司马上官"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰萍鹏辉红建国文斌婷志慧宇浩轩晨雪梅"
TOWNS = ("华东", "江南", "北方", "中原", "西岭", "东湖", "南屏", "长河", "青山", "临海")
TRADES = ("建筑设计研究院", "勘察设计院", "市政工程设计", "电力设计咨询", "岩土工程", "化工工程")
ENDINGS = ("有限公司", "有限责任公司", "股份有限公司", "（集团）有限公司")
RED, BLACK, BROWN = (205, 40, 45), (30, 30, 30), (60, 40, 30)


@dataclass(frozen=True)
class Drawn:
    """A picture, and what stands on it."""

    image: Image.Image
    values: dict[str, str]


def face(size: int, serif: bool = False) -> ImageFont.FreeTypeFont:
    path = serif_path() if serif else sans_path()
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def a_name(seed: random.Random) -> str:
    return seed.choice(SURNAMES[:30]) + "".join(seed.sample(GIVEN, seed.choice((1, 2, 2))))


def a_unit(seed: random.Random) -> str:
    return seed.choice(TOWNS) + seed.choice(TRADES) + seed.choice(ENDINGS)


def a_day(seed: random.Random, first: int = 2005, last: int = 2024) -> tuple[int, int, int]:
    return seed.randint(first, last), seed.randint(1, 12), seed.randint(1, 28)


def an_id_number(seed: random.Random) -> str:
    year, month, day = a_day(seed, 1960, 2000)
    division = seed.choice(("110105", "310104", "420106", "510107", "330106"))
    body = f"{division}{year}{month:02}{day:02}{seed.randint(1, 999):03}"
    return body + str(ric.calc_check_digit(body + "0"))


def a_certificate_number(seed: random.Random) -> str:
    year = seed.randint(2005, 2023)
    digits = "".join(seed.choice("0123456789") for _ in range(seed.choice((12, 14, 17))))
    return f"{year}{digits}"


def iso(day: tuple[int, int, int]) -> str:
    return "{:04}-{:02}-{:02}".format(*day)


def typeface(seed: random.Random) -> bool:
    """True for serifs."""
    return seed.random() < 0.5


def spoken(day: tuple[int, int, int]) -> str:
    return "{}年{}月{}日".format(*day)


def sealed(image: Image.Image, x: int, y: int, radius: int, words: str) -> None:
    """A round red seal over whatever is there, as ink lets it shine through."""
    seal = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(seal)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=7)
    points = [
        (x + radius * 0.3 * r * sin(a), y - radius * 0.3 * r * cos(a))
        for a, r in ((i * pi / 5, 1 if i % 2 == 0 else 0.4) for i in range(10))
    ]
    draw.polygon(points, fill=RED)
    size = radius // 4
    for index, char in enumerate(words[:14]):
        angle = (index - (min(len(words), 14) - 1) / 2) * 0.33
        place = (x + radius * 0.75 * sin(angle), y - radius * 0.75 * cos(angle))
        draw.text(place, char, RED, face(size, serif=True), anchor="mm")
    image.paste(Image.fromarray(np.minimum(np.asarray(image), np.asarray(seal))))


def old_certificate(seed: random.Random) -> Drawn:
    """The booklet: a photo and the number at the left, bilingual lines at the right."""
    speciality = SPECIALITIES[seed.choice(list(SPECIALITIES))]
    name, number, day = a_name(seed), a_certificate_number(seed), a_day(seed)
    image = Image.new("RGB", (2000, 1400), (246, 240, 226))
    draw = ImageDraw.Draw(image)
    for step in range(0, 2000, 24):
        draw.line((step, 0, step - 400, 1400), fill=(238, 228, 214), width=2)
    draw.line((1000, 0, 1000, 1400), fill=(190, 180, 170), width=4)
    draw.rectangle((330, 220, 640, 650), outline=BROWN, width=3)
    draw.text((400, 400), "照片", BROWN, face(60))
    draw.text((150, 820), "持证人签名：", BROWN, face(40, serif=True))
    draw.text((150, 870), "Signature of the Bearer", BROWN, face(26))
    draw.text((150, 1000), "管理号：", BROWN, face(40, serif=True))
    draw.text((150, 1050), "File No.", BROWN, face(26))
    serif = typeface(seed)
    draw.text((330, 1000), number, BLACK, face(40, serif))
    rows = (
        ("姓    名：", "Full Name", name),
        ("性    别：", "Sex", seed.choice("男女")),
        ("出生年月：", "Date of Birth", "{}年{}月".format(*a_day(seed, 1960, 1995))),
        ("专业类别：", "Professional Type", speciality.short),
        ("批准日期：", "Approval Date", spoken(day)),
    )
    draw.text((1100, 130), speciality.label.split("（")[0], BROWN, face(56, serif=True))
    for row, (label, english, value) in enumerate(rows):
        y = 300 + row * 130
        draw.text((1100, y), label, BROWN, face(40, serif=True))
        draw.text((1100, y + 50), english, BROWN, face(26))
        draw.text((1380, y), value, BLACK, face(42, serif))
        draw.line((1370, y + 58, 1880, y + 58), fill=BROWN, width=2)
    draw.text((1100, 1010), "签发单位盖章：", BROWN, face(36, serif=True))
    draw.text((1100, 1060), "Issued by", BROWN, face(26))
    issued = (day[0], min(day[1] + 2, 12), day[2])
    draw.text(
        (1100, 1150),
        f"签发日期：{issued[0]} 年 {issued[1]} 月 {issued[2]} 日",
        BROWN,
        face(36, serif=True),
    )
    draw.text((1100, 1200), "Issued on", BROWN, face(26))
    sealed(image, seed.randint(520, 700), 990, 170, "执业资格注册中心专用章")
    sealed(
        image,
        seed.randint(1500, 1650),
        seed.choice((820, 1060)),
        170,
        "人力资源和社会保障部专用章",
    )
    values = {
        "certificate_number": number,
        "name": name,
        "approved_on": iso(day),
        "speciality": speciality.code,
    }
    return Drawn(image, values)


def new_certificate(seed: random.Random) -> Drawn:
    """One page with its title, a sentence and a column of lines; also the electronic one."""
    speciality = SPECIALITIES[seed.choice(list(SPECIALITIES))]
    name, number, day = a_name(seed), a_certificate_number(seed), a_day(seed, 2017, 2024)
    electronic = seed.random() < 0.5
    image = Image.new("RGB", (1400, 1980), (250, 248, 240) if electronic else (244, 238, 222))
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 60, 1340, 1920), outline=(190, 160, 90), width=8)
    draw.text(
        (700, 220),
        "中华人民共和国",
        RED if electronic else BROWN,
        face(58, serif=True),
        anchor="mm",
    )
    draw.text((700, 330), speciality.label, BROWN, face(56, serif=True), anchor="mm")
    draw.text(
        (700, 430),
        seed.choice(("职业资格证书", "执业资格证书")),
        BROWN,
        face(56, serif=True),
        anchor="mm",
    )
    sentence = (
        "本证书由中华人民共和国人力资源和社会保障部、",
        "住房和城乡建设部批准颁发，表明持证人通过国家",
        "统一组织的考试，取得相应的职业资格。",
    )
    for row, line in enumerate(sentence):
        draw.text((190, 560 + row * 70), line, BROWN, face(44, serif=True))
    draw.rectangle((930, 880, 1190, 1240), outline=BROWN, width=3)
    gap, serif = seed.choice(("", " ", "  ")), typeface(seed)
    date = seed.choice((spoken(day), "{}.{:02}.{:02}".format(*day), iso(day)))
    rows = (
        ("姓    名：", name),
        ("证件号码：", an_id_number(seed)),
        ("性    别：", seed.choice("男女")),
        ("出生年月：", "{}年{:02}月".format(*a_day(seed, 1965, 1998))),
        ("批准日期：", date),
        ("管 理 号：" if seed.random() < 0.5 else "管理号：", number),
    )
    for row, (label, value) in enumerate(rows):
        y = 880 + row * 95
        draw.text((190, y), label + gap + value, BLACK, face(40, serif))
    for column in range(20):
        for line in range(20):
            if seed.random() < 0.5:
                x, y = 210 + 10 * column, 1560 + 10 * line
                draw.rectangle((x, y, x + 9, y + 9), fill=BLACK)
    draw.text((450, 1640), "验证网址：www.example.cn", BROWN, face(30))
    sealed(image, 800, 1440 if seed.random() < 0.5 else 1370, 180, "人力资源和社会保障部")
    sealed(image, 1100, 1560, 170, "住房和城乡建设部")
    values = {
        "certificate_number": number,
        "name": name,
        "approved_on": iso(day),
        "speciality": speciality.code,
    }
    return Drawn(image, values)


def dismissal(seed: random.Random) -> Drawn:
    """A letter of the old unit with its seal over the signature and the day."""
    name, unit, day = a_name(seed), a_unit(seed), a_day(seed, 2018, 2025)
    since = a_day(seed, 2008, 2017)
    title = seed.choice(("解聘证明", "离职证明", "解除劳动合同证明书"))
    image = Image.new("RGB", (1400, 1980), (250, 250, 248))
    draw = ImageDraw.Draw(image)
    draw.text((700, 260), title, BLACK, face(64, serif=True), anchor="mm")
    body = (
        f"    兹有{name}同志，身份证号：{an_id_number(seed)}，自{spoken(since)}起在我单位工作。"
        f"经双方协商一致，已于{spoken(day)}解除劳动合同，聘用关系同时终止，已办理完毕全部离职手续。"
        "我单位对其今后的注册执业事项无异议。"
    )
    serif, lines = face(42, serif=True), [""]
    for char in body:
        if serif.getlength(lines[-1] + char) > 1050:
            lines.append("")
        lines[-1] += char
    for row, line in enumerate([*lines, "    特此证明。"]):
        draw.text((170, 420 + row * 84), line, BLACK, serif)
    draw.text((1250, 1330), unit, BLACK, serif, anchor="rm")
    draw.text((1250, 1420), f"{spoken(day)}", BLACK, serif, anchor="rm")
    sealed(image, 1010, 1370, 190, unit)
    return Drawn(image, {"name": name, "unit": unit, "dismissed_on": iso(day)})


def id_card(seed: random.Random) -> Drawn:
    """Front and back, one above the other on a table."""
    name, number = a_name(seed), an_id_number(seed)
    begins = a_day(seed, 2008, 2022)
    ends = (begins[0] + seed.choice((10, 20)), *begins[1:])
    lasting = seed.random() < 0.25
    until = "长期" if lasting else "{}.{:02}.{:02}".format(*ends)
    validity = "{}.{:02}.{:02}".format(*begins) + f"-{until}"
    image = Image.new("RGB", (1300, 1760), (150, 140, 128))
    front, back = _card(), _card()
    draw = ImageDraw.Draw(front)
    blue = (70, 100, 150)
    born = f"{number[6:10]} 年 {int(number[10:12])} 月 {int(number[12:14])} 日"
    sex = "男" if int(number[16]) % 2 else "女"
    rows = (
        ("姓名", name),
        ("性别", f"{sex}    民族 汉"),
        ("出生", born),
        ("住址", "某省某市某区学院路十八号"),
        ("", "三号楼二单元五〇二室"),
    )
    for row, (label, value) in enumerate(rows):
        draw.text((60, 70 + row * 82), label, blue, face(34))
        draw.text((175, 68 + row * 82), value, BLACK, face(40))
    draw.rectangle((800, 90, 1070, 470), fill=(200, 200, 205))
    draw.text((60, 560), "公民身份号码", blue, face(34))
    draw.text((340, 552), number, BLACK, face(50))
    draw = ImageDraw.Draw(back)
    draw.text((660, 160), "中华人民共和国", BLACK, face(64, serif=True), anchor="mm")
    draw.text((660, 270), "居民身份证", BLACK, face(80, serif=True), anchor="mm")
    draw.ellipse((80, 80, 280, 280), fill=RED)
    draw.text((280, 480), "签发机关", BLACK, face(36))
    draw.text((470, 478), "某市公安局某区分局", BLACK, face(40))
    draw.text((280, 570), "有效期限", BLACK, face(36))
    draw.text((470, 568), validity, BLACK, face(40))
    image.paste(front, (90, 90))
    image.paste(back, (90, 940))
    return Drawn(image, {"id_number": number, "name": name, "validity": validity})


def _card() -> Image.Image:
    card = Image.new("RGB", (1120, 700), (228, 236, 240))
    draw = ImageDraw.Draw(card)
    for step in range(0, 1120, 16):
        draw.arc((step - 300, -200, step + 300, 900), 0, 360, fill=(216, 228, 236), width=2)
    return card


DRAWERS: dict[str, tuple[Callable[[random.Random], Drawn], ...]] = {
    "certificate": (old_certificate, new_certificate),
    "dismissal": (dismissal,),
    "id_card": (id_card,),
}
"""How each kind of paper may look."""
