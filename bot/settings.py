"""Every option in one table, read once from the environment or `.env`."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


def _is_http(value: str) -> str:
    if value and not value.startswith(("http://", "https://")):
        raise ValueError("must start with http:// or https://")
    return value.rstrip("/")


HttpUrl = Annotated[str, AfterValidator(_is_http)]


def _is_postgres(value: str) -> str:
    if value and not value.startswith(("postgresql://", "postgres://")):
        raise ValueError("must start with postgresql://")
    return value


def _is_webhook_secret(value: str) -> str:
    allowed = value.replace("-", "").replace("_", "")
    if value and not (
        allowed.isascii() and (allowed.isalnum() or not allowed) and len(value) <= 256
    ):
        raise ValueError("takes 1 to 256 of A-Z a-z 0-9 _ -")
    return value


class SettingsRefused(Exception):
    """The message names every wrong option and what it takes, a line each."""


class Settings(BaseSettings):
    """The options; each field's description is its line in `assistant doctor` and the README."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    host: str = Field("127.0.0.1", description="address the web server listens on")
    port: int = Field(8000, ge=1, le=65535, description="port the web server listens on")
    public_url: HttpUrl = Field(
        "", description="address people reach the web server at; default http://HOST:PORT"
    )
    data_dir: Path = Field(
        Path("data"), description="folder for the embedded database, images and NLU models"
    )
    database_url: Annotated[str, AfterValidator(_is_postgres)] = Field(
        "", description="a PostgreSQL server (postgresql://...); default: the embedded one"
    )
    telegram_token: SecretStr = Field(
        SecretStr(""), description="the bot's token from @BotFather; empty: no Telegram"
    )
    telegram_api_url: HttpUrl = Field(
        "https://api.telegram.org", description="another Bot API server"
    )
    telegram_webhook_url: HttpUrl = Field(
        "", description="public https address of /telegram/webhook; empty: long polling"
    )
    telegram_webhook_secret: Annotated[SecretStr, Field()] = Field(
        SecretStr(""), description="secret that Telegram sends with every webhook call"
    )
    registry: str = Field("embedded", pattern="^embedded$", description="which registry: embedded")
    demo_people: bool = Field(
        True, description="load made-up people and enterprises into the embedded registry"
    )
    demo_autopilot: float = Field(
        0.0,
        ge=0,
        description="seconds after which demo applications move on by themselves; 0: never",
    )
    poll_seconds: float = Field(
        2.0, gt=0, le=3600, description="seconds between two looks for status changes"
    )
    rasa: bool = Field(True, description="start and train the Rasa side service")
    rasa_url: HttpUrl = Field("", description="a Rasa server that runs elsewhere")
    rasa_token: SecretStr = Field(SecretStr(""), description="the auth token of RASA_URL")
    log_level: str = Field(
        "info", pattern="^(debug|info|warning|error)$", description="how much is logged"
    )
    log_json: bool = Field(False, description="logs as JSON lines")

    @property
    def address(self) -> str:
        """Where people find the web server, without a slash at its end."""
        return self.public_url or f"http://{self.host}:{self.port}"


def read_settings() -> Settings:
    """Read all options; raises `SettingsRefused` with every mistake at once, in words."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"{'.'.join(str(part) for part in mistake['loc']).upper()}: "
            f"{mistake['msg'].removeprefix('Value error, ')} (found: {mistake['input']!r})"
            for mistake in error.errors()
        ]
        raise SettingsRefused("\n".join(lines)) from None
