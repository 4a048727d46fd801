"""What a reminder of a registration's end says, at each of its milestones."""

from datetime import date

from bot.buttons import about_button, menu_button
from bot.channels.messages import BotMessage
from flows import texts
from flows.model import Profession, Registration
from flows.renewal_clock import Milestone, regulation_opens
from flows.specialities import SPECIALITIES, label_of
from flows.terms import renewal_opens
from storage.notifications import Push


def reminder(registration: Registration, milestone: Milestone, today: date) -> Push:
    """The line of 我的消息 and the message; the days are those left today."""
    days = (registration.valid_until - today).days
    facts = {
        "speciality": label_of(registration.speciality),
        "valid_until": registration.valid_until.isoformat(),
        "opens": renewal_opens(registration.valid_until).isoformat(),
        "days": str(days),
        "title": _title(milestone, days),
    }
    settings = menu_button("提醒设置", "go", "settings")
    if milestone.id == "ended":
        message = BotMessage(
            title=facts["title"],
            text=texts.say("reminder.ended", **facts),
            buttons=((menu_button("咨询电话", "go", "hotline"), settings),),
        )
    else:
        parts = [texts.say("reminder.window", **facts)]
        parts += [regulation_clock(registration)] if is_architect(registration) else []
        parts += [texts.say("reminder.consequence", **facts)]
        begin = about_button("办理延续注册", "renewal", registration.speciality, "primary")
        message = BotMessage(
            title=facts["title"],
            text="\n\n".join(parts),
            buttons=((begin,), (menu_button("日历文件", "calendar"), settings)),
        )
    return Push(texts.say("reminder.line", **facts), message.model_dump(mode="json"))


def is_architect(registration: Registration) -> bool:
    """True where the Regulation on registered architects runs its own clock."""
    known = SPECIALITIES.get(registration.speciality)
    return known is not None and known.profession is Profession.ARCHITECT


def regulation_clock(registration: Registration) -> str:
    """The Regulation's 30 days beside the system's half year, with its article."""
    return texts.say(
        "reminder.regulation",
        begins=regulation_opens(registration.valid_until).isoformat(),
        valid_until=registration.valid_until.isoformat(),
    )


def _title(milestone: Milestone, days: int) -> str:
    if milestone.id in ("opens", "ended"):
        return texts.say(f"reminder.title.{milestone.id}")
    if days == 0:
        return texts.say("reminder.title.today")
    return texts.say("reminder.title.days", days=str(days))
