"""提醒设置: whether and when something is said unasked, and what comes next."""

from datetime import date

from bot.buttons import about_button, menu_button
from bot.channels.messages import BotMessage, Button
from bot.exchange import Exchange
from bot.services import Services
from flows import texts
from flows.model import Registration
from flows.ports import RegistryUnavailable
from flows.quiet_hours import EARLY, USUAL, QuietHours
from flows.renewal_clock import upcoming
from flows.specialities import label_of
from flows.view import SHANGHAI
from storage.preferences import Preference

QUIET: dict[str, QuietHours | None] = {"usual": USUAL, "early": EARLY, "none": None}


async def settings(exchange: Exchange, services: Services, target: str = "") -> None:
    """Show them, after the change that `target` names: on, off, or preset quiet hours."""
    store, person_id = services.preferences, exchange.person_id
    if target in ("on", "off"):
        await store.set_reminders(person_id, target == "on")
    elif target in QUIET:
        await store.set_quiet(person_id, QUIET[target])
    preference = await store.of(person_id)
    try:
        registrations = (await services.registry.facts(person_id)).registrations
        today = exchange.now.astimezone(SHANGHAI).date()
        ahead = "\n".join(_ahead(one, today) for one in registrations if not one.cancelled)
    except RegistryUnavailable:
        ahead = texts.say("settings.registry_away")
    exchange.show(
        BotMessage(
            title="提醒设置",
            text=texts.say(
                "settings.page",
                reminders="开" if preference.reminders else "关",
                quiet=_named(preference.quiet),
                ahead=ahead or texts.say("settings.nothing_ahead"),
            ),
            buttons=_buttons(preference),
            replaces_tapped=bool(target),
        )
    )


async def remind(exchange: Exchange, services: Services, speciality: str) -> None:
    """A tap on a button of `remind_button`: reminders on, and the day of the next one."""
    facts = await services.registry.facts(exchange.person_id)
    held = (one for one in facts.registrations if not one.cancelled)
    registration = next((one for one in held if one.speciality == speciality), None)
    if registration is None:
        label = label_of(speciality)
        exchange.say(texts.say("registry.registration_missing", speciality=label))
        return
    await services.preferences.set_reminders(exchange.person_id, True)
    today = exchange.now.astimezone(SHANGHAI).date()
    row = (menu_button("提醒设置", "go", "settings"), menu_button("日历文件", "calendar"))
    if (milestone := upcoming(registration.valid_until, today)) is not None:
        day = milestone.day.isoformat()
        exchange.say(texts.say("remind.on", day=day, what=_ahead(registration, today)), (row,))
    elif registration.valid_until < today:
        hotline = (menu_button("咨询电话", "go", "hotline"),)
        exchange.say(texts.say("remind.too_late", what=_ahead(registration, today)), (hotline,))
    else:
        begin = (about_button("办理延续注册", "renewal", speciality, "primary"),)
        exchange.say(texts.say("remind.now", what=_ahead(registration, today)), (begin,))


def _ahead(registration: Registration, today: date) -> str:
    """One registration: its end, and when it is spoken of next."""
    milestone = upcoming(registration.valid_until, today)
    code = "ended" if registration.valid_until < today else "last_days"
    if milestone is not None:
        code = "opens" if milestone.id == "opens" else "days"
    return texts.say(
        f"settings.ahead.{code}",
        speciality=label_of(registration.speciality),
        valid_until=registration.valid_until.isoformat(),
        day=milestone.day.isoformat() if milestone else "",
        days=milestone.id if milestone else "",
    )


def _buttons(preference: Preference) -> tuple[tuple[Button, ...], ...]:
    if preference.reminders:
        switch = menu_button("关闭提醒", "settings", "off")
    else:
        switch = menu_button("打开提醒", "settings", "on", "primary")
    presets = tuple(
        menu_button(
            f"✓ {_named(quiet)}" if quiet == preference.quiet else _named(quiet), "settings", name
        )
        for name, quiet in QUIET.items()
    )
    return ((switch,), presets, (menu_button("日历文件", "calendar"),))


def _named(quiet: QuietHours | None) -> str:
    return str(quiet) if quiet else "不设免打扰"
