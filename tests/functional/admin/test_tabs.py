"""The tabs of a page: on every screen about it, and only those that one may open."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.api import create, find_at
from mastaba.content.library.models import Snippet
from mastaba.testing import Client, ScratchSite

LIVE = "/admin/news/live"


def tabs(answer: Any) -> dict[str, bool]:
    """Title -> whether it is the current one."""
    return {
        " ".join(link.stripped_strings): link.has_attr("aria-current")
        for link in answer.html.select("nav.tabs a")
    }


@pytest.mark.parametrize(
    ("screen", "current"),
    [
        ("", "Contents"),
        ("/@@edit", "Edit"),
        ("/@@history", "History"),
        ("/@@revision?number=1", "History"),
        ("/@@move", None),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_screen_of_a_page_has_its_tabs(
    news: ScratchSite, editor: Client, screen: str, current: str | None
) -> None:
    shown = tabs(editor.get(f"{LIVE}{screen}"))
    assert {"Contents", "Edit", "Preview", "History"} <= set(shown)
    assert [title for title, here in shown.items() if here] == ([current] if current else [])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_screen_about_no_page_has_none(news: ScratchSite, editor: Client) -> None:
    for path in ("/admin/", "/admin/-/trash", "/admin/news/@@add?type=pages.page"):
        assert tabs(editor.get(path)) == {}
    assert "Edit" not in tabs(editor.get("/admin/@@contents")), "the root has no text"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_tab_opens(news: ScratchSite, admin: Client) -> None:
    for link in admin.get(LIVE).html.select("nav.tabs a"):
        admin.get(link["href"], status=200)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_can_hold_nothing_has_no_list(site: ScratchSite) -> None:
    with site.request("admin") as request:
        create(request, find_at(request, "/", tree="library"), Snippet, {"title": "Hours"})
    editor, address = site.client("editor"), "/admin/-/library/hours"
    assert "Contents" not in tabs(editor.get(f"{address}/@@edit"))
    assert editor.get(address).location.endswith(f"{address}/@@edit")
