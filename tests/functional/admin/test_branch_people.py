"""Somebody whose rights begin at a branch: where they land, and what the root's screens show."""

from __future__ import annotations

import pytest

from mastaba.api import create, find_at, publish, share
from mastaba.testing import ScratchSite
from mastaba_pages.models import Section

SCREENS = ("/admin/", "/admin/@@contents", "/admin/@@tree", "/admin/@@find-page")


@pytest.fixture
def branch(site: ScratchSite) -> ScratchSite:
    """`/mine`, where readers are editors, beside `/theirs`."""
    with site.request("admin") as request:
        for title in ("Mine", "Theirs"):
            publish(request, create(request, find_at(request, "/"), Section, {"title": title}))
        share(request, find_at(request, "/mine"), {"role:reader": ["editor"]})
    return site


def test_they_begin_at_the_overview_of_their_branch(branch: ScratchSite) -> None:
    reader = branch.client("reader")
    assert reader.get("/login").location.endswith("/admin/")
    for screen in SCREENS:
        answer = reader.get(screen)
        assert "Mine" in answer, screen
        assert "Theirs" not in answer, screen


def test_who_may_enter_nowhere_stays_outside(site: ScratchSite) -> None:
    reader = site.client("reader")
    assert reader.get("/login").location.endswith("/")
    for screen in SCREENS:
        assert reader.get(screen, status=403), screen
        assert "/login?next=" in site.client().get(screen, status=303).location
