"""On PostgreSQL: rights change while others add pages or change rights below; addresses too.

The first transaction has done its part and is not committed; the second begins, and waits.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from mastaba.api import Conflict, add_alias, copy, create, find_at, grant, share
from mastaba.content.operations.share import set_inherit
from mastaba.testing import ScratchSite
from mastaba.tree.checks import check_tree
from mastaba_pages.models import Page, Section

pytestmark = [
    pytest.mark.parametrize("database", ["postgres"], indirect=True),
    pytest.mark.postgres,
]
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
EDITORS = {"role:editor": ["editor"]}


@pytest.fixture
def tree(site: ScratchSite) -> ScratchSite:
    """`/a/b/c`."""
    with site.request() as request:
        parent = find_at(request, "/")
        for title in "abc":
            parent = create(request, parent, Section, {"title": title})
    return site


FIRST: dict[str, Callable[[Any], Any]] = {
    "create": lambda r: create(r, find_at(r, "/a/b/c"), Page, {"title": "new"}),
    "copy": lambda r: copy(r, find_at(r, "/a/b/c"), find_at(r, "/a/b")),
    "grant": lambda r: grant(r, find_at(r, "/a/b/c"), "system.Everyone", ["reader"]),
}
SECOND: dict[str, Callable[[Any], Any]] = {
    "share": lambda r: share(r, find_at(r, "/a"), EDITORS, inherit=False),
    "grant": lambda r: grant(r, find_at(r, "/a"), "system.Everyone", ["editor"]),
    "set_inherit": lambda r: set_inherit(r, find_at(r, "/a"), False),
}


def do(site: ScratchSite, act: Callable[[Any], Any]) -> None:
    with site.request() as request:
        act(request)


def until_it_waits(site: ScratchSite, doing: Future[None]) -> None:
    """Return when `doing` waits for a lock, or is done."""
    with site.database.writes.connect() as connection:
        while not doing.done() and not connection.scalar(WAITING):
            connection.rollback()


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("second", SECOND)
def test_case_229_rights_reach_what_is_added_below_meanwhile(
    tree: ScratchSite, first: str, second: str
) -> None:
    with ThreadPoolExecutor(1) as pool:
        with tree.request() as early:
            FIRST[first](early)
            early.db.flush()
            doing = pool.submit(do, tree, SECOND[second])
            until_it_waits(tree, doing)
        doing.result(timeout=60)
    assert list(check_tree(tree.registry)) == []


def test_of_two_pages_that_get_one_old_address_the_second_is_told(tree: ScratchSite) -> None:
    with ThreadPoolExecutor(1) as pool:
        with tree.request() as early:
            add_alias(early, find_at(early, "/a/b"), "/old")
            doing = pool.submit(do, tree, lambda r: add_alias(r, find_at(r, "/a"), "/old"))
            until_it_waits(tree, doing)
        with pytest.raises(Conflict, match="leads to"):
            doing.result(timeout=60)
