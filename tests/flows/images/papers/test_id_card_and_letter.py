"""身份证 and 解聘证明 by where their words stand."""

import pytest

from flows.images.papers import dismissal, id_card

ID_NUMBER = "11010519491231002X"


def test_both_sides_of_a_card(page) -> None:
    lines = page(
        ("姓名", 100, 100),
        ("韦小宝", 220, 98),
        ("性别女民族汉", 100, 160),
        ("公民身份号码", 100, 400),
        (ID_NUMBER, 400, 396),
        ("中华人民共和国", 1200, 100),
        ("签发机关", 1000, 340),
        ("某市公安局", 1200, 340),
        ("有效期限", 1000, 420),
        ("2015.03.02-2035.03.02", 1200, 421),
    )
    assert {key: found.value for key, found in id_card.find(lines).items()} == {
        "id_number": ID_NUMBER,
        "name": "韦小宝",
        "validity": "2015.03.02-2035.03.02",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有效期限2015.03.02-长期", "2015.03.02-长期"),
        ("有效期限 2015.03.02 — 2035.03.02", "2015.03.02-2035.03.02"),
        ("2015.03.022035.03.02", "2015.03.02-2035.03.02"),
        ("有效期限2015.13.02-2035.03.02", None),
        ("有效期限2015.03.02", None),
    ],
)
def test_validity(page, text: str, expected: str | None) -> None:
    found = id_card.find(page((text, 100, 100))).get("validity")
    assert (found and found.value) == expected


def test_a_number_without_its_label(page) -> None:
    assert id_card.find(page((ID_NUMBER.lower(), 100, 100)))["id_number"].value == ID_NUMBER
    assert "id_number" not in id_card.find(page((f"{ID_NUMBER}1", 100, 100)))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("兹有张三自2010年3月1日起在我单位工作,于2024年5月6日", "解除劳动合同。", "2024年5月9日"), "2024-05-06"),
        (("入职日期:2010-03-01", "离职日期:2024-05-06", "2024年5月9日"), "2024-05-06"),
        (("解除劳动合同时间为2024年5月6日。", "2024年6月1日"), "2024-05-06"),
        (("合同自2010年3月1日至2024年4月30日,双方同意解除。", "2024年5月9日"), "2024-05-09"),
        (("我单位已与张三解除聘用关系。", "二〇二四年五月九日"), "2024-05-09"),
        (("我单位已与张三解除聘用关系。",), None),
    ],
)  # fmt: skip
def test_the_day_of_a_letter(page, texts: tuple[str, ...], expected: str | None) -> None:
    lines = page(*((text, 100, 80 * row) for row, text in enumerate(texts)))
    found = dismissal.find(lines).get("dismissed_on")
    assert (found and found.value) == expected
