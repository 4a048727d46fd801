"""How a form is filled, step by step: the good answer for every step of every flow."""

from collections.abc import AsyncIterator

from flows.tracker import Tracker
from tests.conversations.chat import Chat

Action = tuple[str, str]

ANSWERS: dict[str, tuple[Action, ...]] = {
    "school": (("types", "测试大学"),),
    "major": (("types", "岩土工程"),),
    "education": (("taps", "大学本科"),),
    "degree": (("taps", "学士学位"),),
    "graduated_in": (("types", "2015年7月"),),
    "appointed_in": (("types", "2020-09"),),
    "title": (("taps", "助理工程师"),),
    "years_of_practice": (("types", "8年"),),
    "enterprise": (("types", "华东 勘测"), ("taps", "华东勘测澄岳")),
    "industry": (("taps", "勘察设计行业"),),
    "certificate": (("taps", "B"),),
    "contact_mobile": (("types", "13900139000"),),
    "employment_begins_on": (("types", "2022-04-13"),),
    "employment_ends_on": (("taps", "无固定期"),),
    "picture_commitment": (("taps", "本人已阅读并作出上述承诺"),),
    "portrait": (("uploads", "portrait"),),
    "signature": (("uploads", "signature"),),
    "pictures_confirmed": (("taps", "使用这两张"),),
    "speciality": (("taps", "给水排水"),),
    "conditions": (("taps", "全选"), ("taps", "下一步")),
    "social_insurance": (("taps", "确定"),),
    "commitment": (("waits", "61"), ("taps", "本人做出上述承诺")),
    "certificate_number": (("types", "2023010110000001"),),
    "approved_on": (("types", "2023-12-01"),),
    "obtained_by": (("taps", "考试"),),
    "review": (("taps", "提交"),),
    "final": (("taps", "确定"),),
}
"""By slot; `review` of an application is tapped as 上报."""

WALKS = (("profile", "xinren"), ("initial", "duozhuan"), ("initial", "shebao"))
"""Flow and demo person; together they meet every step but `industry`, which is taken unasked."""


async def opened(chat: Chat, flow: str, username: str) -> Chat:
    """The chat, logged in, with the form begun."""
    await chat.logs_in(username)
    await chat.sends_data(f"m|go|{flow}")
    return chat


async def answers(chat: Chat, slot: str) -> str:
    """Give the good answer to a step."""
    actions = ANSWERS[slot]
    if slot == "review" and (await chat.form()).flow != "profile":
        actions = (("taps", "上报"),)
    return await chat.does(*actions)


async def walk(chat: Chat, *, until: str = "") -> AsyncIterator[Tracker]:
    """Each step in hand in turn; it is answered when the next one is asked for."""
    taken = 0
    while (tracker := await chat.tracker()) is not None and tracker.step != until:
        yield tracker
        words = await answers(chat, tracker.step)
        taken += 1
        assert taken < 60, f"walking in circles at {tracker.step}: {words}"


async def walked(chat: Chat, until: str = "") -> str:
    """Answer everything before step `until`, or all of it; what was shown last."""
    words, taken = "", 0
    while (tracker := await chat.tracker()) is not None and tracker.step != until:
        words = await answers(chat, tracker.step)
        taken += 1
        assert taken < 60, f"walking in circles at {tracker.step}: {words}"
    return words
