"""A page whose plugin is not enabled, as editors meet it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from mastaba.api import Revision, create, find_at, publish
from mastaba.testing import Client, ScratchSite
from mastaba.tree.models import Node
from mastaba_pages.models import Page


@pytest.fixture(autouse=True)
def lost(site: ScratchSite) -> None:
    """A live page of a type that nobody brings, with an instant and words like one."""
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Lost"})
        publish(request, page)
        request.db.flush()
        revision = request.db.scalars(select(Revision).where(Revision.node_id == page.id)).one()
        kept = {"starts": "2030-05-14T18:00:00+00:00", "code": "2030-99-99T18:00:00Z"}
        revision.data = {**revision.data, **kept}
        lost = {"type": "lost.thing"}
        request.db.execute(update(Node).where(Node.id == page.id).values(lost))


def test_instants_are_shown_as_everywhere(editor: Client) -> None:
    values = editor.get("/admin/lost/@@edit").html.select_one(".diff").text
    assert "14 May 2030, 18:00 UTC" in values
    assert "2030-99-99T18:00:00Z" in values


def test_the_overview_does_not_call_it_published(editor: Client) -> None:
    links = editor.get("/admin/").html.select(".board a[href='/admin/lost/@@edit']")
    rows = [link.parent for link in links]
    assert rows
    for row in rows:
        assert [mark["aria-label"] for mark in row.select("svg[aria-label]")] == ["Not available"]
