"""咨询电话 (manual 6) and 人工客服: the number, the hours, whether somebody answers now."""

from bot.buttons import menu_button
from bot.exchange import Exchange, Rows
from bot.hours import hours, hours_line
from flows.catalogue import catalogue

HOTLINE_TEXT = "咨询服务热线：010-88361866\n咨询服务热线工作时间为：工作日 8:30-12:00，13:30-17:00"
OTHER_NUMBERS = (
    "另有上报成功页面上的一组电话，与热线不同：\n"
    "受理部门：中华人民共和国住房和城乡建设部\n"
    "咨询电话：010-68313587；投诉电话：010-68313531"
)
MEANWHILE_OPEN = "也可以先把问题发在这里，有答案的我马上回答并注明出处。"
MEANWHILE = (
    "接听之前，可以先把问题发在这里，有答案的我马上回答并注明出处；也可以看热门问题和办事指南。"
)
ROWS: Rows = ((menu_button("看热门问题", "service"), menu_button("办事指南", "guide")),)


def hotline(exchange: Exchange, *, as_agent: bool = False) -> None:
    """咨询电话 (manual 6), whether somebody answers now, and what can be done meanwhile."""
    is_open = hours(exchange.now).is_open
    lines = [f"{HOTLINE_TEXT}\n{hours_line(exchange.now)}"]
    lines.append(MEANWHILE_OPEN if is_open else MEANWHILE)
    if exchange.tracker is not None:
        title = catalogue()[exchange.tracker.flow].title
        lines[-1] += f"您正在填的「{title}」已保存，打完电话可以接着填。"
    lines.append(OTHER_NUMBERS)
    exchange.say("\n\n".join(lines), ROWS, title="人工客服" if as_agent else "咨询电话")
