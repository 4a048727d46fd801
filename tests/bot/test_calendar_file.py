"""The calendar file, read back: dates, lasting ids, alarms, and nobody's name."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from bot.calendar_file import calendar_file, uids
from flows.model import Registration
from tests.people import PERSON, REGISTERED_STRUCTURAL

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
ARCHITECT = REGISTERED_STRUCTURAL.model_copy(update={"speciality": "ARCH"})


def events(*held: Registration, today: date = date(2026, 8, 1), secret: str = "s") -> list[Event]:
    content = calendar_file(held, NOW, today, uids(secret, PERSON.id))
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_every_date_as_a_day_with_an_alarm_in_the_morning() -> None:
    found = events(REGISTERED_STRUCTURAL)
    assert [(one.decoded("dtstart"), str(one["summary"])) for one in found] == [
        (date(2026, 9, 1), "一级注册结构工程师：延续注册开放申报"),
        (date(2026, 12, 1), "一级注册结构工程师：注册还有 90 天到期"),
        (date(2026, 12, 31), "一级注册结构工程师：注册还有 60 天到期"),
        (date(2027, 1, 30), "一级注册结构工程师：注册还有 30 天到期"),
        (date(2027, 2, 15), "一级注册结构工程师：注册还有 14 天到期"),
        (date(2027, 2, 22), "一级注册结构工程师：注册还有 7 天到期"),
        (date(2027, 3, 1), "一级注册结构工程师：注册有效期最后一天"),
    ]
    for one in found:
        assert one.decoded("dtend") == one.decoded("dtstart") + timedelta(1)
        [alarm] = one.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(hours=9)
        assert str(alarm["action"]) == "DISPLAY"


def test_architects_have_the_regulations_day_too() -> None:
    more = {str(one["summary"]): one for one in events(ARCHITECT)}
    found = more["一级注册建筑师：进入期满前30日（注册建筑师条例 第十七条）"]
    assert found.decoded("dtstart") == date(2027, 1, 30)
    assert "应当在期满前30日内办理注册手续" in str(found["description"])
    assert len(more) == 8


def test_what_is_past_is_left_out() -> None:
    assert len(events(REGISTERED_STRUCTURAL, today=date(2027, 2, 22))) == 2
    assert events(REGISTERED_STRUCTURAL, today=date(2027, 3, 2)) == []


def test_ids_last_through_a_renewal_and_its_events_are_newer() -> None:
    before = events(REGISTERED_STRUCTURAL, ARCHITECT)
    again = events(REGISTERED_STRUCTURAL, ARCHITECT)
    renewed = REGISTERED_STRUCTURAL.model_copy(update={"valid_until": date(2030, 3, 1)})
    after = events(renewed)
    ids = [str(one["uid"]) for one in before]
    assert len(set(ids)) == len(ids) == 15
    assert [str(one["uid"]) for one in again] == ids
    assert [str(one["uid"]) for one in after] == ids[:7]
    assert all(new["sequence"] > old["sequence"] for new, old in zip(after, before, strict=False))
    assert {str(one["uid"]) for one in events(REGISTERED_STRUCTURAL, secret="t")}.isdisjoint(ids)


def test_nothing_in_it_says_whose_it_is() -> None:
    named = REGISTERED_STRUCTURAL.model_copy(update={"holder_name": PERSON.name})
    content = calendar_file([named], NOW, date(2026, 8, 1), uids("s", "demo-yanxu")).decode()
    private = (PERSON.name, PERSON.id_number, PERSON.mobile, "demo-yanxu")
    assert not [word for word in (*private, named.certificate_number) if word in content]


def test_leap_days() -> None:
    held = REGISTERED_STRUCTURAL.model_copy(update={"valid_until": date(2028, 2, 29)})
    days = [one.decoded("dtstart") for one in events(held)]
    assert (days[0], days[-1]) == (date(2027, 8, 29), date(2028, 2, 29))
