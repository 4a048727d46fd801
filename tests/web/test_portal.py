"""The embedded portal's login over real HTTP."""

import re

import pytest

from storage.login_codes import LoginCodes
from tests.web.conftest import Site
from tests.web.users import WebUser


async def post(user: WebUser, channel: str = "web", **fields: str) -> tuple[int, str]:
    form = {"username": "wangming", "password": "demo-2026", "channel": channel} | fields
    headers = {"Accept": "text/html"}
    async with user.http.post(f"{user.address}/login", data=form, headers=headers) as response:
        return response.status, await response.text()


async def test_a_login_goes_on_in_the_same_talk_under_a_new_cookie(
    site: Site, user: WebUser
) -> None:
    await user.types("岩土考过了")
    planted = user.cookies
    await user.logs_in("wangming", "demo-2026")
    assert user.text == "已登录：person-wangming"
    assert "岩土考过了" in str(user.entries)
    # Whoever planted the cookie before the login sees nothing of what follows.
    async with WebUser(site.address) as attacker:
        attacker.cookies = planted
        await attacker.opens()
        assert "wangming" not in str(attacker.entries)


async def test_another_persons_chat_is_left_alone(site: Site, user: WebUser) -> None:
    await user.logs_in("wangming", "demo-2026")
    await user.types("我的秘密")
    await user.logs_in("liyan", "demo-2026")
    assert user.text == "已登录：person-liyan"
    assert "我的秘密" not in str(user.entries)


@pytest.mark.parametrize("fields", [{"password": "wrong"}, {"username": "nobody"}])
async def test_a_wrong_login_is_told_kindly(user: WebUser, fields: dict[str, str]) -> None:
    status, text = await post(user, **fields)
    assert status == 401
    assert "没有对上" in text
    assert fields.get("password", "demo-2026") not in re.sub(
        r"<section.*</section>", "", text, flags=re.S
    )


async def test_missing_words_are_asked_for(user: WebUser) -> None:
    assert (await post(user, password=""))[0] == 422


async def test_guessing_is_slowed_down(user: WebUser) -> None:
    for _ in range(5):
        assert (await post(user, password="guess"))[0] == 401
    status, text = await post(user)
    assert status == 429
    assert "分钟后再试" in text
    assert (await post(user, username="liyan"))[0] == 200


async def test_the_way_to_telegram_is_a_one_time_code(site: Site, user: WebUser) -> None:
    status, text = await post(user, channel="telegram")
    assert status == 200
    link = re.search(r"https://t\.me/demo_bot\?start=(\w{8})", text)
    shown = re.search(r">(\w{4}-\w{4})<", text)
    assert link
    assert shown
    assert shown[1].replace("-", "") == link[1]
    assert await LoginCodes(site.database).redeem(shown[1]) == "person-wangming"
    assert user.text != "已登录：person-wangming"


async def test_it_says_what_it_is(user: WebUser) -> None:
    async with user.http.get(f"{user.address}/login?channel=telegram") as response:
        text = await response.text()
    assert "这里不是住房和城乡建设部政务服务门户" in text
    assert "王小明" in text
    async with user.http.get(f"{user.address}/login?channel=fax") as response:
        assert response.status == 422
