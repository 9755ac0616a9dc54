"""What is in the trash, as far as one may take it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import func, or_

from mastaba.content.catalog import Catalog
from mastaba.content.operations.bulk import topmost
from mastaba.db.uuid7 import is_uid
from mastaba.tree.models import Node
from mastaba.tree.publication import LIVE, TRASH
from mastaba.tree.rights import in_subtree

MOST = 500  # pages that one request restores or deletes
COUNTED = 20_001
LONGEST_QUERY = 200


def need_a_trash(request: Any) -> None:
    """Raise `HTTPForbidden` for who may trash nothing at all, in whatever branch."""
    if request.identity is None:
        raise HTTPForbidden("Log in to see the trash.")
    if request.has_permission("trash", request.root):
        return
    everywhere = (request.catalog(tree=tree).visible("trash") for tree in (TRASH, LIVE))
    if not any(catalog.only("id").rows(1) for catalog in everywhere):
        raise HTTPForbidden("You may put nothing into the trash, so there is nothing to see.")


def in_trash(request: Any, words: str = "", *, mine: bool = False) -> Catalog:
    """What was put into the trash and this person may take out; what lay below comes with it."""
    catalog: Catalog = request.catalog(tree=TRASH).visible("trash").filter(Node.depth == 1)
    if words:
        wanted = words.casefold()
        found = (func.lower(Node.title), Node.trashed_from)
        catalog.filter(or_(*(column.contains(wanted, autoescape=True) for column in found)))
    if mine:
        catalog.filter(Node.modified_by == request.identity.id)
    return catalog


def ticked(request: Any, given: Any) -> tuple[list[Any], bool]:
    """Rows of the pages that `uid` or `select` name, and whether any is missing.

    The last trashed comes first: so a page goes back into its section when both are restored.
    """
    named = [*given.getall("uid"), *given.getall("select")][:MOST]
    uids = list(dict.fromkeys(uid for uid in named if is_uid(uid)))
    if not uids:
        return [], bool(named)
    rows = in_trash(request).with_uids(uids).latest("trashed_at").rows(MOST)
    return rows, len(rows) < len(uids)


def count_below(request: Any, rows: Sequence[Any]) -> int:
    """Pages below these, counted up to 20,001."""
    if not rows:
        return 0
    ranges = or_(*(in_subtree(request.site.id, TRASH, row.path) for row in topmost(rows)[:200]))
    found: int = request.catalog(tree=TRASH).visible("trash").filter(ranges).count(COUNTED)
    return max(0, found - len(rows[:200]))
