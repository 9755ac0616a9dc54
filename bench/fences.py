"""What a fence, and a slot that nobody fills, cost of a public page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bench.measure import least
from mastaba.fences import fenced
from mastaba.slots import html_of
from mastaba.testing import ScratchSite

TIMES = 1000  # in one call, since one is too short to measure
BUDGET = 2.0  # per cent of a public page
EMPTY_BUDGET = 0.2
NAME = "site.after_content"


def report(site: ScratchSite, page: float, *, rounds: int) -> list[str]:
    """Print the shares of a page that takes `page` seconds; return what is over its budget."""
    with site.request() as request:
        bare, behind, empty = least(
            [_repeated(_nothing), _repeated(_fence(request)), _repeated(_slot(request))],
            rounds=rounds,
            times=1,
        )
    fence, slot = (behind - bare) / TIMES, empty / TIMES
    return [
        *_line("a fence", fence, page, BUDGET),
        *_line("an empty slot", slot, page, EMPTY_BUDGET),
    ]


def _line(name: str, seconds: float, page: float, budget: float) -> list[str]:
    share = 100 * seconds / page
    print(f"{name:24} {share:5.2f}% {budget:6.1f}% {seconds * 1e6:6.2f} µs of a public page")
    return [name] if share > budget else []


def _nothing() -> Markup:
    return Markup("")


def _fence(request: Any) -> Callable[[], Any]:
    return lambda: fenced(request, "event", "slot item event.item", _nothing)


def _slot(request: Any) -> Callable[[], Any]:
    return lambda: html_of(request, NAME, None, {})


def _repeated(call: Callable[[], Any]) -> Callable[[], str]:
    def repeat() -> str:
        for _ in range(TIMES):
            call()
        return ""

    return repeat
