"""Several questions in one message, or an order beside a question: where one ends."""

import re

MOST = 3
"""Parts of one message that are answered."""

_BREAKS = re.compile(
    r"[？?；;。！!\n]+|[，,](?!\d{3})|(?<=.)(?=还有就是|另外|顺便(问|再)|以及(?=.*[？?吗]))"
)
_ASKS = re.compile(
    r"怎么|怎样|如何|咋|吗$|么$|呢$|多久|多长|多少|多大|几[天个年条次种寸点]|什么|啥|哪|为何|为什么|是不是|能不能|可不可以|"
    r"行不行|要不要|会不会|有没有|用不用|算不算|需不需要|是否|能否|可否"
)
_ORDERS = re.compile(
    r"^(你好|您好|请|麻烦)?[您你]?(帮我|给我|替我|我(现在|准备|打算)?(要|想|想要|需要)|现在要?|先)(去|先|来)?"
    r"(办|申请|申报|开始|做|变更|注销|延续|注册|补办|补正|撤回|撤销|申辩|更正|查|看|填|续)"
)
_LEADS = re.compile(
    r"^(还有就是|还有|另外|再就是|顺便(再)?问(一下|下)?|以及|那么?|然后|请问|对了)+"
)
_EDGES = " ，,、。；;~～"


def split(text: str) -> tuple[str, ...]:
    """The questions and orders of a message in their order, when there are two or more.

    What is neither belongs to the one behind it: 社保断了，怎么办 stays whole.
    """
    parts: list[str] = []
    before = ""
    for piece in _pieces(text):
        if asks(piece) or is_order(piece):
            parts.append(f"{before}{_LEADS.sub('', piece) or piece}")
            before = ""
        else:
            before = f"{before}{piece}，"
    if before and parts:
        parts[-1] = f"{parts[-1]}，{before.rstrip('，')}"
    return tuple(parts) if len(parts) > 1 else ()


def asks(piece: str) -> bool:
    """True where words ask something."""
    return bool(_ASKS.search(piece))


def is_order(piece: str) -> bool:
    """True for 我要办变更 and the like, which ask nothing."""
    return bool(_ORDERS.match(piece)) and not asks(piece)


def _pieces(text: str) -> list[str]:
    marked = _BREAKS.sub("\n", text)
    return [piece for line in marked.split("\n") if (piece := line.strip(_EDGES))]
