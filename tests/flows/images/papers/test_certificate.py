"""Values of a 资格证书 by where they stand."""

import pytest

from flows.images.papers.certificate import find

NUMBER = "201911063310000001"


def values(lines) -> dict[str, str]:
    return {key: found.value for key, found in find(lines).items()}


def test_a_label_and_its_value_to_the_right(page) -> None:
    lines = page(
        ("一级注册结构工程师", 100, 0),
        ("姓  名:", 100, 100),
        ("Full Name", 100, 145),
        ("欧阳建国", 400, 95),
        ("性别:", 100, 200),
        ("男", 400, 200),
        ("批准日期：", 100, 300),
        ("2019年11月6日", 400, 305),
        ("管理号：", 100, 400),
        ("File No.", 100, 445),
        (NUMBER, 400, 395),
    )
    assert values(lines) == {
        "certificate_number": NUMBER,
        "name": "欧阳建国",
        "approved_on": "2019-11-06",
        "speciality": "S",
    }
    found = find(lines)["certificate_number"]
    assert (found.label, found.box.left, found.box.right) == ("管理号", 100, 760)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"管理号:{NUMBER}", NUMBER),
        (f"管 理 号 ： {NUMBER}", NUMBER),
        (f"管理号File No.:{NUMBER}", NUMBER),
        (f"管埋号:{NUMBER}", NUMBER),
        (f"管理号：{NUMBER}签发单位盖章：", NUMBER),
        (f"管理号 {NUMBER[:8]} {NUMBER[8:]}", NUMBER),
        ("管理号:2O19l1063310000001", NUMBER),
        ("管理号:20190601(沪)", "20190601"),
        ("管理号:S0061-2019-00012", "S0061-2019-00012"),
        ("管理号:２０１９０６０１７７", "2019060177"),
        ("管理号:12", None),
        ("管理委员会 20191106", None),
    ],
)
def test_numbers_glued_to_their_labels(page, text: str, expected: str | None) -> None:
    assert values(page((text, 100, 100))).get("certificate_number") == expected


def test_pieces_of_a_label_and_of_a_value(page) -> None:
    lines = page(
        ("姓", 100, 100),
        ("名：", 200, 100),
        ("张", 400, 102),
        ("三", 480, 98),
        ("男", 700, 100),
        ("管理号:", 100, 200),
        (NUMBER[:9], 300, 205),
        (NUMBER[9:], 490, 200),
    )
    assert values(lines) == {"certificate_number": NUMBER, "name": "张三"}


def test_a_number_on_two_lines(page) -> None:
    lines = page(("管理号：", 100, 100), (NUMBER[:12], 300, 100), (NUMBER[12:], 300, 150))
    assert values(lines)["certificate_number"] == NUMBER
    lines = page((f"管理号：{NUMBER[:12]}", 100, 100), (NUMBER[12:], 280, 150))
    assert values(lines)["certificate_number"] == NUMBER
    other = page((f"管理号：{NUMBER}", 100, 100), ("No.0012345", 100, 150), ("2019", 100, 200))
    assert values(other)["certificate_number"] == NUMBER


def test_labels_on_top_of_their_values(page) -> None:
    lines = page(
        ("姓名", 100, 100),
        ("性别", 400, 100),
        ("管理号", 700, 100),
        ("Name", 100, 145),
        ("李四光", 95, 190),
        ("男", 400, 160),
        (NUMBER, 650, 160),
    )
    assert values(lines) == {"certificate_number": NUMBER, "name": "李四光"}


def test_a_missing_value_is_not_taken_from_the_next_label(page) -> None:
    lines = page(("姓名：", 100, 100), ("性别：", 100, 160), ("批准日期：", 100, 220))
    assert values(lines) == {}
    lines = page(("管理号：", 100, 100), (NUMBER, 900, 100))
    assert values(lines) == {}, "too far to the right"


def test_a_birthday_is_no_approval(page) -> None:
    lines = page(("出生日期：1980年1月2日", 100, 100), ("签发日期：2008年9月10日", 100, 200))
    found = find(lines)["approved_on"]
    assert (found.value, found.label) == ("2008-09-10", "签发日期")
    both = [*lines, *page(("批准日期：2008年6月1日", 100, 300))]
    assert (find(both)["approved_on"].value, find(both)["approved_on"].label) == (
        "2008-06-01",
        "批准日期",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-12-01", "2023-12-01"),
        ("2023.12.01", "2023-12-01"),
        ("2023 年 12 月 1 日", "2023-12-01"),
        ("二〇二三年十二月一日", "2023-12-01"),
        ("2O23年l2月1日", "2023-12-01"),
        ("2023年2月30日", None),
        ("2023年12月", None),
    ],
)
def test_days(page, text: str, expected: str | None) -> None:
    assert values(page((f"批准日期:{text}", 100, 100))).get("approved_on") == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("注册公用设备工程师（暖通空调）",), "CN"),
        (("注册公用设备工程师", "专业类别：给水排水"), "CS"),
        (("注册公用设备工程师", "专业类别：给排水"), "CS"),
        (("注册公用设备工程师", "（动力）"), "CD"),
        (("注册电气工程师", "供配电"), "DG"),
        (("注册电气工程师(发输变电)",), "DF"),
        (("注册土木工程师（岩土）",), "AY"),
        (("注册化工工程帅",), "F"),
        (("一级注册建筑师",), "ARCH"),
        (("二级注册建筑师",), None),
        (("二级注册结构工程师",), None),
        (("注册公用设备工程师",), None),
        (("注册环保工程师",), None),
        (("动力", "岩土"), None),
    ],
)
def test_specialities(page, texts: tuple[str, ...], expected: str | None) -> None:
    lines = page(*((text, 100, 100 * row) for row, text in enumerate(texts)))
    assert values(lines).get("speciality") == expected


@pytest.mark.parametrize("name", ["阿卜杜·热合曼", "买买提·吐尔逊", "王䶮"])
def test_rare_and_long_names(page, name: str) -> None:
    assert values(page((f"姓名：{name}性别：男", 100, 100)))["name"] == name.replace("•", "·")
    assert values(page(("姓名：", 100, 100), (name.replace("·", "•"), 400, 100)))["name"] == name


def test_words_around_are_not_a_name(page) -> None:
    assert values(page(("持证人签名：", 100, 100), ("照片", 400, 100))) == {}
