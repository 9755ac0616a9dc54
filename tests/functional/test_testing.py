"""The harness itself: fresh databases, acting as somebody, counting statements."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from mastaba.api import create, find_at, publish
from mastaba.content.operations import OperationError
from mastaba.testing import Client, ScratchSite
from mastaba.tree.models import Node
from mastaba_pages.models import Page


def make_page(site: ScratchSite, title: str = "Opening hours") -> str:
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": title})
        publish(request, page)
        return str(page.path)


def test_a_site_serves_what_an_operation_made(site: ScratchSite, visitor: Client) -> None:
    path = make_page(site)
    visitor.get(path).mustcontain("Opening hours")


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_gets_an_empty_site(site: ScratchSite, turn: int) -> None:
    make_page(site, f"Page {turn}")
    with site.request() as request:
        titles = set(request.db.scalars(select(Node.title).where(Node.tree == "site")))
    assert titles == {"Home", f"Page {turn}"}


def test_a_failing_block_changes_nothing(site: ScratchSite, visitor: Client) -> None:
    with pytest.raises(OperationError), site.request() as request:
        create(request, find_at(request, "/"), Page, {"title": "Lost"})
        raise OperationError("Stop.")
    visitor.get("/lost", status=404)


def test_a_request_acts_as_somebody(site: ScratchSite) -> None:
    with site.request("reader") as request:
        root = find_at(request, "/")
        assert request.identity.role == "reader"
        assert request.has_permission("view", root)
        assert not request.has_permission("create", root)


def test_a_client_is_logged_in(site: ScratchSite, editor: Client) -> None:
    assert site.log_in("editor") != site.log_in("editor")
    assert editor.csrf
    assert not site.client().csrf


def test_a_reading_session_refuses_to_write(site: ScratchSite) -> None:
    statement = text("UPDATE node SET title = 'changed'")
    with site.database.reading_session() as session, pytest.raises(DBAPIError):
        session.execute(statement)


def test_statements_are_counted_without_transaction_control(site: ScratchSite) -> None:
    with site.statements() as sql, site.request() as request:
        request.db.execute(text("SELECT 1"))
    assert sql == ["SELECT 1"]
    with site.statements() as sql, site.database.reading_session() as session:
        session.execute(text("SELECT 2"))
    assert sql == ["SELECT 2"]
