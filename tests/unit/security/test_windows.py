"""Limits in bounded memory, and the networks they count for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limits import parse
from pydantic import ValidationError

from mastaba.security import windows
from mastaba.security.networks import Origin, origin_of
from mastaba.security.visitor_forms.rates import in_words
from mastaba.security.visitor_forms.settings import VisitorFormSettings
from mastaba.security.windows import Limiter, Windows

STEPS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 40)), max_size=60)


class Clock:
    """Stands in for the module `time`."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(windows, "time", made)
    return made


@given(STEPS, st.integers(1, 5), st.integers(1, 60))
def test_a_window_is_what_a_plain_list_says(
    steps: list[tuple[str, int]], limit: int, length: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        clock = Clock()
        patch.setattr(windows, "time", clock)
        kept, plain = Windows(), []
        for key, later in steps:
            clock.now += later
            recent = [at for name, at in plain if name == key and at > clock.now - length]
            assert kept.get_moving_window(key, limit, length)[1] == len(recent)
            assert kept.acquire_entry(key, limit, length) is (len(recent) < limit)
            if len(recent) < limit:
                plain.append((key, clock.now))


def test_memory_is_bounded_whatever_addresses_come(clock: Clock) -> None:
    kept = Windows(keys=100)
    for number in range(1000):
        assert kept.acquire_entry(f"{number}", 5, 60)
        kept.acquire_entry("steady", 5000, 60)
    assert len(kept) == 100
    assert kept.get_moving_window("steady", 5000, 60)[1] == 1000
    clock.now += 61
    assert kept.get_moving_window("999", 5, 60)[1] == 0
    assert len(kept) == 99


def test_whoever_waits_as_long_as_told_is_heard(clock: Clock) -> None:
    limiter, item = Limiter(), parse("2/minute")
    for _ in range(2):
        assert limiter.hit(item, "a")
        clock.now += 10
    assert not limiter.hit(item, "a")
    wait = limiter.wait(item, "a")
    assert wait == 40
    clock.now += wait
    assert limiter.hit(item, "a")
    assert not limiter.hit(item, "a")


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("192.0.2.77", ("192.0.2.77/32", "192.0.2.0/24")),
        ("::ffff:192.0.2.77", ("192.0.2.77/32", "192.0.2.0/24")),
        ("2001:db8:1:2:3::4", ("2001:db8:1:2::/64", "2001:db8:1::/48")),
        ("fe80::1%eth0", ("fe80::/64", "fe80::/48")),
        ("localhost", ("localhost", "localhost")),
        ("", ("", "")),
    ],
)
def test_case_003_the_networks_of_an_address(address: str, origin: tuple[str, str]) -> None:
    assert origin_of(address) == Origin(*origin)


@given(st.text(max_size=60))
def test_any_text_has_an_origin(text: str) -> None:
    assert all(isinstance(place, str) for place in origin_of(text))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (60, "60 seconds"), (61, "2 minutes"), (3601, "2 hours")],
)
def test_times_to_wait_are_told_rounded_up(seconds: int, words: str) -> None:
    assert in_words(seconds) == words


@pytest.mark.parametrize(
    "rate", ["5", "minute", "5/fortnight", "5/minute;9/hour", "-1/minute", "5/h0ur", "/", "é" * 99]
)
def test_what_is_no_limit_is_refused_with_a_sentence(rate: str) -> None:
    with pytest.raises(ValidationError, match="is no limit; expected a number and a time"):
        VisitorFormSettings(rates=("5/minute", rate))


def test_limits_are_kept_as_they_are_written() -> None:
    assert VisitorFormSettings(rates=("5/minute", "2/3hour")).rates == ("5/minute", "2/3hour")
