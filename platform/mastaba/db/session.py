"""`request.db`: the session whose power follows from the request's method."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from mastaba.db.engine import Database

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
RECEIVING = "mastaba.receiving"  # in the environ while a large body is looked at


def is_unsafe(request: Any) -> bool:
    """Whether the request may change state (RFC 9110 section 9.2.1).

    Not yet while a file is received (`mastaba.admin.uploads`): that takes long, and nobody else
    could write meanwhile.
    """
    return request.method not in SAFE_METHODS and RECEIVING not in request.environ


def open_session(request: Any) -> Session:
    """The request's session: joined to `request.tm` when it is active, read-only otherwise."""
    database: Database = request.registry[Database]
    if request.environ.get("tm.active"):
        return database.writing_session(request.tm)
    session = database.reading_session()
    request.add_finished_callback(lambda _request: session.close())
    return session


@contextmanager
def writing(request: Any) -> Iterator[Session]:
    """A short transaction of its own, for the few safe requests that must write."""
    with Session(request.registry[Database].writes) as session, session.begin():
        yield session
