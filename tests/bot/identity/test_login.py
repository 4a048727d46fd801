"""Patience with wrong passwords."""

from bot.identity.login import Throttle


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_too_many_failures_close_for_a_while() -> None:
    clock = Clock()
    throttle = Throttle(3, 60, clock=clock)
    for _ in range(3):
        assert throttle.wait("a") == 0
        throttle.failed("a")
        clock.now += 10
    assert throttle.wait("a") == 30
    assert throttle.wait("b") == 0
    clock.now += 31
    assert throttle.wait("a") == 0


def test_a_right_password_forgives() -> None:
    throttle = Throttle(1, 60)
    throttle.failed("a")
    throttle.forget("a")
    assert throttle.wait("a") == 0


def test_a_flood_of_names_takes_no_more_room() -> None:
    throttle = Throttle(1, 60, room=10)
    for number in range(100):
        throttle.failed(str(number))
    assert throttle.wait("99") > 0
    assert throttle.wait("0") == 0
