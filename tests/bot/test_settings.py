"""Options: where they come from, every mistake at once, and no secret on any screen."""

from pathlib import Path

import pytest

from bot import doctor
from bot.settings import Settings, SettingsRefused, read_settings


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a folder without a .env, and without options of the machine."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings()
    assert settings.address == "http://127.0.0.1:8000"
    assert settings.telegram_token.get_secret_value() == ""
    assert settings.database_url == ""


def test_a_file_is_read_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("# 注释\nPORT=8100\nLOG_LEVEL=WARNING\nRASA=\n", "utf-8")
    monkeypatch.setenv("PORT", "8200")
    settings = read_settings()
    assert (settings.port, settings.log_level, settings.rasa) == (8200, "warning", True)


def test_the_example_file_changes_nothing() -> None:
    example = Path(__file__).parents[2] / ".env.example"
    Path(".env").write_text(example.read_text("utf-8"), "utf-8")
    assert read_settings() == Settings(_env_file=None)


def test_every_mistake_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "PORT": "80000",
        "PUBLIC_URL": "chat.example.com",
        "DATABASE_URL": "mysql://user:s3cret@host/db",
        "LOG_LEVEL": "chatty",
        "POLL_SECONDS": "often",
        "RASA": "perhaps",
        "TELEGRAM_TOKEN": "s3cret",
        "TELEGRAM_WEBHOOK_SECRET": "s3cret!",
        "REGISTRY_URL": "https://user:s3cret@registry.example",
        "REGISTRY_TOKEN": "s3cret of mine",
        "REGISTRY_API_TOKEN": "s3cret",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    lines = str(refused.value).splitlines()
    assert {line.split(":")[0] for line in lines} == set(wrong)
    told = {line.split(":")[0]: line for line in lines}
    assert "less than or equal to 65535 (found: '80000')" in told["PORT"]
    assert "must start with http:// or https://" in told["PUBLIC_URL"]
    assert "must start with postgresql://" in told["DATABASE_URL"]
    assert "'debug', 'info', 'warning' or 'error'" in told["LOG_LEVEL"]
    assert "@BotFather" in told["TELEGRAM_TOKEN"]
    assert "A-Z a-z 0-9 _ -" in told["TELEGRAM_WEBHOOK_SECRET"]
    assert "s3cret" not in str(refused.value)


def test_a_file_in_another_encoding() -> None:
    Path(".env").write_bytes("HOST=主机".encode("gbk"))
    with pytest.raises(SettingsRefused, match="UTF-8"):
        read_settings()


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:s3cret")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "s3cret")
    monkeypatch.setenv("RASA_TOKEN", "s3cret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:s3cret@db.example:5432/bot")
    settings = read_settings()
    shown = {name: value for name, value, _ in doctor.options(settings)}
    assert shown["TELEGRAM_TOKEN"] == "(set)"
    assert shown["DATABASE_URL"] == "postgresql://bot:***@db.example:5432/bot"
    assert "s3cret" not in f"{shown} {settings!r}".replace(settings.database_url, "")


def test_every_option_says_what_it_is_for() -> None:
    for name, _, description in doctor.options(Settings(_env_file=None)):
        assert description, name


def test_a_registry_elsewhere_is_not_served_by_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRY_URL", "https://registry.example/")
    assert read_settings().registry_url == "https://registry.example"
    monkeypatch.setenv("REGISTRY_API_TOKEN", "s3cret" * 4)
    with pytest.raises(SettingsRefused, match="cannot be set beside REGISTRY_URL") as refused:
        read_settings()
    assert "s3cret" not in str(refused.value)
