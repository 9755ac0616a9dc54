"""A request that no browser sent: what commands and jobs call the operations with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pyramid.scripting import prepare


@contextmanager
def offline_request(
    registry: Any, environ: Mapping[str, Any], *, host: str | None = None
) -> Iterator[Any]:
    """A request that may change things, in one transaction that ends with the block.

    `environ` says for whom it acts (see `mastaba.security.policy`), `host` which site is meant
    (default: the first one). The transaction is committed unless the block raises.
    """
    environment = prepare(registry=registry)
    request = environment["request"]
    request.environ.update(environ)
    if host is not None:
        request.environ["HTTP_HOST"] = host
    try:
        with request.tm:
            request.environ["tm.active"] = True
            yield request
    finally:
        environment["closer"]()
