"""Read vocabularies: for choices in forms, and for what a page shows of its terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, exists

from mastaba.content.library.declare import is_named
from mastaba.content.library.models import Term, Vocabulary
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY

MOST = 5000
_T: Any = Node.__table__


class TermRow(NamedTuple):
    """A term as lists and forms read it; `level` 0 is directly below the vocabulary."""

    uid: str
    title: str
    level: int
    state: str


def vocabulary(request: Any, name: str) -> Any:
    """The row of the vocabulary `name`, when the requester may see it; else None."""
    wanted = is_named(request.site.id, name, _T)
    rows = request.catalog(tree=LIBRARY).visible().of_type(Vocabulary.__type__).filter(wanted)
    return next(iter(rows.rows(1)), None)


def terms_of(request: Any, name: str) -> tuple[TermRow, ...]:
    """The terms of the vocabulary `name` that the requester may see, in the editors' order.

    Narrower terms follow the one they belong to. One statement, asked once per request.
    """
    kept: dict[str, tuple[TermRow, ...]] = request.kept_terms
    if name not in kept:
        kept[name] = tuple(_in_order(_rows(request, name)))
    return kept[name]


def terms_with(request: Any, uids: Sequence[str]) -> list[Any]:
    """Rows (uid, title, path) of those terms the requester may see, in the order of `uids`.

    One statement; none for no uids.
    """
    if not uids:
        return []
    listed = request.catalog(tree=LIBRARY).visible().only("uid", "title", "path", "tree")
    found = {row.uid: row for row in listed.with_uids(sorted(set(uids))).rows(len(uids))}
    return [found[uid] for uid in uids if uid in found]


def kept_terms(_request: Any) -> dict[str, tuple[TermRow, ...]]:
    """What this request has read of vocabularies."""
    return {}


def _rows(request: Any, name: str) -> list[Any]:
    above = _T.alias("vocabulary_node")
    named = exists().where(
        is_named(request.site.id, name, above),
        above.c.tree == LIBRARY,
        and_(_T.c.path > above.c.path + "/", _T.c.path < above.c.path + "0"),
    )
    catalog = request.catalog(tree=LIBRARY).visible().of_type(Term.__type__)
    return catalog.filter(named.correlate(_T)).ordered().rows(MOST)  # type: ignore[no-any-return]  # untyped request


def _in_order(rows: Iterable[Any]) -> Iterable[TermRow]:
    """Depth first; below whom nobody may look, narrower terms stand at the top."""
    listed = list(rows)
    ids, below = {row.id for row in listed}, dict[Any, list[Any]]()
    for row in listed:
        below.setdefault(row.parent_id if row.parent_id in ids else None, []).append(row)
    waiting = [(row, 0) for row in reversed(below.get(None, []))]
    while waiting:
        row, level = waiting.pop()
        yield TermRow(row.uid, row.title, level, row.state)
        waiting += [(child, level + 1) for child in reversed(below.get(row.id, []))]
