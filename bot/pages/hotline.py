"""咨询电话 (manual 6) and 人工客服: the number, the hours, whether somebody answers now."""

from bot.exchange import Exchange
from bot.hours import hours_line
from flows.catalogue import catalogue

HOTLINE_TEXT = "咨询服务热线：010-88361866\n咨询服务热线工作时间为：工作日 8:30-12:00，13:30-17:00"


def hotline(exchange: Exchange, *, as_agent: bool = False) -> None:
    """咨询电话 (manual 6) and whether somebody answers now."""
    lines = [HOTLINE_TEXT, hours_line(exchange.now)]
    if exchange.tracker is not None:
        title = catalogue()[exchange.tracker.flow].title
        lines.append(f"您正在填的「{title}」已保存，打完电话可以接着填。")
    exchange.say("\n".join(lines), title="人工客服" if as_agent else "咨询电话")
