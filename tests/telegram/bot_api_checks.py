"""What the real Bot API refuses, as far as a bot like ours can run into it."""

import ipaddress
import re
from urllib.parse import urlsplit

from tests.telegram.bot_api_state import Json, bad


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def check_text(text: str, limit: int = 4096) -> None:
    if not text.strip():
        raise bad("message text is empty")
    if units(text) > limit:
        raise bad("message is too long" if limit == 4096 else "message caption is too long")


def check_markup(markup: Json | None) -> None:
    buttons = [button for row in (markup or {}).get("inline_keyboard", []) for button in row]
    if len(buttons) > 100:
        raise bad("reply markup is too long")
    for button in buttons:
        if not button.get("text"):
            raise bad("BUTTON_TEXT_INVALID")
        if "url" in button:
            _check_url(button["url"])
        elif not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if button.get("style", "primary") not in ("primary", "danger", "success"):
            raise bad("BUTTON_STYLE_INVALID")


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        is_public = not ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_public = "." in host and not host.endswith((".localhost", ".local"))
    if parts.scheme not in ("http", "https", "tg") or not is_public:
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_entities(text: str, entities: list[Json]) -> None:
    for entity in entities:
        if entity["offset"] < 0 or entity["offset"] + entity["length"] > units(text):
            raise bad("entity bounds are outside of the text")


def check_offers(answer: Json) -> None:
    """Inline results: articles only, which is what our bot offers."""
    results = answer["results"]
    if len(results) > 50:
        raise bad("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad("RESULT_ID_DUPLICATE")
    for result in results:
        if not 1 <= len(result["id"].encode()) <= 64:
            raise bad("RESULT_ID_INVALID")
        if result["type"] != "article" or not result["title"]:
            raise bad("ARTICLE_TITLE_EMPTY")
        content = result["input_message_content"]
        check_text(content["message_text"])
        check_entities(content["message_text"], content.get("entities", []))
        check_markup(result.get("reply_markup"))
    button = answer.get("button")
    if button and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button["start_parameter"]):
        raise bad("START_PARAM_INVALID")


def check_commands(commands: list[Json]) -> None:
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def check_photo(content: bytes) -> None:
    if len(content) > 10 * 1000 * 1000:
        raise bad("file is too big for a photo")
    if not content.startswith((b"\x89PNG", b"\xff\xd8")):
        raise bad("IMAGE_PROCESS_FAILED")


def check_animation(content: bytes) -> tuple[int, int]:
    """Width and height; a GIF, since films need a codec that the product does not have."""
    if len(content) > 50 * 1024 * 1024:
        raise bad("file is too big")
    if not content.startswith((b"GIF87a", b"GIF89a")) or len(content) < 10:
        raise bad("wrong type of the web page content")
    return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
