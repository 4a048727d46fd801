"""The methods of the fake Bot API that a bot like ours calls."""

from typing import Any

from tests.telegram.bot_api_checks import (
    check_animation,
    check_commands,
    check_entities,
    check_markup,
    check_offers,
    check_photo,
    check_text,
)
from tests.telegram.bot_api_state import Chat, Json, Message, Refused, State, bad
from tests.telegram.bot_api_updates import Updates


class Methods:
    """One method each, by its lower-case name; parameters are decoded, files are bytes."""

    def __init__(self, state: State, updates: Updates) -> None:
        self._state = state
        self._updates = updates

    async def getme(self, _: Json) -> Any:
        return self._state.bot

    async def getupdates(self, given: Json) -> Any:
        self._updates.allow(given.get("allowed_updates"))
        return await self._updates.get(
            int(given.get("offset", 0)),
            int(given.get("limit", 100)),
            float(given.get("timeout", 0)),
        )

    async def setwebhook(self, given: Json) -> Any:
        self._updates.allow(given.get("allowed_updates"))
        self._updates.set_webhook(given.get("url", ""), given.get("secret_token", ""))
        return True

    async def deletewebhook(self, given: Json) -> Any:
        self._updates.delete_webhook()
        if given.get("drop_pending_updates"):
            self._updates.pending.clear()
        return True

    async def setmycommands(self, given: Json) -> Any:
        check_commands(given["commands"])
        self._state.commands = given["commands"]
        return True

    async def sendchataction(self, given: Json) -> Any:
        self._chat(given)
        return True

    async def sendmessage(self, given: Json) -> Any:
        chat = self._chat(given)
        check_text(given.get("text", ""))
        return self._sent(chat, given, text=given["text"], **_entities(given, "text")).json

    async def sendphoto(self, given: Json) -> Any:
        chat = self._chat(given)
        content = given["photo"]
        check_photo(content)
        return self._picture(chat, given, content, photo=self._state.photo_sizes(content)).json

    async def sendanimation(self, given: Json) -> Any:
        chat = self._chat(given)
        content = given["animation"]
        width, height = check_animation(content)
        file_id = self._state.keep_file(content)
        file = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(content)}
        # Telegram shows it as a film without sound, and tells it as a document, too.
        animation = file | {"width": width, "height": height, "duration": 1}
        return self._picture(chat, given, content, animation=animation, document=file).json

    async def senddocument(self, given: Json) -> Any:
        chat = self._chat(given)
        content = given["document"]
        file_id = self._state.keep_file(content)
        document = {
            "file_id": file_id,
            "file_unique_id": f"u{file_id}",
            "file_name": "file",
            "file_size": len(content),
        }
        return self._picture(chat, given, content, document=document).json

    async def sendmediagroup(self, given: Json) -> Any:
        chat = self._chat(given)
        media = given["media"]
        if not 2 <= len(media) <= 10:
            raise bad("wrong number of items in the media group")
        contents = [given[item["media"].removeprefix("attach://")] for item in media]
        for content in contents:
            check_photo(content)
        return [
            self._picture(
                chat,
                item,
                content,
                photo=self._state.photo_sizes(content),
                media_group_id=f"g{id(media)}",
            ).json
            for item, content in zip(media, contents, strict=True)
        ]

    async def editmessagetext(self, given: Json) -> Any:
        message = self._mine(given)
        check_text(given.get("text", ""))
        if "text" not in message.json:
            raise bad("there is no text in the message to edit")
        return self._edited(message, given, text=given["text"], **_entities(given, "text")).json

    async def editmessagecaption(self, given: Json) -> Any:
        message = self._mine(given)
        if message.json.get("caption") or given.get("caption"):
            check_text(given.get("caption", ""), 1024)
        return self._edited(
            message, given, caption=given.get("caption", ""), **_entities(given, "caption")
        ).json

    async def editmessagereplymarkup(self, given: Json) -> Any:
        message = self._mine(given)
        kept = {
            key: message.json[key]
            for key in ("text", "caption", "entities")
            if key in message.json
        }
        return self._edited(message, given, **kept).json

    async def deletemessage(self, given: Json) -> Any:
        messages = self._chat(given).messages
        if int(given["message_id"]) not in messages:
            raise bad("message to delete not found")
        del messages[int(given["message_id"])]
        self._state.ring()
        return True

    async def answercallbackquery(self, given: Json) -> Any:
        chat = self._state.open_taps.pop(given["callback_query_id"], None)
        if chat is None:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(given.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self._state.answers.append((chat, given.get("text", "")))
        self._state.ring()
        return True

    async def answerinlinequery(self, given: Json) -> Any:
        query_id = given["inline_query_id"]
        if query_id not in self._state.open_queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        check_offers(given)
        self._state.open_queries.discard(query_id)
        self._state.offered[query_id] = given
        self._state.ring()
        return True

    async def getfile(self, given: Json) -> Any:
        file_id = given["file_id"]
        content = self._state.files.get(file_id)
        if content is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(content) > 20 * 1024 * 1024:
            raise bad("file is too big")
        return {
            "file_id": file_id,
            "file_unique_id": f"u{file_id}",
            "file_size": len(content),
            "file_path": f"documents/{file_id}",
        }

    def _chat(self, given: Json) -> Chat:
        chat = self._state.chats.get(int(given["chat_id"]))
        if chat is None:
            raise bad("chat not found")
        if chat.is_blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat

    def _mine(self, given: Json) -> Message:
        message = self._chat(given).messages.get(int(given["message_id"]))
        if message is None:
            raise bad("message to edit not found")
        if not message.is_from_bot:
            raise bad("message can't be edited")
        return message

    def _sent(self, chat: Chat, given: Json, **content: Any) -> Message:
        check_markup(given.get("reply_markup"))
        markup = {"reply_markup": given["reply_markup"]} if given.get("reply_markup") else {}
        return self._state.add(chat, is_from_bot=True, **content, **markup)

    def _picture(self, chat: Chat, given: Json, file: bytes, **content: Any) -> Message:
        caption: Json = {}
        if given.get("caption"):
            check_text(given["caption"], 1024)
            caption = {"caption": given["caption"], **_entities(given, "caption")}
        message = self._sent(chat, given, **content, **caption)
        message.pictures = [file]
        return message

    def _edited(self, message: Message, given: Json, **content: Any) -> Message:
        check_markup(given.get("reply_markup"))
        fresh = {key: value for key, value in content.items() if value not in ("", [])}
        if given.get("reply_markup"):
            fresh["reply_markup"] = given["reply_markup"]
        shown = ("text", "caption", "entities", "caption_entities", "reply_markup")
        before = {key: message.json[key] for key in shown if key in message.json}
        if fresh == before:
            raise bad(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        for key in shown:
            message.json.pop(key, None)
        message.json |= fresh | {"edit_date": message.json["date"]}
        message.drawings += 1
        message.changed = self._state.ring()
        return message


def _entities(given: Json, of: str) -> Json:
    name = "entities" if of == "text" else "caption_entities"
    entities = given.get(name) or []
    check_entities(given.get(of, ""), entities)
    return {name: entities} if entities else {}
