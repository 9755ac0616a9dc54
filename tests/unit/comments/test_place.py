"""The keys of threads, held against a plain recursive walk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from mastaba.api import uuid7
from mastaba_comments.models import LEVELS, SEGMENT
from mastaba_comments.place import BEGIN, level, place, segment

START = datetime(2026, 5, 1, tzinfo=UTC)


@dataclass
class Node:
    """A comment of a random tree, and what `place` says of it."""

    parent: int | None
    when: datetime
    uid: str
    root: str = ""
    thread: str = ""
    depth: int = 0


@st.composite
def trees(draw: st.DrawFn) -> list[Node]:
    """Comments in the order they were made; many at the same instant, chains included."""
    nodes: list[Node] = []
    chance = draw(st.permutations(range(60)))
    deep = draw(st.booleans())
    for number in range(draw(st.integers(0, 60))):
        last = st.just(number - 1)
        answers = st.one_of(st.none(), st.integers(0, number - 1), *(last,) * (9 if deep else 1))
        parent = draw(answers) if number else None
        when = START + timedelta(microseconds=draw(st.integers(0, 5)))
        node = Node(parent, when, str(UUID(int=chance[number])))
        above = None if parent is None else nodes[parent]
        node.root, node.thread, node.depth = place(above, when, node.uid)
        nodes.append(node)
    return nodes


@given(trees())
def test_keys_sort_as_a_conversation_is_read(nodes: list[Node]) -> None:
    for newest_first in (False, True):
        by_key = sorted(range(len(nodes)), key=lambda n: nodes[n].thread)
        by_key.sort(key=lambda n: nodes[n].root, reverse=newest_first)
        assert by_key == read(nodes, newest_first)


@given(trees())
def test_keys_do_not_grow(nodes: list[Node]) -> None:
    for node in nodes:
        assert len(node.thread) == SEGMENT * (min(node.depth, LEVELS - 1) + 1)
        assert level(node.thread) == min(node.depth, LEVELS - 1)
        assert node.thread.startswith(node.root)
        assert node.parent is None or node.thread > nodes[node.parent].thread


def read(nodes: list[Node], newest_first: bool) -> list[int]:
    """Depth first; below the last level everything stands in one row, in the order of time."""
    answers = defaultdict(list)
    for number in range(len(nodes)):
        answers[shown_below(nodes, number)].append(number)

    times: list[tuple[datetime, str]] = []
    for node in nodes:
        times.append(time_of(node, times))

    def walk(above: int | None) -> list[int]:
        rows = sorted(answers[above], key=times.__getitem__)
        rows = rows[::-1] if newest_first and above is None else rows
        return [found for number in rows for found in (number, *walk(number))]

    return walk(None)


def time_of(node: Node, times: list[tuple[datetime, str]]) -> tuple[datetime, str]:
    """When it counts as written: below the last level not before what it answers."""
    own = (node.when, node.uid)
    if node.depth < LEVELS or node.parent is None or own > times[node.parent]:
        return own
    return times[node.parent][0] + timedelta(microseconds=1), node.uid


def shown_below(nodes: list[Node], number: int) -> int | None:
    """What a comment stands below: what it answers, or the last that is not too deep."""
    way = []
    above = nodes[number].parent
    while above is not None:
        way.append(above)
        above = nodes[above].parent
    return way[::-1][: LEVELS - 1][-1] if way else None


def test_case_273_an_answer_a_thousand_deep_has_a_short_key() -> None:
    above = None
    for number in range(1000):
        node = Node(None, START + timedelta(seconds=number), uuid7())
        node.root, node.thread, node.depth = place(above, node.when, node.uid)
        assert above is None or above.thread < node.thread
        above = node
    assert above is not None
    assert (above.depth, len(above.thread)) == (999, SEGMENT * LEVELS)


@given(st.datetimes(), st.datetimes(), st.uuids(version=4), st.uuids(version=4))
def test_a_segment_sorts_like_its_instant(a: datetime, b: datetime, x: object, y: object) -> None:
    """Every instant that fits a column has one; what is older than all conversations is equal."""
    first, second = (max(when.replace(tzinfo=UTC), BEGIN) for when in (a, b))
    one, two = segment(a.replace(tzinfo=UTC), str(x)), segment(b.replace(tzinfo=UTC), str(y))
    assert len(one) == SEGMENT
    if max(first, second).year < 2700 and first != second:
        assert (first < second) == (one < two)
