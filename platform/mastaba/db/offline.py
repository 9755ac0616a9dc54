"""A request that no browser sent: what commands and jobs call the operations with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from pyramid.scripting import prepare
from sqlalchemy.orm import Session

from mastaba.db.engine import Database


@contextmanager
def looking_request(
    registry: Any, environ: Mapping[str, Any], *, host: str | None = None
) -> Iterator[Any]:
    """A request on which the database refuses every change, and which keeps nobody from saving.

    `environ` and `host` as for `offline_request`.
    """
    environment = prepare(registry=registry)
    request = _made(environment["request"], environ, host)
    try:
        yield request
    finally:
        request.db.close()
        environment["closer"]()


@contextmanager
def offline_request(
    registry: Any, environ: Mapping[str, Any], *, host: str | None = None
) -> Iterator[Any]:
    """A request that may change things, in one transaction that ends with the block.

    `environ` says for whom it acts (see `mastaba.security.policy`), `host` which site is meant
    (default: the first one). The transaction is committed unless the block raises.
    """
    environment = prepare(registry=registry)
    request = _made(environment["request"], environ, host)
    try:
        with request.tm:
            request.environ["tm.active"] = True
            yield request
    finally:
        environment["closer"]()


def _made(request: Any, environ: Mapping[str, Any], host: str | None) -> Any:
    request.environ.update(environ)
    if host is not None:
        request.environ["HTTP_HOST"] = host
    return request


def system_request(registry: Any, *, host: str | None = None) -> AbstractContextManager[Any]:
    """A request of the system, which may do everything and is named in the audit trail."""
    return offline_request(registry, {"mastaba.system": True}, host=host)


def reading_session(registry: Any) -> Session:
    """A session outside a request, on which the database refuses every change.

    `with reading_session(registry) as session: ...`
    """
    database: Database = registry[Database]
    return database.reading_session()
