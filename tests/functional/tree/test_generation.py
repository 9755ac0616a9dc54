"""What is kept between requests is never late and never somebody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, text

from mastaba.api import create, find_at, move, publish, rename, reorder, save, share, trash
from mastaba.testing import ScratchSite
from mastaba.tree.kept import Entry, Kept
from mastaba.tree.models import Generation, Node
from mastaba_pages.models import Page, Section

NOON = "2100-01-01 12:00:00+00:00"
PRIVATE = {"role:editor": ["editor"]}


def numbers(site: ScratchSite) -> tuple[int, int]:
    with site.database.reading_session() as session:
        row = session.execute(select(Generation.tree, Generation.rights)).one()
    return row.tree, row.rights


@pytest.fixture
def pages(site: ScratchSite) -> ScratchSite:
    """/alpha with /alpha/inner, and /beta; all published."""
    with site.request() as request:
        for title in ("Alpha", "Beta"):
            publish(request, create(request, find_at(request, "/"), Section, {"title": title}))
        inner = create(request, find_at(request, "/alpha"), Page, {"title": "Inner"})
        publish(request, inner)
    return site


def rewrite(request: Any, page: Any, title: str) -> None:
    save(request, page, {"title": title})
    publish(request, page)


CHANGES: dict[str, Callable[[Any, Any], Any]] = {
    "title": lambda request, page: rewrite(request, page, "New"),
    "address": lambda request, page: rename(request, page, "new"),
    "order": lambda request, page: reorder(request, page, before=find_at(request, "/alpha")),
    "trash": lambda request, page: trash(request, page),
    "rights": lambda request, page: share(request, page, PRIVATE, inherit=False),
    "place": lambda request, page: move(request, page, find_at(request, "/alpha")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_shows_at_once_in_every_process(
    pages: ScratchSite, make_site: Callable[..., ScratchSite], change: str
) -> None:
    visitor, before = pages.client(), numbers(pages)
    shown = visitor.get("/alpha").text
    assert visitor.get("/alpha").text == shown
    another_process = make_site()
    with another_process.request() as request:
        CHANGES[change](request, find_at(request, "/beta"))
    assert numbers(pages)[0] == before[0] + 1
    after = visitor.get("/alpha").text
    assert after != shown
    assert after == make_site().client().get("/alpha").text


def test_reading_and_an_aborted_change_count_for_nothing(pages: ScratchSite) -> None:
    before = numbers(pages)
    pages.client("editor").get("/alpha/inner")
    with pytest.raises(ZeroDivisionError), pages.request() as request:
        trash(request, find_at(request, "/beta"))
        request.db.flush()
        _ = 1 / 0
    assert numbers(pages) == before


def test_rights_have_a_number_of_their_own(pages: ScratchSite) -> None:
    tree, rights = numbers(pages)
    with pages.request() as request:
        rewrite(request, find_at(request, "/beta"), "New")
    assert numbers(pages) == (tree + 1, rights)
    with pages.request() as request:
        share(request, find_at(request, "/beta"), PRIVATE)
    assert numbers(pages) == (tree + 2, rights + 1)


def test_plain_sql_counts_too(pages: ScratchSite) -> None:
    before = numbers(pages)
    with pages.database.writes.begin() as connection:
        connection.execute(text("UPDATE node SET title = title"))
    assert numbers(pages) == (before[0] + 1, before[1])


def test_a_menu_changes_with_the_clock(pages: ScratchSite) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        with pages.request() as request:
            beta = find_at(request, "/beta")
            beta.published_at = request.now + timedelta(seconds=60)
            beta.expires_at = request.now + timedelta(seconds=120)
        visitor = pages.client()
        seen = []
        for _ in range(5):
            seen.append("Beta" in visitor.get("/alpha"))
            clock.shift(30)
    assert seen == [False, False, True, True, False]


def test_a_kept_menu_is_shown_to_the_same_people_only(pages: ScratchSite) -> None:
    with pages.request() as request:
        share(request, find_at(request, "/beta"), PRIVATE, inherit=False)
    for role in ("editor", None, "reader", "editor", None):
        shown = "Beta" in pages.client(role).get("/alpha")
        assert shown == (role == "editor")


def test_a_kept_way_asks_for_rights_each_time(pages: ScratchSite) -> None:
    visitor, editor = pages.client(), pages.client("editor")
    visitor.get("/alpha/inner", status=200)
    editor.get("/alpha/inner", status=200)
    with pages.request() as request:
        share(request, find_at(request, "/alpha"), PRIVATE, inherit=False)
    for _ in range(2):
        editor.get("/alpha/inner", status=200)
        visitor.get("/alpha/inner", status=404)


def test_a_kept_way_ends_where_the_page_has_gone(pages: ScratchSite) -> None:
    visitor = pages.client()
    for _ in range(2):
        visitor.get("/alpha/inner", status=200)
    with pages.request() as request:
        rename(request, find_at(request, "/alpha"), "omega")
        request.db.flush()
        publish(request, create(request, find_at(request, "/"), Section, {"title": "Alpha"}))
    for _ in range(2):
        visitor.get("/omega/inner", status=200)
        assert "Inner" not in visitor.get("/alpha", status=200)


def test_what_is_not_committed_is_kept_for_nobody(pages: ScratchSite) -> None:
    visitor = pages.client()
    shown = visitor.get("/alpha").text
    with pytest.raises(ZeroDivisionError), pages.request("editor") as request:
        create(request, find_at(request, "/"), Page, {"title": "Secret", "in_menu": True})
        request.root = find_at(request, "/")
        from mastaba.site.layout import navigation

        request.context = find_at(request, "/alpha")
        assert "Secret" in [link.title for link in navigation(request)]
        _ = 1 / 0
    assert visitor.get("/alpha").text == shown
    assert "Secret" not in pages.client("editor").get("/alpha")


def test_a_page_without_children_gets_them_at_once(pages: ScratchSite) -> None:
    visitor = pages.client()
    assert "Nothing has been published here yet" in visitor.get("/beta")
    with pages.request() as request:
        beta = find_at(request, "/beta")
        assert request.catalog().visible().children_of(beta).rows(5) == []
        publish(request, create(request, beta, Page, {"title": "First"}))
        assert len(request.catalog().visible().children_of(beta).rows(5)) == 1
    assert "First" in visitor.get("/beta")


def test_what_lies_below_a_page_is_never_late(pages: ScratchSite) -> None:
    with pages.request() as request:
        above = create(request, find_at(request, "/"), Page, {"title": "Above"})
        publish(request, above)
        for title in ("One", "Two"):
            publish(request, create(request, above, Page, {"title": title}))
    visitor, editor = pages.client(), pages.client("editor")
    for reader in (visitor, editor, visitor):
        reader.get("/above").mustcontain("One", "Two")
    with pages.request() as request:
        share(request, find_at(request, "/above/one"), PRIVATE, inherit=False)
        rewrite(request, find_at(request, "/above/two"), "Three")
    for reader, sees_one in ((editor, True), (visitor, False), (editor, True)):
        page = reader.get("/above")
        assert ("One" in page) == sees_one
        page.mustcontain("Three", no=["Two"])


def test_what_is_kept_has_its_limit() -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    values = Kept()
    for key in range(30):
        values.put(key, Entry(1, now, None, range(999)))
    held = [key for key in range(30) if values.find(key, 1, now)]
    assert held == list(range(10, 30))


def test_many_writers_at_once_wait_for_nobody(pages: ScratchSite) -> None:
    """The row with the numbers is written last: two open changes do not lock each other out."""
    if pages.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    with pages.request() as first:
        save(first, find_at(first, "/alpha"), {"title": "One"})
        first.db.flush()
        with pages.request() as second:
            save(second, find_at(second, "/beta"), {"title": "Two"})
            second.db.flush()
    with pages.request() as request:
        assert {find_at(request, path).revision for path in ("/alpha", "/beta")} == {2}
        assert request.db.scalar(select(Node.id).where(Node.slug == "alpha")) is not None
