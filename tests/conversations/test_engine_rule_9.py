"""Engine rule 9 over the whole dialogue: the menu says what is open, what not, and why."""

from tests.conversations.chat import Chat, Product
from tests.conversations.walks import opened, walked

MENU = {
    "yantu": ("✓ 可以办理：个人信息、初始注册、信息更正", "初始注册"),
    "duozhuan": ("先把所在企业改为新单位〔手册 3.2.1 注〕", "变更注册 → 修改所在企业信息"),
    "xinren": ("☐ 个人信息：还差 3 部分", "个人信息"),
    "meizhao": ("注销注册：还没有上传照片、签名〔手册 3.1.1 注4〕", "初始注册等 → 个人信息"),
    "guoqi": (
        "每个注册专业只可以申报一次，都已注册或正在办理〔手册 3.1.1 注1〕",
        "初始注册 → 当前申报",
    ),
    "weidao": ("起开放〔手册 3.3.1 注1〕", "延续注册 → 到时提醒我"),
    "huilai": (
        "✗ 变更注册、更改补办、注销注册：注册已注销〔手册 3.3.1 注2〕",
        "变更注册等 → 延续注册",
    ),
    "biangeng": ("✗ 我的申辩：没有异常信息〔手册 2.6〕", "我的申辩：为什么"),
}


async def test_9_the_menu_says_what_is_open_what_not_and_why(product: Product) -> None:
    for username, (words, button) in MENU.items():
        chat = product.chat()
        await chat.logs_in(username)
        menu = await chat.types("菜单")
        assert words in menu, f"{username}: {menu}"
        assert chat.button(button).label == button
        for title in ("变更注册", "延续注册", "更改补办", "注销注册", "信息更正", "我的申辩"):
            assert title in menu


async def test_9_a_hindered_business_says_why_with_the_remedy(product: Product) -> None:
    chat = product.chat()
    await chat.logs_in("guoqi")
    words = await chat.types("我要办初始注册")
    assert "〔手册 3.1.1 注1〕" in words
    assert "当前申报" in await chat.taps("当前申报")
    await chat.logs_in("meizhao")
    words = await chat.types("我要办初始注册")
    assert "✗ 照片、签名" in words
    assert "申报须知及个人承诺" in await chat.taps("现在补齐")


async def test_9_while_an_application_runs_the_menu_says_so(product: Product) -> None:
    chat: Chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat)
    menu = await chat.types("菜单")
    assert "⏳ 初始注册 注册土木工程师（岩土）：个人已上报" in menu
    assert "〔手册 3.1.1 注1〕" in menu
    assert "您是否确定撤回该上报信息？" in await chat.taps("撤回")
