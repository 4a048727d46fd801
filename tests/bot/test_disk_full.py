"""No room for a picture: said in words, and the form stays where it is."""

import errno
from pathlib import Path

import pytest

from storage.database import Database
from storage.files import DiskFiles
from storage.registry.demo_people import DEMO_PASSWORD
from tests.house import house, portrait


async def test_a_picture_on_a_full_disk(
    database: Database, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(database, data_dir) as home, home.web_user() as user:
        await user.logs_in("meizhao", DEMO_PASSWORD)
        await user.types("个人信息")
        for _ in range(20):
            if "照片" in user.text and user.last["expects"] == "image":
                break
            await user.taps(user.buttons[0])

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(DiskFiles, "_write", full)
        await user.uploads(portrait())
        await user.sees("服务器暂时存不下图片")
        monkeypatch.undo()
        await user.uploads(portrait())
        await user.sees("已裁切为一寸")
