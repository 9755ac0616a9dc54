"""Records: rows of a plugin that belong to a node, and follow its rights and its fate."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPBadRequest, HTTPForbidden
from sqlalchemy import func, select

from mastaba.api import (
    Conflict,
    Invalid,
    OperationError,
    change_record,
    create,
    create_record,
    delete_record,
    erase_records,
    export_records,
    find_at,
    find_record,
    page_of,
    publish,
    purge,
    restore,
    share,
    trash,
)
from mastaba.events.models import Audit
from mastaba.testing import ScratchSite
from tests.support.clinic import Visit, Vote, open_clinic

COLUMNS = {"order": "id"}


@pytest.fixture
def clinic(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """A public visit, a draft one, and one that is closed to all but administrators."""
    site = open_clinic(make_site(), extended=False)
    with site.request() as request:
        for title in ("Open", "Draft", "Closed"):
            node = create(request, find_at(request, "/"), Visit, {"title": title})
            if title != "Draft":
                publish(request, node)
        share(request, node, {}, inherit=False)
        for path in ("/open", "/draft", "/closed"):
            create_record(request, find_at(request, path), Vote, {"points": 3})
    return site


def seen(request: Any) -> list[str]:
    return sorted(row.node_title for row in request.catalog(Vote).visible().rows(50))


def vote(site: ScratchSite, role: str, path: str = "/open", **values: Any) -> str:
    with site.request(role) as request:
        return create_record(request, find_at(request, path), Vote, values).uid


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        ("reader", ["Open"]),
        ("editor", ["Draft", "Open"]),
        ("admin", ["Closed", "Draft", "Open"]),
        (None, ["Closed", "Draft", "Open"]),
    ],
)
def test_they_are_seen_by_who_sees_the_node(
    clinic: ScratchSite, role: str | None, titles: list[str]
) -> None:
    with clinic.request(role) as request:
        assert seen(request) == titles
        assert request.catalog(Vote).visible().count() == len(titles)


def test_nothing_is_listed_before_visible_was_said(clinic: ScratchSite) -> None:
    with clinic.request("admin") as request, pytest.raises(RuntimeError, match="visible"):
        request.catalog(Vote).rows(1)


def test_the_trash_hides_and_purging_deletes_them(clinic: ScratchSite) -> None:
    with clinic.request("admin") as request:
        node = find_at(request, "/open")
        trash(request, node)
        assert seen(request) == ["Closed", "Draft"]
        with pytest.raises(OperationError, match="in the trash"):
            create_record(request, node, Vote, {})
        restore(request, node)
        assert seen(request) == ["Closed", "Draft", "Open"]
        trash(request, node)
        purge(request, node)
        assert request.db.scalar(select(func.count()).select_from(Vote)) == 2


def test_rules_rights_and_one_per_person(clinic: ScratchSite) -> None:
    uid = vote(clinic, "reader", points=2)
    with clinic.request("reader") as request:
        node = find_at(request, "/open")
        with pytest.raises(Conflict, match="one of these already"):
            create_record(request, node, Vote, {})
        with pytest.raises(Invalid) as error:
            change_record(request, find_record(request, Vote, uid), {"points": 9})
        assert list(error.value.fields) == ["points"]
        with pytest.raises(Invalid, match="no such field"):
            create_record(request, node, Vote, {"account_id": 1})
        for path in ("/draft", "/closed"):
            with pytest.raises(HTTPForbidden):
                create_record(request, find_at(request, path), Vote, {})


def test_ones_own_may_be_changed_and_that_of_others_not(clinic: ScratchSite) -> None:
    uid = vote(clinic, "reader")
    with clinic.request("reader") as request:
        mine = find_record(request, Vote, uid)
        assert change_record(request, mine, {"points": 5})
        assert not change_record(request, mine, {"points": 5})
    with clinic.request("editor") as request:
        theirs = find_record(request, Vote, uid)
        assert theirs is not None
        assert theirs.points == 5
        for do in (change_record, lambda r, v, _changes: delete_record(r, v)):
            with pytest.raises(HTTPForbidden):
                do(request, theirs, {"points": 1})
    with clinic.request("admin") as request:
        delete_record(request, find_record(request, Vote, uid))
        request.db.flush()
        assert find_record(request, Vote, uid) is None
        steps = request.db.scalars(select(Audit.action).order_by(Audit.id)).all()
        assert [s for s in steps if s.startswith("clinic.")][-3:] == [
            "clinic.vote.created",
            "clinic.vote.changed",
            "clinic.vote.deleted",
        ]


def test_a_record_of_a_hidden_node_is_not_found(clinic: ScratchSite) -> None:
    with clinic.request() as request:
        rows = request.catalog(Vote).visible().rows(9)
        hidden = next(row.uid for row in rows if row.node_title == "Closed")
    with clinic.request("editor") as request:
        assert find_record(request, Vote, hidden) is None


@pytest.mark.parametrize("sort", ["points", "created", "order"])
def test_pages_of_records_meet_and_do_not_overlap(clinic: ScratchSite, sort: str) -> None:
    with clinic.request() as request:
        parent = find_at(request, "/open")
        for number in range(7):
            node = create(request, parent, Visit, {"title": f"V{number}"})
            publish(request, node)
            create_record(request, node, Vote, {"points": number % 5 + 1})
    found: list[Any] = []
    query: str | None = ""
    with clinic.request("reader") as request:
        while query is not None:
            request.query_string = query
            request.environ.pop("webob._parsed_query_vars", None)
            catalog = request.catalog(Vote).visible()
            shown = page_of(request, catalog, sort=sort, descending=True, size=3)
            found += [(getattr(row, COLUMNS.get(sort, sort)), row.id) for row in shown.rows]
            query = None if shown.next_url is None else shown.next_url.removeprefix("?")
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 8


def test_a_person_gets_and_erases_what_is_known_of_them(clinic: ScratchSite) -> None:
    uid = vote(clinic, "reader", points=4)
    account = clinic.account("reader")
    with clinic.request("editor") as request, pytest.raises(HTTPForbidden):
        export_records(request, account)
    with clinic.request("reader") as request:
        told = export_records(request, account)["clinic.vote"]
        assert [(row["uid"], row["points"]) for row in told] == [(uid, 4)]
        assert erase_records(request, account) == {"clinic.vote": 1}
        assert export_records(request, account) == {"clinic.vote": []}
        assert request.catalog(Vote).visible().count() == 1


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        ("points", "3"), ("points", 1 << 40), ("points", True), ("points", None),
        ("order", 1 << 70), ("created", "2026-01-01"), ("created", 3),
        ("note", "\x00"), ("note", "\ud800"), ("uid", "3"),
    ],
)  # fmt: skip
def test_a_forged_cursor_is_refused(clinic: ScratchSite, sort: str, value: Any) -> None:
    mark = urlsafe_b64encode(json.dumps([sort, value, 1]).encode()).decode()
    with clinic.request("reader") as request:
        request.query_string = f"after={mark}"
        with pytest.raises(HTTPBadRequest, match="not valid"):
            page_of(request, request.catalog(Vote).visible(), sort=sort)


@pytest.mark.parametrize("value", ["\x00", "\ud800", 3, None])
def test_a_forged_cursor_of_pages_is_refused(clinic: ScratchSite, value: Any) -> None:
    mark = urlsafe_b64encode(json.dumps(["title", value, 1]).encode()).decode()
    page = clinic.client("editor").get(f"/admin/@@contents?sort=title&after={mark}", status=400)
    page.mustcontain("not valid")
