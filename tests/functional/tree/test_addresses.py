"""Addresses and nodes name each other, whatever happened to the tree before."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mastaba.api import (
    OperationError,
    create,
    find,
    find_at,
    make_front,
    move,
    publish,
    rename,
)
from mastaba.testing import ScratchSite
from mastaba.tree.redirects import current_address
from mastaba.tree.traverser import TreeTraverser
from mastaba_pages.models import Section

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NAMES = st.one_of(
    st.text(min_size=1, max_size=12),
    st.sampled_from(
        ["a", "b", "A b", "ß", "日本", "100 %", "x;y", "@@edit", "..", "é", "e\u0301"]
    ),
)
# (which node, its new parent or None for a rename, the name)
STEPS = st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 5), NAMES), max_size=12)


class Undo(Exception):
    """Takes back what an example has made."""


def grow(request: Any, names: list[str]) -> list[str]:
    """Uids of a chain of public sections."""
    above, uids = find_at(request, "/"), []
    for name in names:
        above = create(request, above, Section, {"title": name.strip() or "x"})
        publish(request, above)
        uids.append(above.uid)
    return uids


def change(request: Any, uids: list[str], step: tuple[int, int | None, str]) -> None:
    which, target, name = step
    node = find(request, uids[which % len(uids)])
    with suppress(OperationError), request.db.begin_nested():
        if target is None:
            rename(request, node, name)
        else:
            move(request, node, find(request, uids[target % len(uids)]))


@given(st.lists(NAMES, min_size=3, max_size=3), STEPS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_case_153_and_154_every_address_a_page_ever_had_leads_to_it(
    site: ScratchSite, names: list[str], steps: list[tuple[int, int | None, str]]
) -> None:
    """To the page that had it last; what is there now is found where its address says."""
    with suppress(Undo), site.request() as request:
        uids = grow(request, [_clean(name) for name in names])
        owner = {find(request, uid).path: uid for uid in uids}
        for step in steps:
            change(request, uids, step)
            owner |= {find(request, uid).path: uid for uid in uids}
        check(request, uids, owner)
        raise Undo


def test_a_view_of_the_front_page_is_not_one_of_the_root(site: ScratchSite) -> None:
    with site.request() as request:
        uid = grow(request, ["Welcome"])[0]
        make_front(request, find(request, uid))
    with site.request() as request:
        page = find(request, uid)
        address = request.node_url(page, "feed")
        assert (request.node_url(page), address) == ("/", "/welcome/@@feed")
        request.path_info = address
        found = TreeTraverser(None)(request)
        assert (found["context"].uid, found["view_name"]) == (uid, "feed")


def check(request: Any, uids: list[str], owner: dict[str, str]) -> None:
    urls = {uid: request.node_url(find(request, uid)) for uid in uids}
    paths = {find(request, uid).path for uid in uids}
    for uid, url in urls.items():
        request.path_info = unquote(url)
        assert TreeTraverser(None)(request)["context"].uid == uid
    for path, uid in owner.items():
        if path not in paths:
            request.path_info, request.context = path, None
            assert current_address(request) == urls[uid], path


def _clean(name: str) -> str:
    return "".join(c for c in name if c.isprintable()) or "x"
