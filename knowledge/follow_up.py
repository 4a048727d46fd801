"""Questions that only make sense after the one before: 那注销呢, 要几天, 这个在哪里弄."""

import re
from dataclasses import dataclass

LONGEST = 16
"""Characters of a question that leans on the one before; longer ones say what they are about."""
SHORT = 10
"""Characters of a question that may lean on it though nothing says so."""

SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("强制注销", r"强制注销"),
        ("信息更正", r"信息更正|更正|改名"),
        ("更改补办", r"更改补办|补办|补证"),
        ("初始注册", r"初始(注册)?|首次注册|初次注册|第一次注册"),
        ("变更注册", r"变更(注册)?|(换|转)(单位|公司)(注册)?"),
        ("延续注册", r"延续(注册)?|续期|续注册|续证"),
        ("注销注册", r"注销(注册)?"),
        ("补正", r"补正"),
        ("撤回", r"撤回(申请|申报)?"),
        ("申辩", r"(我的)?申辩"),
        ("个人信息", r"个人信息"),
        ("解聘证明", r"(解聘|离职)证明"),
        ("照片", r"照片|证件照|寸照|相片"),
        ("签名", r"(手写)?签名|签字"),
        ("社保", r"社保(异常)?"),
        ("继续教育", r"继续教育|继教"),
        ("承诺书", r"(个人)?承诺书"),
        ("执业印章", r"(执业)?印章"),
        ("资格证书", r"资格证书?"),
        ("注册证书", r"注册证书?|电子证[照书]"),
        ("公示", r"公示"),
        ("咨询电话", r"咨询电话|热线|电话"),
    )
)
"""What a talk can be about, by the name that is put into a question."""
BUSINESSES = frozenset(
    (
        "强制注销",
        "信息更正",
        "更改补办",
        "初始注册",
        "变更注册",
        "延续注册",
        "注销注册",
        "补正",
        "撤回",
        "申辩",
    )
)
"""Subjects that are handled from beginning to end; the others are papers and things."""

ASPECTS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (name, re.compile(pattern), whole)
    for name, pattern, whole in (
        (
            "materials",
            r"材料|(什么|哪些)(证明|资料|文件)|(交|传|带|提供|准备|上传)(什么|哪些|啥)",
            "{}要交什么材料",
        ),
        ("fee", r"多少钱|要钱|收费|费用|花钱|交钱|免费", "{}要交钱吗"),
        (
            "time",
            r"多久|多长时间|几天|多少天|几个月|几个工作日|多少个?工作日|(什么|啥)时候(能|可以)?(好|批|办完|下来)|时限",
            "{}办理需要多久",
        ),
        ("begin", r"(什么|啥)时候|何时|(能|可以)(开始)?申请|提前", "什么时候能办{}"),
        ("deadline", r"期限|截止|有效期|最晚", "{}有期限吗"),
        ("conditions", r"条件|谁(能|可以)|(什么|哪些)人", "{}有什么条件"),
        ("demands", r"要求|多大|尺寸|格式|颜色|规格", "{}有什么要求"),
        ("where", r"在哪|哪里|哪儿|入口|去哪|上哪", "{}在哪里办"),
        ("how", r"怎么|怎样|如何|咋|流程|步骤|程序", "怎么办{}"),
        ("result", r"(完|成功|通过|之?后)(了)?(会|能|还)?(怎么样|怎样|如何)", "{}之后会怎样"),
    )
)
"""What is asked about a subject: how it shows, and a whole question of it."""

_LEADS = re.compile(
    r"^((那么?|然后|接着|还有|另外|请问|(再|顺便)问(一下|下)?|好的?|嗯+|哦+|如果是?|要是|换成|对了)"
    r"[,，、 ]*)+"
)
_ENDS = re.compile(r"[?？。.!！~～,， ]+$")
_TAILS = re.compile(r"(呢|啊|呀|哦|呐|啦)+$")
_POINTS_BACK = re.compile(
    r"这个业务|那个业务|这种|那种|这个|那个|这项|它|该业务|上面(说)?的|(?<![到在])这(?=要|得|怎|能|多|在)"
)
_EMPTY = re.compile(
    r"我|你们?|您|这个|那个|它|一般|大概|大约|通常|具体|总共|一共|到底|都|还|又|再|得|是|要|需要|用|需|会|去|可以|能|应该|结果|"
    r"办理?|弄|做|搞|操作|申请|申报|整|审批|批|审核|完|好|下来|办法|的|了|吗|么|嘛|有|没有|什么|哪些|啥|里|儿|个|天|点|看|找|呢|交|传|等|最"
)
_ASKS = re.compile(r"[吗么]$|怎么|咋|如何|能不能|可不可以|要不要|是不是|行不行")
_ASKING = re.compile(r"[?？]|什么|哪|啥|怎|如何|咋|多|几|谁|吗|么|呢|何时")
"""A paper or a word of trade alone may be an answer: 材料 is what people have studied."""
_ALONE = re.compile(r"(的|注册|业务|那边|这边|方面|情况)*$")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a talk is about: a subject by its name in `SUBJECTS`, and what was asked of it."""

    subject: str
    aspect: str = ""
    title: str = ""
    """Of the entry that was answered last."""


def subject_in(*texts: str) -> str:
    """The subject that the first of the texts to name one names first; empty where none does."""
    for text in texts:
        found = [(match.start(), name) for name, p in SUBJECTS if (match := p.search(text))]
        if found:
            # Of two that begin at the same place, the one listed first is the closer one.
            first = min(place for place, _ in found)
            return next(name for place, name in found if place == first)
    return ""


def aspect_in(*texts: str) -> str:
    """What the first of the texts that asks something known asks; empty where none does."""
    for text in texts:
        for name, pattern, _ in ASPECTS:
            if pattern.search(text):
                return name
    return ""


def asks_aspect(text: str) -> bool:
    """True for a question that is nothing but an aspect: 要几天, 需要什么材料, 在哪里弄."""
    bare = _bare(text)
    pattern = next((p for _, p, _ in ASPECTS if p.search(bare)), None)
    return (
        pattern is not None
        and bool(_ASKING.search(text))
        and len(bare) <= LONGEST
        and not subject_in(bare)
        and not _EMPTY.sub("", pattern.sub("", bare))
    )


def swaps_subject(text: str) -> bool:
    """True for another subject put in the former one's place: 那注销呢, 签名呢."""
    trimmed = _ENDS.sub("", text.strip())
    bare = _bare(text)
    subject = subject_in(bare)
    marked = _TAILS.search(trimmed) or _LEADS.search(trimmed)
    if not subject or not marked or len(bare) > LONGEST:
        return False
    pattern = dict(SUBJECTS)[subject]
    match = pattern.search(bare)
    return match is not None and match.start() == 0 and bool(_ALONE.fullmatch(bare[match.end() :]))


def rewritten(text: str, topic: Topic) -> tuple[str, ...]:
    """Whole questions that `text` may stand for after `topic`, best first.

    None where it says by itself what it is about, or where the talk is about nothing known.
    """
    bare = _bare(text)
    if not bare or len(bare) > LONGEST:
        return ()
    if swaps_subject(text):
        return _swapped(subject_in(bare), topic)
    if not topic.subject or subject_in(bare):
        return ()
    if asks_aspect(text):
        literal = _POINTS_BACK.sub("", bare)
        return _unique(_whole(aspect_in(bare), topic.subject), f"{topic.subject}{literal}")
    if _POINTS_BACK.search(bare):
        return (_POINTS_BACK.sub(topic.subject, bare, count=1),)
    trimmed = _ENDS.sub("", text.strip())
    if trimmed.endswith("呢") or (trimmed.startswith("那") and _ASKS.search(trimmed)):
        return _unique(f"{topic.subject}{bare}", f"{topic.subject}{trimmed}")
    return ()


def completed(text: str, topic: Topic) -> str:
    """A short question that names no subject, with the topic's put before it; empty for others.

    Unlike what `rewritten` takes, it may as well be about something else.
    """
    bare = _bare(text)
    is_open = bool(_ASKING.search(text)) and not subject_in(bare) and 2 <= len(bare) <= SHORT
    return f"{topic.subject}{bare}" if is_open and topic.subject else ""


def _swapped(subject: str, topic: Topic) -> tuple[str, ...]:
    if subject not in BUSINESSES:
        aspect = topic.aspect if topic.aspect in ("conditions", "demands", "deadline") else ""
        return _unique(_whole(aspect, subject) if aspect else "", _whole("demands", subject))
    whole = _whole(topic.aspect, subject) if topic.aspect else ""
    named = dict(SUBJECTS).get(topic.subject)
    title = named.sub(subject, topic.title, count=1) if named else ""
    changed = title if title != topic.title else ""
    return _unique(whole, changed, _whole("how", subject))


def _whole(aspect: str, subject: str) -> str:
    return next(whole for name, _, whole in ASPECTS if name == aspect).format(subject)


def _unique(*questions: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question for question in questions if question))


def _bare(text: str) -> str:
    bare = _ENDS.sub("", text.strip())
    bare = _LEADS.sub("", bare)
    return _TAILS.sub("", bare).strip()
