"""办事指南 in a chat, over HTTP on both channels: every section by its buttons alone."""

from bot.answering import answer_message
from bot.businesses import DESTINATIONS
from bot.channels.messages import UserMessage
from bot.exchange import Exchange
from bot.pages.guide import LENGTH, LISTED, guide
from storage.conversations import Conversation, Snapshot
from tests.bot.pages.reader import Reader
from tests.house import House
from tests.people import NOW


async def test_from_an_answer_to_the_cited_place_and_about_the_manual(
    home: House, stranger: Reader
) -> None:
    entry = home.assistant.services.corpus.entries["renewal-window"]
    await stranger.types(f"/start faq_{entry.id}")
    await stranger.sees(entry.answer)
    await stranger.taps("看手册原文")
    await stranger.sees("3.3.1 延续注册添加")
    assert stranger.labels == ["上一节 3.3", "下一节 3.3.2", "上一级 3.3", "目录"]
    await stranger.taps("上一级 3.3")
    await stranger.sees("3.3 延续注册")
    assert stranger.labels[:2] == ["3.3.1 延续注册添加", "3.3.2 延续注册上报"]
    await stranger.taps("目录")
    await stranger.sees("请选择要看的章节")
    assert stranger.labels[0] == "1 系统环境要求"
    await stranger.taps("2 登录与信息维护")
    await stranger.sees("2 登录与信息维护（1/2）")
    assert stranger.labels[LISTED:] == ["下一页", "上一节 1", "下一节 2.1", "目录"]
    await stranger.taps("下一页")
    shown = await stranger.sees("2 登录与信息维护（2/2）")
    assert "2.10 操作视频" in shown
    assert stranger.labels[:3] == ["2.9 在线客服", "2.10 操作视频", "上一页"]


def shown(home: House, target: str) -> list[str]:
    """Title, text and labels, asked without a chat."""
    conversation = Conversation("web", "chat", 1, "", "", {}, 0)
    message = UserMessage("web", "chat", "1", data="m|guide|")
    exchange = Exchange.of(message, Snapshot(conversation, None, False), NOW)
    guide(exchange, home.assistant.services, target)
    (told,) = exchange.outgoing
    return [told.title, told.text, *(b.label for row in told.buttons for b in row)]


async def test_every_page_is_short_and_every_cited_place_is_on_the_page_shown(
    home: House,
) -> None:
    corpus = home.assistant.services.corpus
    for section in corpus.guide.sections:
        title, text, *labels = shown(home, section)
        assert 0 < len(text) <= LENGTH, title
        assert "目录" in labels
    assert shown(home, "3.1.1@承诺书第 1 条")[0] == "3.1.1 初始注册添加（1/2）"
    title, text, *_ = shown(home, "3.1.1@注 3")
    assert (title, "社保" in text) == ("3.1.1 初始注册添加（2/2）", True)
    for target in ("", "9", "@7", "2@99", "2@x", "3.1.1@没有的地方", "2@-1"):
        assert shown(home, target)[1], target
    for entry in corpus.entries.values():
        rows = answer_message(entry, DESTINATIONS).buttons
        data = [button.data for row in rows for button in row if button.label == "看手册原文"]
        for target in (one.split("|")[2] for one in data):
            assert shown(home, target)[0].startswith(target.partition("@")[0])
