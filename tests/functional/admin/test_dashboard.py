"""The overview: what waits for whom."""

from __future__ import annotations

import pytest

from mastaba.api import create, find_at, publish, save
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page


@pytest.fixture
def site(site: ScratchSite) -> ScratchSite:
    """A draft of an author, and a live page with changes."""
    with site.request("author") as request:
        create(request, find_at(request, "/"), Page, {"title": "By the author"})
    with site.request("editor") as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Live"})
        publish(request, page)
        save(request, page, {"title": "Live, changed"})
    return site


def waiting(site: ScratchSite, role: str) -> list[str]:
    screen = site.client(role).get("/admin/").html
    return [link.text for link in screen.select("[aria-labelledby=waiting] .rows a")]


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        ("reviewer", ["Live", "By the author"]),
        ("editor", ["Live", "By the author"]),
        ("author", ["Live"]),
    ],
)
def test_drafts_wait_for_those_who_may_publish_them(
    site: ScratchSite, role: str, titles: list[str]
) -> None:
    assert waiting(site, role) == titles


def test_what_one_wrote_oneself_waits_for_others(site: ScratchSite) -> None:
    with site.request("editor") as request:
        create(request, find_at(request, "/"), Page, {"title": "My own draft"})
    assert "My own draft" not in waiting(site, "editor")
    assert "My own draft" in waiting(site, "reviewer")
