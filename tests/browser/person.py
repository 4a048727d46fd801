"""A person in front of a real page: types, taps what is in sight, and looks at the answer."""

from pathlib import Path

from playwright.async_api import Locator, Page, expect

from storage.registry.demo_people import DEMO_PASSWORD

SHOTS = Path(__file__).parent.parent / "screenshots"


class Person:
    """One open page; every look is kept as a numbered picture."""

    def __init__(self, page: Page, address: str, name: str = "light") -> None:
        self.page = page
        self.address = address
        self.name = name
        self.faults: list[str] = []
        self._shots = 0
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self._heard(line.type, line.text))

    def _heard(self, kind: str, words: str) -> None:
        if kind == "error" and "Failed to load resource" not in words:
            self.faults.append(words)

    @property
    def current(self) -> Locator:
        """The message whose buttons are offered now."""
        return self.page.locator(".bot.current")

    async def types(self, words: str) -> None:
        await self.page.get_by_label("要说的话").fill(words)
        await self.page.keyboard.press("Enter")

    async def taps(self, label: str) -> None:
        """Tap a button of the current message."""
        await self.current.get_by_role("button", name=label, exact=True).tap()

    async def uploads(self, content: bytes, name: str, kind: str = "image/jpeg") -> None:
        """Choose a file by the file chooser and send it."""
        async with self.page.expect_file_chooser() as choosing:
            await self.page.locator("#attach").tap()
        chooser = await choosing.value
        await chooser.set_files({"name": name, "mimeType": kind, "buffer": content})
        await expect(self.page.locator("#tray li")).to_have_count(1)
        await self.looks("tray")
        await self.page.get_by_role("button", name="发送", exact=True).tap()

    async def sees(self, words: str, *, shot: bool = True) -> None:
        """The words stand in the current message, which is in view; nothing sticks out."""
        await expect(self.current).to_contain_text(words)
        await expect(self.page.locator("#typing")).to_be_hidden()
        await expect(self.current).to_be_in_viewport()
        assert await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if shot:
            await self.looks(words)

    async def logs_in(self, username: str) -> None:
        """From the chat's own link to the portal and back."""
        await self.page.get_by_role("link", name="登录").last.tap()
        await self.looks("portal")
        await self.page.get_by_label("用户名").fill(username)
        await self.page.get_by_label("密码").fill(DEMO_PASSWORD)
        await self.page.get_by_role("button", name="登录", exact=True).tap()
        await self.page.wait_for_url(f"{self.address}/")

    async def looks(self, words: str) -> None:
        SHOTS.mkdir(exist_ok=True)
        self._shots += 1
        name = "".join(sign for sign in words[:12] if sign.isalnum() or sign in "-_")
        await self.page.wait_for_timeout(120)
        await self.page.screenshot(path=SHOTS / f"{self.name}-{self._shots:02}-{name}.png")
