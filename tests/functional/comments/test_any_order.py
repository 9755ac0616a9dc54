"""Whatever people do in whatever order: numbers, places and what is seen are those of a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from mastaba.api import find_at
from mastaba.testing import ScratchSite
from mastaba_comments import checks
from mastaba_comments.models import GONE, SHOWN, WAITING, Comment, Thread
from mastaba_comments.operations import Draft, decide, delete_for_good, edit_as_moderator, post
from mastaba_comments.operations.decide import DECISIONS
from mastaba_comments.shown import shown

ACTS = ("send", "send", "send", "decide", "decide", "delete", "edit")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACTS), st.lists(st.integers(0, 30), max_size=4), st.sampled_from(DECISIONS)
    ),
    max_size=25,
)


@dataclass
class One:
    """A comment of the model; what is deleted and was answered by nobody is not in it."""

    text: str
    state: str
    parent: One | None


class Model:
    """What ought to be there, told without keys, counters or SQL."""

    def __init__(self) -> None:
        self.all: list[One] = []

    def answered(self, one: One, besides: list[One]) -> bool:
        return any(o.parent is one and not any(o is other for other in besides) for o in self.all)

    def remove(self, gone: list[One]) -> None:
        keep = [one for one in gone if self.answered(one, gone)]
        for one in keep:
            one.state, one.text = GONE, ""
        away = [one for one in gone if not any(one is other for other in keep)]
        self.all = [one for one in self.all if not any(one is other for other in away)]
        for one in self.all:
            if any(one.parent is other for other in away):
                one.parent = None

    def seen(self) -> list[str]:
        """The texts of what readers see, those of empty places too."""
        alive = [
            one
            for one in self.all
            if one.state == SHOWN
            or (one.state == GONE and any(self.is_alive(o) and o.parent is one for o in self.all))
        ]
        return sorted(one.text for one in alive)

    def is_alive(self, one: One) -> bool:
        return one.state in (SHOWN, GONE)


def rows_of(request: Any) -> list[Comment]:
    return list(request.db.scalars(select(Comment).order_by(Comment.id)))


def step(request: Any, model: Model, number: int, act: str, which: list[int], state: str) -> None:
    node, rows = find_at(request, "/news"), rows_of(request)
    places = sorted({at % len(rows) for at in which}) if rows else []
    chosen = [rows[at] for at in places]
    mine = [model.all[at] for at in places]
    if act == "send":
        above = mine[0] if mine and mine[0].state == SHOWN else None
        answers = chosen[0].uid if above else None
        post(request, node, Draft(f"text {number}", answers=answers))
        model.all.append(One(f"text {number}", SHOWN, above))
    elif act == "decide":
        decide(request, chosen, state)
        for one in mine:
            one.state = one.state if one.state == GONE else state
    elif act == "delete":
        delete_for_good(request, chosen)
        model.remove(mine)
    elif mine and mine[0].state != GONE:
        edit_as_moderator(request, chosen[0], f"edited {number}")
        mine[0].text = f"edited {number}"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_numbers_places_and_what_is_seen(news: ScratchSite, steps: list[Any]) -> None:
    model, version = Model(), 0
    with news.request() as request:
        request.db.execute(delete(Comment))
        request.db.execute(delete(Thread))
    with news.request("editor") as request:
        for number, (act, which, state) in enumerate(steps):
            before = model.seen()
            step(request, model, number, act, which, state)
            request.db.flush()
            request.db.expire_all()
            thread = request.db.scalars(select(Thread)).one_or_none()
            states = [one.state for one in model.all]
            if thread is not None:
                counted = (states.count(SHOWN), states.count(WAITING))
                assert (thread.shown, thread.waiting) == counted
                assert thread.version > version or model.seen() == before
                version = thread.version
            assert [(c.text, c.state) for c in rows_of(request)] == [
                (one.text, one.state) for one in model.all
            ]
            assert sorted(row.text for row in shown(request).rows(99)) == model.seen()
    assert list(checks.check_order(news.registry)) == []
    assert list(checks.check_numbers(news.registry)) == []
