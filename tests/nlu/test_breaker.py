"""When calls are spared, and when one is tried again."""

from nlu.breaker import FAILURES, REST_SECONDS, Breaker


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[Breaker, Clock]:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed()
    return breaker, clock


def test_opens_at_the_third_failure_in_a_row() -> None:
    breaker, _ = opened()
    assert not breaker.allows()


def test_a_success_between_starts_the_count_again() -> None:
    breaker = Breaker(Clock())
    for _ in range(FAILURES * 2):
        breaker.failed()
        breaker.succeeded()
    assert breaker.allows()


def test_lets_one_call_through_after_its_rest() -> None:
    breaker, clock = opened()
    clock.now += REST_SECONDS
    assert breaker.allows()
    assert not breaker.allows()
    breaker.failed()
    clock.now += REST_SECONDS - 0.1
    assert not breaker.allows()
    clock.now += 0.1
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows()
    assert breaker.allows()
