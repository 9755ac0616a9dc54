"""The demonstration site as visitors and colleagues see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from mastaba.api import Revision, find_at
from mastaba.cli.demo.planting import pending_hooks, plant
from mastaba.testing import Client, ScratchSite
from mastaba.tree.checks import check_tree
from mastaba.tree.models import Node
from mastaba.tree.publication import status_of
from tests.support import databases

pytestmark = pytest.mark.xdist_group("observatory")

HIDDEN = [
    "/visit/coach-parking",
    "/news/county-grant",
    "/whats-on/spring-programme-2027",
    "/whats-on/half-term-trail",
    "/staff",
    "/staff/rota",
    "/news/found-glove",
    "/old-car-park",
]
SHOWN = [
    "/",
    "/start-here/admin",
    "/visit/opening-hours",
    "/observatory/telescopes/lenn-refractor",
    "/notebook/%E5%AE%A2%E6%98%9F",
    "/news",
]


def furnish(site: ScratchSite) -> None:
    for name, hook in list(pending_hooks(site.registry)):
        plant(site.config, name, hook)


@pytest.fixture(scope="module")
def observatory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScratchSite]:
    """One site for all tests of this module: they only look at it."""
    with databases.fresh("sqlite", tmp_path_factory.mktemp("observatory")) as address:
        site = ScratchSite(address, databases.PLUGINS)
        furnish(site)
        yield site
        site.close()


def test_visitors_see_what_is_public_and_nothing_else(observatory: ScratchSite) -> None:
    visitor = observatory.client()
    for path in SHOWN:
        assert visitor.get(path).status_int == 200
    for path in HIDDEN:
        visitor.get(path, status=404)


def test_colleagues_see_the_staff_pages(observatory: ScratchSite) -> None:
    reader = observatory.client("reader")
    assert "Anselm" in reader.get("/staff/rota")
    reader.get("/visit/coach-parking", status=404)
    assert "Night Vision" in observatory.client("editor").get("/staff/night-vision-cafe")


def test_prices_of_next_year_wait_for_publication(observatory: ScratchSite) -> None:
    page = observatory.client().get("/visit/tickets")
    assert "£6.50" in page
    assert "£7.00" not in page
    with observatory.request() as request:
        node = find_at(request, "/visit/tickets")
        assert node is not None
        assert status_of(node, request.now) == "changed"


def test_the_tree_is_consistent_and_every_state_occurs(site: ScratchSite) -> None:
    furnish(site)
    assert list(check_tree(site.registry)) == []
    with site.request() as request:
        found = {status_of(node, request.now) for node in request.db.scalars(select(Node))}
    assert found == {"draft", "published", "changed", "scheduled", "expired", "trashed"}


def test_the_history_has_its_authors_and_dates(observatory: ScratchSite) -> None:
    with observatory.request() as request:
        node = find_at(request, "/visit/opening-hours")
        assert node is not None
        rows = request.db.scalars(
            select(Revision).where(Revision.node_id == node.id).order_by(Revision.number)
        ).all()
        assert len(rows) == 14
        assert len({row.author_id for row in rows}) >= 3
        assert [row.created for row in rows] == sorted(row.created for row in rows)
        assert rows[4].note.startswith("A table")


def test_a_hook_runs_once(observatory: ScratchSite) -> None:
    assert list(pending_hooks(observatory.registry)) == []
    with observatory.request() as request:
        news = select(func.count()).select_from(Node).where(Node.path.like("/news/%"))
        assert request.db.scalar(news) == 29


def test_news_fills_more_than_one_page(observatory: ScratchSite) -> None:
    visitor: Client = observatory.client()
    first = visitor.get("/news")
    assert "late-start-27-november" in first
    assert "friends-turn-fifty" not in first
    assert "friends-turn-fifty" in first.click("Older pages")
