"""Two people at once on PostgreSQL: the second sees what the first has done, or is told.

Each test reads a node in one transaction, lets another one change the tree, and goes on. SQLite
has one writer at a time, from before it reads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import select

from mastaba.api import (
    Conflict,
    OperationError,
    copy,
    create,
    find,
    find_at,
    move,
    publish,
    purge,
    rename,
    reorder,
    restore,
    save,
    share,
    trash,
    unpublish,
)
from mastaba.testing import ScratchSite
from mastaba.tree.checks import check_tree
from mastaba.tree.models import Node
from mastaba_pages.models import Page, Section

pytestmark = [
    pytest.mark.parametrize("database", ["postgres"], indirect=True),
    pytest.mark.postgres,
]


@pytest.fixture
def tree(site: ScratchSite) -> ScratchSite:
    """`/a/b/c` and `/z`."""
    with site.request() as request:
        parent = find_at(request, "/")
        create(request, parent, Section, {"title": "z"})
        for title in "abc":
            parent = create(request, parent, Section, {"title": title})
    return site


def at(request: Any, path: str) -> Any:
    node = find_at(request, path)
    assert node is not None, path
    return node


CHANGES: dict[str, Callable[[Any], None]] = {
    "parent renamed": lambda request: rename(request, at(request, "/a"), "other"),
    "parent moved": lambda request: move(request, at(request, "/a"), at(request, "/z")),
    "moved": lambda request: move(request, at(request, "/a/b"), at(request, "/z")),
    "renamed": lambda request: rename(request, at(request, "/a/b"), "other"),
    "trashed": lambda request: trash(request, at(request, "/a/b")),
    "parent trashed": lambda request: trash(request, at(request, "/a")),
    "closed": lambda request: share(request, at(request, "/a"), {}, inherit=False),
}
ACTS: dict[str, Callable[[Any, Any], Any]] = {
    "create": lambda request, node: create(request, node, Page, {"title": "new"}),
    "rename": lambda request, node: rename(request, node, "changed"),
    "move": lambda request, node: move(request, node, at(request, "/")),
    "trash": trash,
    "save": lambda request, node: save(request, node, {"title": "Changed"}),
    "publish": publish,
    "reorder": reorder,
    "copy": lambda request, node: copy(request, node, at(request, "/z")),
}


@pytest.mark.parametrize("act", ["create", "rename", "move", "trash", "copy"])
@pytest.mark.parametrize("change", CHANGES)
def test_case_229_a_stale_place_never_corrupts_the_tree(
    tree: ScratchSite, change: str, act: str
) -> None:
    with suppress(OperationError), tree.request() as late:
        node = at(late, "/a/b")
        with tree.request() as early:
            CHANGES[change](early)
        ACTS[act](late, node)
    assert list(check_tree(tree.registry)) == []


@pytest.mark.parametrize("act", ACTS)
def test_rights_lost_a_moment_ago_are_lost(tree: ScratchSite, act: str) -> None:
    with pytest.raises(HTTPForbidden), tree.request("editor") as late:
        node = at(late, "/a/b")
        with tree.request() as early:
            CHANGES["closed"](early)
        ACTS[act](late, node)


def test_of_two_saves_on_one_version_the_second_is_told(tree: ScratchSite) -> None:
    with pytest.raises(Conflict, match="Somebody else"), tree.request() as late:
        node = at(late, "/a/b")
        version = node.version
        with tree.request() as early:
            save(early, at(early, "/a/b"), {"title": "First"}, version=version)
        save(late, node, {"title": "Second"}, version=version)


def test_a_save_without_a_version_goes_on_from_the_newest(tree: ScratchSite) -> None:
    with tree.request() as late:
        node = at(late, "/a/b")
        with tree.request() as early:
            save(early, at(early, "/a/b"), {"summary": "First"})
        save(late, node, {"title": "Second"})
        assert (node.summary, node.revision) == ("First", 3)


def test_publishing_twice_or_unpublishing_meanwhile(tree: ScratchSite) -> None:
    with tree.request() as request:
        publish(request, at(request, "/a/b"))
    with pytest.raises(OperationError, match="not published"), tree.request() as late:
        node = at(late, "/a/b")
        with tree.request() as early:
            unpublish(early, at(early, "/a/b"))
        unpublish(late, node)


@pytest.mark.parametrize("first", [restore, purge])
@pytest.mark.parametrize("second", [restore, purge])
def test_what_left_the_trash_is_not_there_any_more(
    tree: ScratchSite, first: Callable[..., None], second: Callable[..., None]
) -> None:
    with tree.request() as request:
        uid = at(request, "/a/b").uid
        trash(request, at(request, "/a/b"))
    with pytest.raises(Conflict, match="a moment ago"), tree.request() as late:
        node = find(late, uid, tree="trash")
        with tree.request() as early:
            first(early, find(early, uid, tree="trash"))
        second(late, node)
    assert list(check_tree(tree.registry)) == []


def at_once(site: ScratchSite, count: int, act: Callable[[int, Any], None]) -> list[Exception]:
    """Run `act(n, request)` in `count` transactions that begin together."""
    gate, failures = threading.Barrier(count), []

    def run(number: int) -> None:
        try:
            gate.wait(timeout=60)
            with site.request() as request:
                act(number, request)
        except Exception as error:  # collected: a thread cannot fail the test itself
            failures.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.parametrize("parent", ["/", "/a"])
def test_case_231_fifty_parallel_creates_of_one_address_make_one_page(
    tree: ScratchSite, parent: str
) -> None:
    def act(_number: int, request: Any) -> None:
        create(request, at(request, parent), Page, {"title": "Same"}, slug="same")

    failures = at_once(tree, 50, act)
    assert [type(error) for error in failures] == [Conflict] * 49


def test_case_229_opposite_moves_at_once_make_no_circle(tree: ScratchSite) -> None:
    ways = ("/a", "/z"), ("/z", "/a")

    def act(number: int, request: Any) -> None:
        node, target = (at(request, path) for path in ways[number % 2])
        together.wait(timeout=60)  # both have seen the tree as it was
        move(request, node, target)

    together = threading.Barrier(2)
    (failure,) = at_once(tree, 2, act)
    assert isinstance(failure, OperationError)
    assert list(check_tree(tree.registry)) == []


def test_case_230_parallel_creates_and_reorders_keep_order_keys_unique(tree: ScratchSite) -> None:
    def act(number: int, request: Any) -> None:
        if number % 2:
            create(request, at(request, "/a"), Page, {"title": "Same"})
        else:
            reorder(request, at(request, "/a/b"))

    assert at_once(tree, 50, act) == []
    with tree.request() as request:
        parent = at(request, "/a").id
        keys = request.db.scalars(select(Node.order_key).where(Node.parent_id == parent)).all()
        assert len(keys) == 26
        assert len(set(keys)) == 26
