"""A finding's remedy as the button that leads to it."""

from bot.businesses import BUSINESSES
from bot.buttons import menu_button, remind_button, reopen_button
from bot.channels.messages import Button
from flows.catalogue import catalogue


def remedy_button(remedy: str) -> Button | None:
    """None where nothing here can mend it."""
    target, _, detail = remedy.partition(".")
    if target == "remind":
        return remind_button("到时提醒我", detail)
    if target == "progress" and detail:
        return menu_button("查看审核进度", "progress", detail)
    if target in catalogue() and detail:
        step = catalogue()[target].step(detail)
        part = step.part if step is not None else ""
        return reopen_button(f"修改{part or BUSINESSES[target].title}", target, detail)
    if target in BUSINESSES:
        return menu_button(BUSINESSES[target].title, "go", target)
    return None
