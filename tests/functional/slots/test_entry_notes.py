"""Notes on the entries of lists: asked once, escaped, and nobody's failure but their plugin's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from markupsafe import Markup
from pyramid.exceptions import ConfigurationError

from mastaba.api import create, find_at, publish
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    site = make_site()
    with site.request() as request:
        news = create(request, find_at(request, "/"), Section, {"title": "News"})
        publish(request, news)
        for title in ("One", "Two"):
            publish(request, create(request, news, Page, {"title": title}))
    return site


def notes(site: ScratchSite) -> list[str]:
    entries = site.client().get("/news").html.select(".entries li")
    return [found.text if (found := entry.select_one(".note")) else "" for entry in entries]


def test_all_entries_are_asked_about_once(site: ScratchSite) -> None:
    asked: list[list[str]] = []

    def tell(_request: Any, rows: Any) -> dict[str, Any]:
        asked.append([row.title for row in rows])
        return {rows[0].uid: "1 < 2", rows[1].uid: Markup("<b>two</b>")}

    site.config.add_entry_note("event.seats", tell)
    site.config.add_entry_note("event.rest", lambda _request, rows: {rows[1].uid: "left"})
    site.config.commit()
    assert notes(site) == ["1 < 2", "two · left"]
    assert asked == [["One", "Two"]]


def test_a_list_stands_when_a_note_fails(site: ScratchSite) -> None:
    site.config.add_entry_note("event.bad", lambda _request, _rows: 1 / 0)
    site.config.add_entry_note("event.good", lambda _request, rows: {rows[0].uid: "good"})
    site.config.commit()
    assert notes(site) == ["good", ""]


def test_an_id_names_its_plugin(site: ScratchSite) -> None:
    with pytest.raises(ConfigurationError, match=r"event\.seats"):
        site.config.add_entry_note("seats", lambda _request, _rows: {})
