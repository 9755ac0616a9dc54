"""Publication, its end and scheduled updates: exact to the second, without any job having run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mastaba.api import (
    Node,
    OperationError,
    Snippet,
    body_html,
    cancel_update,
    create,
    discard_draft,
    expire,
    find_at,
    publish,
    save,
    schedule_update,
    set_end,
    unpublish,
)
from mastaba.content.models import Revision
from mastaba.content.operations.schedule import settle_due
from mastaba.site.layout import breadcrumbs, navigation
from mastaba.testing import ScratchSite
from mastaba.tree.publication import is_public, status_of
from mastaba_pages.models import Page

NOW = datetime(2030, 5, 1, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def body(text: str) -> dict[str, Any]:
    return {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}],
    }


@pytest.fixture(autouse=True)
def live(site: ScratchSite) -> None:
    """One live page with one below it, published at NOW."""
    with site.request() as request:
        request.now = NOW
        root = find_at(request, "/")
        assert root is not None
        node = create(request, root, Page, {"title": "Old", "body": body("old")}, slug="page")
        publish(request, node)
        publish(request, create(request, node, Page, {"title": "Below"}))


def page(request: Any) -> Page:
    found = find_at(request, "/page")
    assert isinstance(found, Page)
    return found


def change(site: ScratchSite, title: str, **fields: Any) -> None:
    with site.request("editor") as request:
        request.now = NOW
        save(request, page(request), {"title": title, "body": body(title.lower()), **fields})


def schedule(site: ScratchSite, at: datetime) -> None:
    with site.request("editor") as request:
        request.now = NOW
        schedule_update(request, page(request), at)


class Seen:
    """What a visitor reads at an instant, on every surface that shows the page."""

    def __init__(self, site: ScratchSite, now: datetime) -> None:
        with site.request("reader") as request:
            request.environ["tm.active"] = False  # as a GET, which changes nothing
            request.now, request.context = now, find_at(request, "/")
            request.root = request.context
            node = page(request)
            self.public = is_public(node, now)
            self.status = status_of(node, now)
            self.title, self.html = node.title, str(body_html(request, node))
            visible = request.catalog().visible()
            self.listed = [row.title for row in visible.children_of(node.__parent__).rows(9)]
            request.environ["tm.active"] = True  # keeps no menu for the next test
            request.context = find_at(request, "/page/below")
            self.crumbs = [link.title for link in breadcrumbs(request)]
            request.context = request.root
            self.menu = [link.title for link in navigation(request)]


def test_case_128_publication_begins_and_ends_to_the_second(site: ScratchSite) -> None:
    with site.request() as request:
        request.now = NOW
        unpublish(request, page(request))
        publish(request, page(request), at=NOW + HOUR, until=NOW + 2 * HOUR)
    for instant, shown in (
        (NOW + HOUR - SECOND, False),
        (NOW + HOUR, True),
        (NOW + 2 * HOUR - SECOND, True),
        (NOW + 2 * HOUR, False),
    ):
        seen = Seen(site, instant)
        assert (seen.public, seen.listed, seen.menu) == (
            shown, ["Old"] * shown, ["Old"] * shown,
        ), instant  # fmt: skip


def test_a_scheduled_update_is_read_at_its_instant_though_no_job_has_run(
    site: ScratchSite,
) -> None:
    change(site, "New")
    schedule(site, NOW + HOUR)
    change(site, "Newer, and only a draft")
    before, after = Seen(site, NOW + HOUR - SECOND), Seen(site, NOW + HOUR)
    assert (before.title, before.listed, before.menu) == ("Old", ["Old"], ["Old"])
    assert (after.title, after.listed, after.menu) == ("New", ["New"], ["New"])
    assert (before.crumbs, after.crumbs) == (["Home", "Old"], ["Home", "New"])
    assert ("old" in before.html, "new" in after.html) == (True, True)
    assert after.status == "changed", "the draft saved later is not what was scheduled"


def test_the_job_copies_what_readers_see_already_and_once(site: ScratchSite) -> None:
    change(site, "New")
    schedule(site, NOW + HOUR)
    late = NOW + 2 * HOUR
    before = Seen(site, late)
    for due in (1, 0):
        with site.request() as request:
            request.now = late
            assert settle_due(request) == due
    assert vars(Seen(site, late)) == vars(before)
    with Session(site.database.writes) as session:
        row = session.execute(
            select(Node.title, Node.next_at, Node.live_revision, Node.revision)
            .where(Node.path == "/page")
        ).one()  # fmt: skip
    assert tuple(row) == ("New", None, 2, 2)


def test_the_job_settles_what_lies_in_the_library_too(site: ScratchSite) -> None:
    with site.request() as request:
        request.now = NOW
        snippet = create(request, find_at(request, "/", tree="library"), Snippet, {"title": "Old"})
        publish(request, snippet)
        save(request, snippet, {"title": "New"})
        schedule_update(request, snippet, NOW + HOUR)
    with site.request() as request:
        request.now = NOW + HOUR
        settle_due(request)
        assert request.db.scalar(select(Node.title).where(Node.slug == "old")) == "New"


def test_a_page_that_cannot_be_copied_holds_up_no_other(
    site: ScratchSite, caplog: pytest.LogCaptureFixture
) -> None:
    change(site, "New")
    schedule(site, NOW + HOUR)
    with site.request() as request:
        request.now = NOW
        broken = create(request, find_at(request, "/"), Page, {"title": "Broken"})
        publish(request, broken)
        save(request, broken, {"title": "Never"})
        schedule_update(request, broken, NOW + HOUR - SECOND)
        latest = (Revision.node_id == broken.id, Revision.number == broken.revision)
        request.db.flush()
        request.db.execute(update(Revision).where(*latest).values(data={"title": None}))
    with site.request() as request:
        request.now = NOW + HOUR
        assert settle_due(request) == 1
        titles = set(request.db.scalars(select(Node.title).where(Node.type == "pages.page")))
    assert {"New", "Broken"} <= titles
    assert "could not be copied" in caplog.text


def test_an_update_may_put_a_page_into_the_menu_and_take_it_out(site: ScratchSite) -> None:
    change(site, "Hidden", in_menu=False)
    schedule(site, NOW + HOUR)
    assert Seen(site, NOW).menu == ["Old"]
    assert Seen(site, NOW + HOUR).menu == []
    with site.request() as request:
        request.now = NOW + HOUR
        settle_due(request)
        save(request, page(request), {"title": "Shown", "in_menu": True})
        schedule_update(request, page(request), NOW + 2 * HOUR)
    assert (Seen(site, NOW + HOUR).menu, Seen(site, NOW + 2 * HOUR).menu) == ([], ["Shown"])


def test_a_cancelled_update_never_shows_and_stays_a_draft(site: ScratchSite) -> None:
    change(site, "New")
    schedule(site, NOW + HOUR)
    with site.request("editor") as request:
        request.now = NOW
        cancel_update(request, page(request))
        with pytest.raises(OperationError, match="scheduled"):
            cancel_update(request, page(request))
    seen = Seen(site, NOW + 2 * HOUR)
    assert (seen.title, seen.status) == ("Old", "changed")


def test_an_operation_after_the_instant_starts_from_what_visitors_read(site: ScratchSite) -> None:
    change(site, "New")
    schedule(site, NOW + HOUR)
    change(site, "Newer")
    with site.request("editor") as request:
        request.now = NOW + 2 * HOUR
        discard_draft(request, page(request))
        assert page(request).title == "New"


def test_what_is_going_to_be_public_is_not_discarded_by_the_way(site: ScratchSite) -> None:
    change(site, "New")
    schedule(site, NOW + HOUR)
    with site.request("editor") as request:
        request.now = NOW + SECOND
        with pytest.raises(OperationError, match="cancel that update first"):
            discard_draft(request, page(request))
        cancel_update(request, page(request))
        discard_draft(request, page(request))
    assert Seen(site, NOW + 2 * HOUR).title == "Old"


def test_publishing_now_replaces_what_was_scheduled(site: ScratchSite) -> None:
    change(site, "New")
    schedule(site, NOW + HOUR)
    change(site, "Newest")
    with site.request("editor") as request:
        request.now = NOW
        publish(request, page(request))
        assert page(request).next_at is None
    assert Seen(site, NOW + 2 * HOUR).title == "Newest"


@pytest.mark.parametrize(
    ("at", "sentence"),
    [(NOW, "ahead"), (NOW - HOUR, "ahead"), (NOW + 3 * HOUR, "ends before")],
)
def test_an_update_that_cannot_happen_is_refused(
    site: ScratchSite, at: datetime, sentence: str
) -> None:
    with site.request() as request:
        request.now = NOW
        set_end(request, page(request), NOW + 2 * HOUR)
        with pytest.raises(OperationError, match="no changes"):
            schedule_update(request, page(request), NOW + HOUR)
        save(request, page(request), {"title": "New"})
        with pytest.raises(OperationError, match=sentence):
            schedule_update(request, page(request), at)


def test_the_end_is_kept_by_an_update_moved_and_taken_away(site: ScratchSite) -> None:
    with site.request() as request:
        request.now = NOW
        set_end(request, page(request), NOW + HOUR)
        save(request, page(request), {"title": "New"})
        publish(request, page(request))
        assert page(request).expires_at == NOW + HOUR
        set_end(request, page(request), None)
        assert page(request).expires_at is None
        with pytest.raises(OperationError, match="ahead"):
            set_end(request, page(request), NOW)
        expire(request, page(request))
        assert status_of(page(request), NOW) == "expired"
        with pytest.raises(OperationError, match="not shown"):
            expire(request, page(request))


def test_a_scheduled_page_can_be_published_now(site: ScratchSite) -> None:
    with site.request() as request:
        request.now = NOW
        publish(request, page(request), at=NOW + HOUR)
        publish(request, page(request))
        assert page(request).published_at == NOW
