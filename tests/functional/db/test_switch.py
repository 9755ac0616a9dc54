"""The read/write switch: what a GET cannot do, and how writers take turns."""

from __future__ import annotations

import sqlite3
import threading
from typing import Any

import pytest
from pyramid.request import Request
from pyramid_retry import IRetryableError, mark_error_retryable
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from mastaba.api import create, find_at, publish, save
from mastaba.db import Database
from mastaba.db.engine import Database as Engines
from mastaba.db.session import is_unsafe
from mastaba.db.settings import DatabaseSettings
from mastaba.testing import ScratchSite
from mastaba.tree.models import Node, Site
from mastaba_pages.models import Page

ONLY_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("method", "unsafe"),
    [("GET", False), ("HEAD", False), ("OPTIONS", False), ("POST", True), ("X", True)],
)
def test_safe_methods_are_those_of_rfc_9110(method: str, unsafe: bool) -> None:
    assert is_unsafe(Request.blank("/", method=method)) is unsafe


def test_case_042_the_database_itself_refuses_changes_on_a_get(site: ScratchSite) -> None:
    statement = text("DELETE FROM audit")
    with site.database.reading_session() as session, pytest.raises(DBAPIError):
        session.execute(statement)
    with Session(site.database.writes) as session, session.begin():
        session.execute(statement)


@ONLY_SQLITE
def test_case_235_pragmas_are_set_on_every_connection(site: ScratchSite) -> None:
    wanted = {"foreign_keys": 1, "journal_mode": "wal"}
    for engine, query_only in ((site.database.reads, 1), (site.database.writes, 0)):
        with engine.connect() as connection:
            for pragma, value in {**wanted, "query_only": query_only}.items():
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() >= 1000


@ONLY_SQLITE
def test_case_235_a_locked_database_is_retryable(database: str) -> None:
    impatient = Engines(DatabaseSettings(url=database, connect_timeout=0))
    blocker = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with Session(impatient.writes) as session, pytest.raises(OperationalError) as caught:
        session.execute(select(Node.id))
    assert IRetryableError.providedBy(caught.value)
    blocker.execute("ROLLBACK")
    blocker.close()
    impatient.dispose()


@ONLY_SQLITE
def test_case_234_eight_writers_all_succeed(site: ScratchSite) -> None:
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "0"})
        uid = page.uid
    failures: list[Exception] = []

    def write(writer: int) -> None:
        for turn in range(10):
            try:
                with site.request() as request:
                    node = find_at(request, "/0")
                    save(request, node, {"title": f"{writer}-{turn}"})
            except Exception as error:  # collected: a thread cannot fail the test itself
                failures.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with site.request() as request:
        assert request.db.scalar(select(Node.revision).where(Node.uid == uid)) == 81


def test_savepoints_work(site: ScratchSite) -> None:
    with site.request() as request:
        savepoint = request.tm.savepoint()
        create(request, find_at(request, "/"), Page, {"title": "Undone"})
        request.db.flush()
        savepoint.rollback()
        create(request, find_at(request, "/"), Page, {"title": "Kept"})
    with site.request() as request:
        assert find_at(request, "/undone") is None
        assert find_at(request, "/kept") is not None


def test_a_get_that_must_write_has_a_transaction_of_its_own(site: ScratchSite) -> None:
    from mastaba.db.session import writing

    with site.request() as request:
        pass
    with writing(request) as session:
        session.add(Site(hosts=["other.test"]))
    with site.request() as request:
        assert ["other.test"] in request.db.scalars(select(Site.hosts)).all()


@pytest.mark.parametrize("status", [200, 303, 400, 403, 404, 409, 500])
def test_case_236_a_returned_error_never_commits(make_site: Any, status: int) -> None:
    site = make_site()

    def view(request: Any) -> Any:
        page = create(request, find_at(request, "/"), Page, {"title": "Written"})
        publish(request, page)
        request.response.status_code = status
        return request.response

    site.config.add_view(view, name="write", permission="view", request_method="POST")
    site.config.commit()
    site.account("admin")
    site.client("admin").send("/@@write", status=status)
    with site.request() as request:
        assert (find_at(request, "/written") is not None) == (status < 400)


def test_case_232_a_retryable_failure_is_tried_again_with_effects_once(make_site: Any) -> None:
    site = make_site()
    turns: list[int] = []

    def view(request: Any) -> Any:
        create(request, find_at(request, "/"), Page, {"title": f"Turn {len(turns)}"})
        request.db.flush()
        turns.append(1)
        if len(turns) < 3:
            raise _lock_error(site.database)
        return request.response

    site.config.add_view(view, name="write", permission="view", request_method="POST")
    site.config.commit()
    site.client("admin").send("/@@write", status=200)
    with site.request() as request:
        rows = request.catalog().visible().children_of(find_at(request, "/")).rows(9)
        assert [row.title for row in rows] == ["Turn 2"]


def _lock_error(_database: Database) -> Exception:
    error = OperationalError("UPDATE", {}, Exception("locked"))
    mark_error_retryable(error)
    return error


@pytest.mark.parametrize("address", ["nonsense", "://", "sqlite"])
def test_case_200_an_address_that_cannot_be_read_is_one_sentence(address: str) -> None:
    with pytest.raises(ValueError, match=r"mastaba\.database\.url cannot be read"):
        Engines(DatabaseSettings(url=address))


def test_a_connection_in_use_when_the_application_ends_is_closed_behind_it(
    site: ScratchSite,
) -> None:
    connection = site.database.writes.connect()
    record: Any = connection.connection._connection_record  # what the pool would keep
    site.database.dispose()
    assert record.dbapi_connection is not None
    connection.close()
    assert record.dbapi_connection is None
    with site.database.writes.connect() as again:
        assert again.scalar(text("SELECT 1")) == 1
