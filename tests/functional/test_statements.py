"""How many statements a screen takes, whatever the depth, the siblings and the database."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.api import create, find_at, publish, save
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section

PUBLIC = 6
KEPT = 1  # the page, together with the generation of the tree
LISTING = 4
SCREEN = 10
DEPTH = 8
BRANCH = [f"depth-{depth}" for depth in range(1, DEPTH + 1)]


def add(request: Any, parent: Any, model: Any, title: str) -> Any:
    node = create(request, parent, model, {"title": title})
    publish(request, node)
    return node


@pytest.fixture
def filled(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    """Ten sections in the menu, a branch of eight pages, thirty pages in one section."""
    # The site's settings are read again after some seconds, which a busy machine may take.
    monkeypatch.setattr("mastaba.tree.sites.SECONDS", 86_400)
    with site.request() as request:
        root = above = find_at(request, "/")
        for depth in range(1, DEPTH + 1):
            above = add(request, above, Page, f"Depth {depth}")
        sections = [add(request, root, Section, f"Section {number}") for number in range(10)]
        for number in range(30):
            add(request, sections[1], Page, f"Entry {number}")
    return site


def deep(depth: int) -> str:
    return "/" + "/".join(BRANCH[:depth])


def count(
    site: ScratchSite,
    path: str,
    role: str | None = None,
    *,
    status: int = 200,
    changed: bool = False,
) -> int:
    """Statements of the second visit: the first one reads the site's settings."""
    client = site.client(role)
    client.get(path, status=status)
    if changed:
        with site.request() as request:
            save(request, find_at(request, "/section-9"), {"title": f"Before {path}"})
    with site.statements() as sql:
        client.get(path, status=status)
    return len(sql)


def test_a_public_page_at_any_depth(filled: ScratchSite) -> None:
    counts = {depth: count(filled, deep(depth)) for depth in (1, 3, 8)}
    assert set(counts.values()) == {KEPT}


def test_a_public_page_after_a_change_elsewhere(filled: ScratchSite) -> None:
    counts = {depth: count(filled, deep(depth), changed=True) for depth in (1, 3, 7)}
    assert max(counts.values()) <= PUBLIC
    assert len(set(counts.values())) == 1, counts


def test_a_page_for_somebody_who_is_logged_in(filled: ScratchSite) -> None:
    assert count(filled, deep(3), "editor") <= PUBLIC


def test_a_listing(filled: ScratchSite) -> None:
    assert count(filled, "/section-1") <= LISTING
    assert count(filled, "/section-1") == KEPT + 1
    assert count(filled, "/section-2") == KEPT  # nothing lies below it


def test_what_is_not_there(filled: ScratchSite) -> None:
    assert count(filled, "/no/such/page", status=404) <= PUBLIC


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/login", None),
        ("/admin/", "editor"),
        ("/admin/section-1/", "editor"),
        ("/admin/section-2/", "editor"),
        (f"/admin{deep(3)}/@@edit", "editor"),
        (f"/admin{deep(8)}/@@edit", "editor"),
        (f"/admin{deep(3)}/@@history", "editor"),
        (f"/admin{deep(3)}/@@usage", "editor"),
        ("/admin/section-1/@@trash", "editor"),
        ("/admin/-/trash", "editor"),
        ("/admin/-/people", "admin"),
        ("/admin/-/groups", "admin"),
        (f"/admin{deep(3)}/@@sharing", "admin"),
        (f"/admin{deep(8)}/@@sharing?who=e&role=editor", "admin"),
        ("/admin/-/settings", "admin"),
        ("/admin/-/plugins", "admin"),
        ("/admin/-/outbox", "admin"),
        ("/admin/-/account", "editor"),
    ],
)
def test_a_screen(filled: ScratchSite, path: str, role: str | None) -> None:
    assert count(filled, path, role) <= SCREEN
