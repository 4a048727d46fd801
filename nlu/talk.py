"""What kind of small talk it is, so that the reply fits."""

import re

from nlu.parse import Talk

_KINDS: tuple[tuple[Talk, re.Pattern[str]], ...] = (
    (
        "complaint",
        re.compile(
            r"难用|太慢|烦|垃圾|破(系统|机器人)|气死|火大|无语|差劲|坑|答非所问|不懂|没用|什么玩意|投诉|傻|笨|蠢|"
            r"(等|弄|搞)了?(半天|好久)|不好用|失望|无聊|好累|累死"
        ),
    ),
    (
        "who",
        re.compile(
            r"你.{0,2}(是谁|叫|是(真人|机器|人工|干|做|什么|男|女)|能(做|帮|干)|会(做|干|什么|啥)|几岁|多大)|介绍.{0,4}自己|"
            r"什么功能|有(什么|哪些)功能|你是人吗|谁开发|什么助手|助手能"
        ),
    ),
    ("thanks", re.compile(r"谢|感激|多亏|辛苦|麻烦你了|thank|3q", re.IGNORECASE)),
    (
        "parting",
        re.compile(
            r"再见|拜|回头见|下次再|改天聊|bye|没别的事|没事了|先这样|晚安|周末愉快", re.IGNORECASE
        ),
    ),
    ("praise", re.compile(r"棒|厉害|不错|好用|真好|漂亮|聪明|挺好|牛|赞|专业|贴心")),
    ("understood", re.compile(r"明白|知道了|懂了|了解了|原来如此|收到|清楚了")),
    (
        "greeting",
        re.compile(
            r"你好|您好|在吗|在不|早|上午好|中午好|下午好|晚上好|嗨|哈喽|哈罗|hi|hello|hey|节日|新年|回来了",
            re.IGNORECASE,
        ),
    ),
)


def talk_of(sentence: str) -> Talk:
    """The kind of a normalised sentence that is small talk; "" where its words do not tell."""
    return next((kind for kind, pattern in _KINDS if pattern.search(sentence)), "")
