"""Personal numbers in what people type: found however they are written; certificates stay."""

import pytest

from bot.masking import mask

FOUND = {
    "我的号是11010519491231002X查不到": ("我的号是1101**********002X查不到", "id"),
    "11010519491231002x": ("1101**********002X", "id"),
    "１１０１０５１９４９１２３１００２Ｘ，对吗": ("1101**********002X，对吗", "id"),
    "110105 19491231 002X 对吗": ("1101**********002X 对吗", "id"),
    "1101-0519-4912-3100-29": ("1101**********0029", "id"),
    "老号110105491231002": ("老号1101*******1002", "id"),
    "手机13900139000打不通": ("手机139****9000打不通", "mobile"),
    "+86 139 0013 9000": ("+139****9000", "mobile"),
    "１３９－００１３－９０００": ("139****9000", "mobile"),
    "卡号6222021234567890123": ("卡号6222***********0123", "card"),
    "6222 0212 3456 7890 123": ("6222***********0123", "card"),
    "卡4111111111111111": ("卡4111********1111", "card"),
}


@pytest.mark.parametrize(("typed", "kept"), FOUND.items())
def test_personal_numbers_are_masked(typed: str, kept: tuple[str, str]) -> None:
    masked = mask(typed)
    assert (masked.text, masked.kinds) == (kept[0], {kept[1]})
    assert not any(character in "0123456789" for character in masked.without)


@pytest.mark.parametrize(
    "typed",
    [
        *("2023010110000001", "管理号 20230101100000011", "201501100000012", "1100123-001"),
        *("91350100M000100Y43", "E12345678", "2023-12-01", "20231201", "010-88361866", "1"),
        *("申请编号 20261123000000000017", "3,000 元", "4111111111111112", "", "🍎", "第1.2.3条"),
        *("1" * 4096, "2023年7月", "AY110105194912310021", "13800", "60 秒 100 KB 295 413"),
    ],
)
def test_other_numbers_stay(typed: str) -> None:
    masked = mask(typed)
    assert (masked.text, masked.without, masked.kinds) == (typed, typed, frozenset())


def test_several_numbers_side_by_side_are_all_masked() -> None:
    masked = mask("张 13900139000 110105199307010029 卡 6222021234567890123")
    assert masked.text == "张 139****9000 1101**********0029 卡 6222***********0123"
    assert masked.kinds == {"mobile", "id", "card"}
    assert masked.without == "张   卡 "
