"""Every option in one table, read once from the environment or `.env`."""

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.advice import STALL_WORKDAYS


def _is_http(value: str) -> str:
    if value and not value.startswith(("http://", "https://")):
        raise ValueError("must start with http:// or https://")
    return value.rstrip("/")


SHORTEST_TOKEN = 16
_WITH_PASSWORD = ("database_url", "registry_url", "embedding_url")

HttpUrl = Annotated[str, AfterValidator(_is_http)]


def _is_postgres(value: str) -> str:
    if value and not value.startswith(("postgresql://", "postgres://")):
        raise ValueError("must start with postgresql://")
    return value


def _is_webhook_secret(secret: SecretStr) -> SecretStr:
    value = secret.get_secret_value()
    if value and not re.fullmatch("[A-Za-z0-9_-]{1,256}", value):
        raise ValueError("takes 1 to 256 of A-Z a-z 0-9 _ -")
    return secret


def _is_token(secret: SecretStr) -> SecretStr:
    value = secret.get_secret_value()
    if value and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value):
        raise ValueError("looks like 123456789:AbC-dEf as @BotFather writes it")
    return secret


def _is_bearer(secret: SecretStr) -> SecretStr:
    if not re.fullmatch("[!-~]*", secret.get_secret_value()):
        raise ValueError("takes letters, digits and signs of ASCII, no spaces")
    return secret


def _opens_the_registry(secret: SecretStr, told: ValidationInfo) -> SecretStr:
    value = secret.get_secret_value()
    if value and len(value) < SHORTEST_TOKEN:
        raise ValueError(f"takes at least {SHORTEST_TOKEN} signs: it opens everybody's data")
    if value and told.data.get("registry_url"):
        raise ValueError("cannot be set beside REGISTRY_URL: then there is no registry to serve")
    return _is_bearer(secret)


def _has_no_password(value: str) -> str:
    if urlsplit(value).username is not None:
        raise ValueError("takes no user name and password: set REGISTRY_TOKEN")
    return value


def _lowered(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


LogLevel = Literal["debug", "info", "warning", "error"]


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
    keep_originals: bool = Field(
        False, description="keep uploads as they came after the form that they were for has ended"
    )
    ocr: bool = Field(
        True, description="read photographed papers, where the extra `ocr` is installed"
    )
    database_url: Annotated[str, AfterValidator(_is_postgres)] = Field(
        "", description="a PostgreSQL server (postgresql://...); default: the embedded one"
    )
    telegram_token: Annotated[SecretStr, AfterValidator(_is_token)] = Field(
        SecretStr(""), description="the bot's token from @BotFather; empty: no Telegram"
    )
    telegram_api_url: HttpUrl = Field(
        "https://api.telegram.org", description="another Bot API server"
    )
    telegram_webhook_url: HttpUrl = Field(
        "", description="public https address of /telegram/webhook; empty: long polling"
    )
    telegram_webhook_secret: Annotated[SecretStr, AfterValidator(_is_webhook_secret)] = Field(
        SecretStr(""),
        description="secret that Telegram sends with every webhook call; empty: one is derived",
    )
    demo_people: bool = Field(
        True, description="load made-up people and enterprises into the embedded registry"
    )
    demo_autopilot: float = Field(
        0.0,
        ge=0,
        description="seconds after which demo applications move on by themselves; 0: never",
    )
    registry_url: Annotated[HttpUrl, AfterValidator(_has_no_password)] = Field(
        "", description="a registry that another server keeps; empty: the embedded one"
    )
    registry_token: Annotated[SecretStr, AfterValidator(_is_bearer)] = Field(
        SecretStr(""), description="the token that the server at REGISTRY_URL asks for"
    )
    registry_api_token: Annotated[SecretStr, AfterValidator(_opens_the_registry)] = Field(
        SecretStr(""),
        description="token for other systems to use our registry at /api/registry; empty: off",
    )
    poll_seconds: float = Field(
        2.0, gt=0, le=3600, description="seconds between two looks for status changes"
    )
    stall_workdays: int = Field(
        STALL_WORKDAYS,
        ge=1,
        le=60,
        description="working days at the enterprise after which a person is advised to ask there",
    )
    rasa: bool = Field(True, description="start and train the Rasa side service")
    rasa_retrain_days: int = Field(
        0,
        ge=0,
        le=366,
        description="days after which Rasa learns anew, also from new entries; 0: never",
    )
    rasa_url: HttpUrl = Field("", description="a Rasa server that runs elsewhere")
    rasa_token: SecretStr = Field(SecretStr(""), description="the auth token of RASA_URL")
    embedding_url: HttpUrl = Field(
        "", description="a server of OpenAI's /v1/embeddings; empty: the model in the program"
    )
    embedding_model: str = Field("", description="the model to ask for at EMBEDDING_URL")
    embedding_api_key: Annotated[SecretStr, AfterValidator(_is_bearer)] = Field(
        SecretStr(""), description="the key that EMBEDDING_URL asks for"
    )
    log_level: Annotated[LogLevel, BeforeValidator(_lowered)] = Field(
        "info", description="how much is logged: debug, info, warning or error"
    )
    log_json: bool = Field(False, description="logs as JSON lines")

    @property
    def address(self) -> str:
        """Where people find the web server, without a slash at its end."""
        return self.public_url or f"http://{self.host}:{self.port}"


def shown(name: str, value: object) -> str:
    """An option's value as it may be printed: no token, and no password of an address."""
    if isinstance(value, SecretStr):
        return "(set)" if value.get_secret_value() else ""
    if name.endswith("_url"):
        return re.sub(r"(://[^/@:]*):[^@]*@", r"\1:***@", str(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def read_settings() -> Settings:
    """Read all options; raises `SettingsRefused` with every mistake at once, in words."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsRefused("\n".join(_in_words(one) for one in error.errors())) from None
    except UnicodeDecodeError:
        raise SettingsRefused(".env: is not UTF-8 text; save it as UTF-8") from None


def _in_words(mistake: ErrorDetails) -> str:
    name = str(mistake["loc"][0])
    found = mistake["input"]
    # Whatever stands where a secret belongs may be one, however malformed.
    is_secret = any(word in name for word in ("secret", "token", "key")) or name in _WITH_PASSWORD
    told = "" if is_secret else f" (found: {found!r})"
    return f"{name.upper()}: {mistake['msg'].removeprefix('Value error, ')}{told}"
