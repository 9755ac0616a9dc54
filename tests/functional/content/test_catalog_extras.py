"""What a list can ask for beside the columns of the node."""

from __future__ import annotations

from typing import Any

from mastaba.api import create, find_at, publish, save, trash
from mastaba.content.paging import page_of
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section
from tests.functional.content.test_references import body


def titles(catalog: Any) -> list[str]:
    return sorted(row.title for row in catalog.rows(50))


def test_what_nothing_refers_to(site: ScratchSite) -> None:
    """A draft counts, and a page in the trash: it may come back."""
    with site.request() as request:
        root = find_at(request, "/")
        a, b, c, d = (create(request, root, Page, {"title": name}) for name in "ABCD")
        live = create(request, root, Page, {"title": "Live", "body": body(a.uid)})
        publish(request, live)
        save(request, live, {"body": body(b.uid)})
        gone = create(request, root, Page, {"title": "Gone", "body": body(c.uid)})
        trash(request, gone)
        request.db.flush()
        assert titles(request.catalog().visible().children_of(root).unreferenced()) == [
            "D",
            "Live",
        ]
        save(request, live, {"body": body(a.uid, d.uid)})
        request.db.flush()
        assert titles(request.catalog().visible().children_of(root).unreferenced()) == [
            "B",
            "Live",
        ]


def test_columns_of_a_type_and_the_total_come_with_the_rows(site: ScratchSite) -> None:
    with site.request("editor") as request:
        root = find_at(request, "/")
        for number in range(5):
            create(request, root, Page, {"title": f"P{number}", "tags": [f"t{number}"]})
        create(request, root, Section, {"title": "S"})
        request.db.flush()
        listed = request.catalog().visible().children_of(root).adding(Page, "tags").counted()
        with site.statements() as sql:
            found = page_of(request, listed, sort="title", size=4)
        assert len(sql) == 1
        assert [(row.title, row.tags, row.total) for row in found.rows[:2]] == [
            ("P0", ["t0"], 6),
            ("P1", ["t1"], 6),
        ]
        request.GET["after"] = str(found.next_url).partition("after=")[2]
        listed = request.catalog().visible().children_of(root).adding(Page, "tags").counted()
        rest = page_of(request, listed, sort="title", size=4).rows
        assert [(row.title, row.tags, row.total) for row in rest] == [
            ("P4", ["t4"], 6),
            ("S", None, 6),
        ]
        capped = request.catalog().visible().children_of(root).counted(3).rows(1)
        assert capped[0].total == 3
