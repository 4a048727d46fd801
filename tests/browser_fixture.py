"""The system's Chromium, for every folder whose tests look at pages."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright, expect

# A page on a busy machine: what comes is waited for, and only its absence takes so long.
expect.set_options(timeout=30_000)

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """The system's Chromium; without one the test fails under CI and is left out elsewhere."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        hint = "no chromium: install it, e.g. `apt-get install chromium fonts-noto-cjk`"
        if os.environ.get("CI"):
            pytest.fail(hint)
        pytest.skip(hint)
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=[*QUIET])
        yield opened
        await opened.close()
