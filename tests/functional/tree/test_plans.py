"""No list reads the whole tree: what the planners of both databases make of our statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select

from mastaba.api import create, find_at, move, publish, share
from mastaba.content.bulk import Bed, Sprout
from mastaba.content.catalog import Catalog
from mastaba.content.unloaded import NotLoadedError
from mastaba.testing import ScratchSite
from mastaba.tree.kept import Kept
from mastaba.tree.models import Node
from mastaba.tree.ways import Ways
from mastaba_pages.models import Page, Section

# SQLite: without an index, or with one that tells only sites and trees apart.
WHOLE = re.compile(
    r"SCAN node(?! USING)|SEARCH node .*\(site_id=\? AND tree=\?\)$|Seq Scan on node"
)
READS = ("SELECT", "UPDATE", "DELETE", "WITH")


@contextmanager
def plans(site: ScratchSite) -> Iterator[list[tuple[str, str]]]:
    """The statements of a block with the plan of each; PostgreSQL may not read whole tables."""
    found: list[tuple[str, str]] = []
    busy: list[bool] = []

    def explain(_connection: Any, cursor: Any, sql: str, values: Any, _c: Any, many: bool) -> None:
        if busy or many or not sql.lstrip().startswith(READS):
            return
        busy.append(True)
        other = cursor.connection.cursor()
        if site.database.is_sqlite:
            other.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        else:
            other.execute("SET LOCAL enable_seqscan = off")
            other.execute(f"EXPLAIN {sql}", values)
        found.append((sql, "\n".join(str(row[-1]) for row in other.fetchall())))
        other.close()
        busy.clear()

    engines = [site.database.writes] + ([site.database.reads] if site.database.is_sqlite else [])
    for engine in engines:
        event.listen(engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", explain)


@pytest.fixture
def filled(site: ScratchSite) -> ScratchSite:
    """A section of sixty pages, some with rights of their own, and a place to move it to."""
    with site.request() as request:
        root = find_at(request, "/")
        for title in ("News", "Elsewhere"):
            publish(request, create(request, root, Section, {"title": title}))
        bed = Bed(request, find_at(request, "/news"))
        bed.plant([Sprout(Page, f"page-{n}", {"title": f"Page {n}"}) for n in range(60)])
        for number in range(5):
            share(request, find_at(request, f"/news/page-{number}"), {"role:editor": ["editor"]})
    return site


def visit(path: str, role: str | None = None) -> Callable[[ScratchSite], None]:
    return lambda site: site.client(role).get(path, status=200)


def last_page(site: ScratchSite) -> None:
    client = site.client()
    address = client.get("/news").html.select_one("a[rel=next]")["href"]
    site.registry[Kept].forget()
    client.get(f"/news{address}", status=200)


def carry(site: ScratchSite) -> None:
    with site.request() as request:
        move(request, find_at(request, "/news"), find_at(request, "/elsewhere"))


def share_root(site: ScratchSite) -> None:
    with site.request() as request:
        root = find_at(request, "/")
        share(request, root, {**root.grants, "group:new": ["reader"]}, inherit=False)


ACTIONS = {
    "page": visit("/news/page-7"),
    "front": visit("/"),
    "listing": visit("/news"),
    "next page": last_page,
    "admin list": visit("/admin/news/", "editor"),
    "admin list by change": visit("/admin/news/?sort=-modified", "editor"),
    "admin search": visit("/admin/news/?q=page&below=1", "editor"),
    "dashboard": visit("/admin/", "editor"),
    "dashboard of who may little": visit("/admin/", "author"),
    "edit": visit("/admin/news/page-7/@@edit", "editor"),
    "move": carry,
    "rights of the root": share_root,
}
# The smallest sorts and statistics read what the tree has few of, by whatever way.
HARMLESS = ("SELECT DISTINCT node.acl_id",)


@pytest.mark.parametrize("name", ACTIONS)
def test_case_275_nothing_reads_the_whole_tree(filled: ScratchSite, name: str) -> None:
    filled.account("author")
    filled.registry[Ways].forget()
    with plans(filled) as found:
        ACTIONS[name](filled)
    assert found
    bad = [
        f"{sql}\n{line}"
        for sql, plan in found
        if not sql.startswith(HARMLESS)
        for line in plan.splitlines()
        if WHOLE.search(line)
    ]
    assert not bad, "\n\n".join(bad)


def test_the_plans_would_show_it(filled: ScratchSite) -> None:
    with plans(filled) as found, filled.database.reading_session() as session:
        session.connection().exec_driver_sql("SELECT id FROM node WHERE summary = 'x'")
    assert WHOLE.search(found[0][1])


def test_case_136_a_thousand_nodes_under_mixed_rights(filled: ScratchSite) -> None:
    with filled.request() as request:
        bed = Bed(request, find_at(request, "/elsewhere"))
        bed.plant([Sprout(Page, f"page-{n}", {"title": f"Page {n}"}) for n in range(1000)])
        for number in range(0, 1000, 100):
            node = find_at(request, f"/elsewhere/page-{number}")
            share(request, node, {"role:editor": ["editor"]}, inherit=bool(number % 200))
    with filled.request("reader") as request, filled.statements() as sql:
        catalog: Catalog = request.catalog().visible()
        rows = catalog.children_of(find_at(request, "/elsewhere")).rows(2000)
        hidden = catalog.restricted_among(rows)
    assert len(rows) == 995
    assert not hidden
    assert len([one for one in sql if "acl_grant" in one]) <= 3


@pytest.mark.parametrize("pages", [3, 40])
def test_few_are_found_by_rights_and_many_by_order(
    filled: ScratchSite, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    """Both ways give the same rows: the newest that one may edit."""
    monkeypatch.setattr("mastaba.tree.visible.NARROW", 20)
    with filled.request() as request:
        token = f"user:{filled.account('author').uid}"
        for number in range(10, 10 + pages):
            share(request, find_at(request, f"/news/page-{number}"), {token: ["editor"]})
    with filled.request("author") as request, filled.statements() as sql:
        rows = request.catalog().visible("edit").latest("modified").rows(100)
    assert {row.path for row in rows} == {f"/news/page-{n}" for n in range(10, 10 + pages)}
    assert ("node.id IN (SELECT" in sql[-1]) == (pages < 20)


def test_a_query_on_the_base_class_fetches_no_fields_row_by_row(filled: ScratchSite) -> None:
    with filled.request() as request, filled.statements() as sql:
        found = request.db.scalars(select(Node).where(Node.slug == "page-7")).one()
        sent = len(sql)
        with pytest.raises(NotLoadedError, match="loaded by a query on Node"):
            _ = found.body
        row = request.catalog().visible().children_of(find_at(request, "/news")).rows(1)[0]
        with pytest.raises(AttributeError):
            _ = row.body
        assert found.title == "Page 7"
        assert len(sql) == sent + 3  # two for find_at(), one for the list
        assert find_at(request, "/news/page-8").body
    with filled.request() as request:
        page = request.db.scalars(select(Node).where(Node.slug == "page-7")).one()
        assert find_at(request, "/news/page-7") is page
        assert page.body
