"""Which blobs are named: by a file of the library, or by any version of one that is kept.

There is no table of uses to fall behind: the rows of files and the versions are asked themselves,
so a copy counts, and a version that is pruned, or a file that is purged, does not count any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Select, select, union

from mastaba.api import Node, Revision
from mastaba_media.models import Blob, Item

BATCH = 500
_I: Any = Item.__table__
_NAMED: Any = Revision.data["blob"].as_string()


def named_among(session: Any, digests: Collection[str]) -> set[str]:
    """Those of `digests` that something names; two statements for each few hundred."""
    found: set[str] = set()
    for some in in_batches(digests):
        found |= set(session.scalars(select(_I.c.blob).where(_I.c.blob.in_(some))))
        left = set(some) - found
        if left:
            found |= set(session.scalars(_in_versions().where(_NAMED.in_(left))))
    return found


def named_by_anything() -> Any:
    """A statement: every digest that something names, once."""
    return union(select(_I.c.blob).where(_I.c.blob.is_not(None)), _in_versions())


def _in_versions() -> Select[Any]:
    files = select(Node.id).where(Node.type == Item.__type__, Node.id == Revision.node_id)
    return select(_NAMED).where(files.exists(), _NAMED.is_not(None))


def without_row(session: Any, digests: Collection[str]) -> set[str]:
    """Those of `digests` that have no row of a blob."""
    known: set[str] = set()
    for some in in_batches(digests):
        known |= set(session.scalars(select(Blob.digest).where(Blob.digest.in_(some))))
    return set(digests) - known


def in_batches(digests: Iterable[str]) -> Iterator[list[str]]:
    """A few hundred at a time, for one statement each."""
    listed = sorted(digests)
    return (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))
