import asyncio

import pytest

from bot.channels.ordering import Background, ChatIsFull, PerChat


async def test_in_order_in_a_chat_and_side_by_side_across() -> None:
    chats: PerChat[int] = PerChat(at_once=4)
    done: list[tuple[str, int]] = []

    async def work(chat: str, number: int) -> int:
        await asyncio.sleep(0.001 * (5 - number))
        done.append((chat, number))
        return number

    futures = [
        chats.submit(chat, lambda chat=chat, number=number: work(chat, number))  # type: ignore[misc]
        for number in range(5)
        for chat in "abc"
    ]
    assert await asyncio.gather(*futures) == [number for number in range(5) for _ in "abc"]
    for chat in "abc":
        assert [number for name, number in done if name == chat] == list(range(5))


async def test_a_flooding_chat_takes_turns_with_the_others() -> None:
    chats: PerChat[None] = PerChat(at_once=1, per_chat=100)
    done: list[str] = []

    async def work(chat: str) -> None:
        await asyncio.sleep(0)
        done.append(chat)

    futures = [chats.submit("flood", lambda: work("flood")) for _ in range(50)]
    futures.append(chats.submit("calm", lambda: work("calm")))
    await asyncio.gather(*futures)
    assert done.index("calm") <= 2


async def test_no_more_at_once_than_allowed_and_no_more_waiting() -> None:
    chats: PerChat[None] = PerChat(at_once=2, per_chat=3)
    gate, running = asyncio.Event(), 0

    async def work() -> None:
        nonlocal running
        running += 1
        await gate.wait()

    futures = [chats.submit(str(chat), work) for chat in range(5)]
    await asyncio.sleep(0)
    assert running == 2
    futures += [chats.submit("4", work) for _ in range(2)]
    with pytest.raises(ChatIsFull):
        chats.submit("4", work)
    gate.set()
    await asyncio.gather(*futures)
    assert running == 7


async def test_a_fault_reaches_its_own_future_only() -> None:
    chats: PerChat[str] = PerChat()

    async def fail() -> str:
        raise ValueError("no")

    async def pass_() -> str:
        return "yes"

    bad, good = chats.submit("a", fail), chats.submit("a", pass_)
    with pytest.raises(ValueError, match="no"):
        await bad
    assert await good == "yes"


async def test_a_stop_cancels_what_does_not_end() -> None:
    chats: PerChat[None] = PerChat(at_once=1)
    running, waiting = (chats.submit(chat, lambda: asyncio.sleep(60)) for chat in "ab")
    await asyncio.sleep(0)
    await chats.stop(0.01)
    assert running.cancelled()
    assert waiting.cancelled()
    with pytest.raises(ChatIsFull):
        chats.submit("c", lambda: asyncio.sleep(0))


async def test_background_work_is_finished_or_cancelled_at_a_stop() -> None:
    background, ended = Background(), []

    async def work(seconds: float) -> None:
        await asyncio.sleep(seconds)
        ended.append(seconds)

    background.start(work(0.01))
    background.start(work(60))
    await background.stop(0.05)
    assert ended == [0.01]
