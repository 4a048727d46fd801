import pytest

from flows.ports import Registry
from storage.database import Database
from storage.registry.connection import transaction
from storage.registry.enterprises import parts_of
from storage.registry.tables import enterprises


async def names(registry: Registry, words: str, limit: int = 8) -> list[str]:
    return [one.name for one in await registry.find_enterprises(words, limit)]


async def test_every_part_must_occur(registry: Registry) -> None:
    assert await names(registry, "华东 勘测") == [
        "华东勘测砚泽工程有限公司",
        "华东勘测澄岳设计研究院有限公司",
    ]
    assert await names(registry, "勘测　华东 砚泽") == ["华东勘测砚泽工程有限公司"]
    assert await names(registry, "华东 不存在") == []


async def test_the_best_come_first(registry: Registry) -> None:
    found = await names(registry, "朗垣", 50)
    assert found.index("华东建筑朗垣设计院有限公司") > 0
    positions = [name.index("朗垣") for name in found]
    assert positions == sorted(positions)
    assert (await names(registry, "华东勘测澄岳设计研究院有限公司"))[0].startswith("华东勘测澄岳")


@pytest.mark.parametrize(
    "words",
    [
        "华东建筑朗垣设计院有限责任公司",
        "华东建筑朗垣设计院股份有限公司",
        "华东建筑朗垣设计院公司",
        "华东建筑朗垣设计院",
        "设计院有限公司 华东建筑",
    ],
)
async def test_the_legal_form_may_be_left_out_or_wrong(registry: Registry, words: str) -> None:
    assert await names(registry, words) == ["华东建筑朗垣设计院有限公司"]


async def test_full_width_and_brackets(registry: Registry, database: Database) -> None:
    assert len(await names(registry, "事务所(普通合伙)")) == 8
    assert len(await names(registry, "事务所（普通合伙）")) == 8
    (found,) = await registry.find_enterprises("华东建筑朗垣")
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in found.credit_code)
    assert await registry.find_enterprises(wide) == [found]


@pytest.mark.parametrize("words", ["", "  ", "%", "_", "华东%", "\\", "/", "'", "\0", "\ud800"])
async def test_nothing_is_a_wildcard(registry: Registry, words: str) -> None:
    assert await names(registry, words) == []


async def test_a_percent_sign_in_a_name_is_found(registry: Registry, database: Database) -> None:
    async with transaction(database) as connection:
        await connection.execute(
            enterprises.insert().values(credit_code="x", name="百分%公司", searched="百分%公司")
        )
    assert await names(registry, "百分%") == ["百分%公司"]


async def test_certificates_by_industry(registry: Registry) -> None:
    (found,) = await registry.find_enterprises("华东勘测澄岳")
    (numbers,) = found.certificates.values()
    assert [number[0] for number in numbers] == ["A", "B"]
    (without,) = await registry.find_enterprises("杭州既望工程技术")
    assert without.certificates == {}


def test_only_a_legal_form_is_still_a_part() -> None:
    assert parts_of("有限公司") == ["有限公司"]


async def test_the_limit_holds(registry: Registry) -> None:
    assert len(await names(registry, "有限公司", 5)) == 5
    assert await names(registry, "有限公司", 0) == []
