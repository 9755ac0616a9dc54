"""What a page refers to is known, whatever operation changed it last."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select

from mastaba.api import (
    create,
    discard_draft,
    find,
    find_at,
    publish,
    purge,
    restore,
    restore_revision,
    save,
    trash,
    unpublish,
    uuid7,
)
from mastaba.checks import Checks
from mastaba.content.bulk import Bed, Sprout
from mastaba.content.models import Reference
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section


def body(*uids: str) -> dict[str, Any]:
    """A text that links to these pages."""
    words = [
        {"type": "text", "text": f"link {n} ", "marks": [{"type": "link", "attrs": {"uid": uid}}]}
        for n, uid in enumerate(uids)
    ]
    return {"type": "doc", "content": [{"type": "paragraph", "content": words}]}


def rows(request: Any, node_id: int) -> set[tuple[bool, str, str]]:
    request.db.flush()
    found = select(Reference.draft, Reference.field, Reference.target_uid)
    return {tuple(row) for row in request.db.execute(found.where(Reference.node_id == node_id))}


@pytest.fixture
def targets(site: ScratchSite) -> list[str]:
    with site.request() as request:
        root = find_at(request, "/")
        made = [create(request, root, Page, {"title": name}) for name in ("A", "B", "C")]
        for page in made:
            publish(request, page)
        return [page.uid for page in made]


def test_every_operation_keeps_the_references(site: ScratchSite, targets: list[str]) -> None:
    a, b, c = targets
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "P", "body": body(a, a)})
        assert rows(request, page.id) == {(False, "body", a)}
        save(request, page, {"body": body(a, b)})
        assert rows(request, page.id) == {(False, "body", a), (False, "body", b)}
        publish(request, page)
        save(request, page, {"body": body(b, c)})
        live = {(False, "body", a), (False, "body", b)}
        assert rows(request, page.id) == {*live, (True, "body", c)}
        discard_draft(request, page)
        assert rows(request, page.id) == live
        restore_revision(request, page, 1)
        assert rows(request, page.id) == live
        publish(request, page)
        assert rows(request, page.id) == {(False, "body", a)}
        save(request, page, {"body": body(c)})
        unpublish(request, page)
        assert rows(request, page.id) == {(False, "body", c)}


def test_what_is_in_the_trash_keeps_its_references_until_it_is_purged(
    site: ScratchSite, targets: list[str]
) -> None:
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "P", "body": body(*targets)})
        key, before = page.id, rows(request, page.id)
        trash(request, page)
        assert rows(request, key) == before
        restore(request, page)
        trash(request, page)
        purge(request, page)
        assert rows(request, key) == set()


def test_planted_pages_have_theirs(site: ScratchSite, targets: list[str]) -> None:
    with site.request() as request:
        root = create(request, find_at(request, "/"), Section, {"title": "Bed"})
        bed = Bed(request, root)
        first = Sprout(Page, "first", {"title": "First", "body": body(targets[0])})
        second = Sprout(Page, "second", {"title": "Second", "body": body(first.uid, uuid7())})
        bed.plant([first, second])
        bed.finish()
        assert rows(request, first.id) == {(False, "body", targets[0])}
        assert {target for _, _, target in rows(request, second.id)} >= {first.uid}


def test_a_save_that_changes_no_link_writes_no_reference(
    site: ScratchSite, targets: list[str]
) -> None:
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "P", "body": body(*targets)})
        request.db.flush()
        with site.statements() as sql:
            save(request, page, {"title": "Q"})
            request.db.flush()
        assert [text for text in sql if "reference" in text.lower() and "SELECT" not in text] == []


def found(site: ScratchSite, name: str) -> list[str]:
    return list(site.registry[Checks].by_name[name].find(site.registry))


def test_the_check_finds_and_mends_wrong_references(site: ScratchSite, targets: list[str]) -> None:
    a, b, c = targets
    with site.request() as request:
        root = find_at(request, "/")
        pages = [create(request, root, Page, {"title": t, "body": body(a)}) for t in "PQR"]
        for page in pages:
            publish(request, page)
        save(request, pages[2], {"body": body(b)})
        keys = [page.id for page in pages]
    assert found(site, "references") == []
    with site.request() as request:
        before = [rows(request, key) for key in keys]
        request.db.execute(delete(Reference).where(Reference.node_id == keys[0]))
        request.db.add(Reference(node_id=keys[1], draft=True, field="body", target_uid=c))
        request.db.execute(
            delete(Reference).where(Reference.node_id == keys[2], Reference.draft.is_(True))
        )
    assert len(found(site, "references")) == 3
    repair = site.registry[Checks].by_name["references"].repair
    assert repair is not None
    repair(site.registry)
    assert found(site, "references") == []
    with site.request() as request:
        assert [rows(request, key) for key in keys] == before


def test_the_check_names_public_pages_with_dead_links(
    site: ScratchSite, targets: list[str]
) -> None:
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "P", "body": body(*targets)})
        publish(request, page)
    assert found(site, "links") == []
    with site.request() as request:
        trash(request, find(request, targets[1]))
    assert found(site, "links") == ["“P” (/p) links to a page that is not there any more."]
    with site.request() as request:
        unpublish(request, find_at(request, "/p"))
    assert found(site, "links") == []
