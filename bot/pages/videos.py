"""操作视频 (manual 2.10)."""

from bot.buttons import menu_button
from bot.exchange import Exchange


def videos(exchange: Exchange) -> None:
    """操作视频 (manual 2.10)."""
    row = (menu_button("看办事指南", "guide"),)
    exchange.say(
        "个人版操作视频在系统网页右侧导航栏的“操作视频”栏目。这里可以按章节看文字版办事指南。",
        (row,),
        title="操作视频",
    )
