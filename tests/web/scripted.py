"""A small dialogue that keeps to a script and writes real rows."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.channels.messages import BotMessage, Button, Delivery, Handled, UserMessage
from flows.ports import FileStore
from storage.conversations import Change, Conflict, Conversations, DuplicateUpdate, Outgoing
from storage.database import Database

LIMIT = 25_000_000
LABELS = {"initial": "初始注册", "letter": "变更注册", "photo": "发一张照片", "go": "继续"}


def rows(*labels: tuple[str, str]) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(label=label, data=data),) for label, data in labels)


def conditions(ticked: str) -> BotMessage:
    boxes = tuple(
        Button(label=f"{'☑' if number in ticked else '☐'} {number}", data=f"tick:{ticked}{number}")
        for number in "123"
    )
    return BotMessage(
        title="审批条件（请逐条确认）",
        text="1. 依法取得相应专业执业资格证书或者互认资格证书\n"
        "2. 只受聘于中华人民共和国境内的一个建设工程勘察、设计、施工、监理、招标代理、造价咨询等单位\n"
        "3. 达到继续教育要求",
        buttons=(boxes, (Button(label="下一步", data="letter", kind="primary"),)),
        replaces_tapped=bool(ticked),
        expects="tap",
    )


GREETING = BotMessage(
    title="注册申报助手",
    text="您好，我可以帮您办理注册、查看进度，也可以回答办事问题。\n要办什么，直接说就行，例如「岩土考过了，想注册」。",
    buttons=(
        (Button(label="登录政务服务门户", url="/login", kind="primary"),),
        (Button(label="初始注册", data="initial"), Button(label="变更注册", data="letter")),
        (
            Button(label="发一张照片", data="photo"),
            Button(label="操作视频", url="https://example.org/v"),
        ),
    ),
)
PHOTO = BotMessage(
    text="请发一张一寸免冠证件照（jpg / png，可直接发手机照片，我来裁切和压缩）。", expects="image"
)


@dataclass
class Script:
    """`handle` answers by the text or data it gets; `seen` keeps what it was asked."""

    database: Database
    files: FileStore
    seen: list[UserMessage] = field(default_factory=list)
    broken: bool = False

    async def handle(self, message: UserMessage) -> Handled:
        if self.broken:
            raise RuntimeError("王小明 typed this")
        self.seen.append(message)
        store = Conversations(self.database)
        snapshot = await store.read(message.channel, message.chat_id, message.update_id)
        if snapshot.handled:
            return Handled(duplicate=True)
        heard, answer, toast = await self._answer(message)
        leaves = message.data == "logout"
        conversation = snapshot.conversation
        if message.login or leaves:
            conversation = replace(conversation, person_id=message.login)
        places = message.tapped if answer.replaces_tapped else ""
        outgoing = (Outgoing(answer.model_dump(mode="json"), places),)
        try:
            written = await store.write(
                Change(message.update_id, heard, conversation, outgoing=outgoing)
            )
        except DuplicateUpdate:
            return Handled(duplicate=True)
        except Conflict:
            return await self.handle(message)
        delivery = Delivery(
            id=written.outbox_ids[0],
            conversation_id=written.conversation_id,
            channel=message.channel,
            chat_id=message.chat_id,
            message=answer,
            replaces=places,
        )
        return Handled(deliveries=(delivery,), toast=toast, logged_out=leaves)

    async def _answer(self, message: UserMessage) -> tuple[dict[str, str], BotMessage, str]:
        if message.login:
            text = f"已登录：{message.login}"
            return (
                {"kind": "other", "text": ""},
                BotMessage(text=text, buttons=rows(("退出登录", "logout"))),
                "",
            )
        if message.upload:
            return await self._file(message)
        if message.data:
            said = {"kind": "tap", "text": LABELS.get(message.data, message.data)}
            if message.data.startswith("tick:"):
                return said, conditions(message.data[5:]), "已勾选"
            answers = {
                "initial": conditions(""),
                "letter": self._letter(),
                "photo": PHOTO,
                "logout": BotMessage(text="已退出。"),
            }
            return said, answers.get(message.data, BotMessage(text=f"已选：{message.data}")), ""
        said = {"kind": "text", "text": message.text}
        if message.text == "/start":
            return said, GREETING, ""
        if message.text == "日期":
            ask = "资格证书批准日期（3/4），例如 2023-12-01。"
            return said, BotMessage(text=ask, placeholder="2023-12-01"), ""
        return said, BotMessage(text=f"收到：{message.text}", buttons=rows(("继续", "go"))), ""

    async def _file(self, message: UserMessage) -> tuple[dict[str, str], BotMessage, str]:
        upload = message.upload
        assert upload
        said = {"kind": "upload", "text": upload.name}
        if not 0 < upload.size <= LIMIT:
            return said, BotMessage(text=f"大小 {upload.size}", expects="image"), ""
        content = await upload.read()
        assert len(content) == upload.size
        sha256 = await self.files.put(content)
        kept = BotMessage(
            text="已裁切为一寸，从 3.2 MB 调整到 86 KB。请确认：免冠、正面、清晰。",
            pictures=(sha256,),
            buttons=(
                (
                    Button(label="使用这张", data="use", kind="primary"),
                    Button(label="重新拍", data="photo"),
                ),
            ),
            expects="tap",
        )
        return said | {"picture": sha256}, kept, ""

    def _letter(self) -> BotMessage:
        paragraph = (
            "本人承诺所填写的信息和提交的材料真实、合法、有效，并愿意承担由此产生的一切法律责任。"
        )
        return BotMessage(
            title="个人承诺书（1/3）",
            text="\n".join(f"{number}. {paragraph}" for number in range(1, 5)),
            countdown_until=datetime.now(UTC) + timedelta(seconds=2),
            buttons=(
                (Button(label="本人做出上述承诺", data="accept", kind="primary"),),
                (Button(label="本人不做出上述承诺", data="decline", kind="danger"),),
            ),
            expects="tap",
        )
