"""Commands and command words, as one table for every channel."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """`/name`, what Telegram's menu says about it, and the words that mean the same."""

    name: str
    description: str
    words: tuple[str, ...] = ()


COMMANDS = (
    Command("start", "开始", ("开始",)),
    Command("menu", "主菜单", ("菜单", "主菜单", "首页", "业务")),
    Command("current", "当前申报", ("当前申报",)),
    Command("progress", "审核进度", ("进度", "查看进度", "审核进度", "查进度", "办理进度")),
    Command("messages", "我的消息", ("消息", "我的消息")),
    Command("settings", "提醒设置", ("提醒设置", "设置提醒", "设置", "提醒", "免打扰")),
    Command("history", "历史申报", ("历史申报",)),
    Command("certificate", "证书预览", ("证书预览", "预览证书")),
    Command("guide", "办事指南", ("指南", "办事指南")),
    Command("videos", "操作视频", ("操作视频",)),
    Command("profile", "个人信息", ("个人信息",)),
    Command("initial", "初始注册", ("初始注册",)),
    Command("resume", "继续填写草稿", ("继续", "继续填写", "草稿")),
    Command("service", "在线客服", ("在线客服", "热门问题", "常见问题")),
    Command("hotline", "咨询电话", ("电话", "咨询电话", "热线")),
    Command("agent", "人工客服", ("转人工", "人工", "人工客服", "客服", "问人工")),
    Command("login", "登录", ("登录",)),
    Command("logout", "退出登录", ("退出登录", "注销登录")),
    Command("help", "怎么用", ("帮助", "怎么用")),
)

# At a step these steer the form; elsewhere they are ordinary words.
STEERING = {
    "返回": "!back",
    "上一步": "!back",
    "返回上一步": "!back",
    "取消": "!cancel",
    "退出": "!cancel",
    "取消申报": "!cancel",
    "存草稿": "!save",
    "存为草稿": "!save",
    "保存草稿": "!save",
}

# Right after the question whether to cancel, these answer it, whatever the step in hand is.
ON_CANCEL = {
    **dict.fromkeys(("确定", "确定取消", "取消", "是", "是的", "好", "好的", "确认"), "!drop"),
    **dict.fromkeys(("否", "不", "不要", "不取消", "再想想"), "!stay"),
}
KEEPING = frozenset({"保留", "不变", "不改", "保持不变", "不用改"})
"""Where the step has an answer, these leave it as it is."""

_BY_WORD = {word: command.name for command in COMMANDS for word in command.words}
_NAMES = {command.name for command in COMMANDS}

HELP = (
    "直接说要办的事，例如「我要办初始注册」「查进度」；也可以直接提问。\n"
    "填表时：输入「返回」回到上一步，「存草稿」稍后再填，「取消」结束。\n"
    "随时发送「菜单」看全部业务，「转人工」看怎么联系客服。"
)


def read_command(text: str) -> tuple[str, str] | None:
    """(name, payload) of a command or a command word; an unknown command is ("", its name)."""
    if text.startswith("/"):
        name, _, payload = text[1:].partition(" ")
        name = name.partition("@")[0].lower()
        return (name, payload.strip()) if name in _NAMES else ("", name)
    name = _BY_WORD.get(text, "")
    return (name, "") if name else None
