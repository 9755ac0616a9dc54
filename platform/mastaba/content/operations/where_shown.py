"""Content of embedded types shows on live pages: to change it there needs `publish` there, too.

A picture is shown by pages, a snippet by pages and by other snippets. Whatever changes what
visitors see of it (publishing, hiding, ending, the trash, its rights) changes those pages, so it
is asked for each of them, through as many snippets as lie between. Not asked about: what no
visitor sees anyway, such as drafts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, and_, case, or_, select

from mastaba.content.audience import AudienceChange
from mastaba.content.models import Reference
from mastaba.content.operations.errors import OperationError
from mastaba.content.types import ContentTypes
from mastaba.tree.models import Node
from mastaba.tree.publication import LIVE, PUBLISHED, TRASH
from mastaba.tree.rights import in_subtree
from mastaba.tree.visible import asker, visible_to

NAMED = 3  # pages in a sentence
MOST = 1000  # pages that are read
_N: Any = Node.__table__
_R: Any = Reference.__table__


class ShownElsewhere(OperationError):
    """Live pages show this, and the requester may not publish them; nothing was changed.

    `titles` are of those that the requester may see, `hidden` is how many others there are.
    """

    def __init__(self, title: str, closed: Sequence[Any]) -> None:
        self.titles, self.hidden = _seen(closed), len(closed) - sum(row.seen for row in closed)
        super().__init__(
            f"“{title}” is shown on {pages_named(closed)}, which you may not publish. Nothing was "
            "changed; ask somebody who may publish there."
        )


def allow_where_shown(request: Any, node: Node) -> None:
    """Raise `ShownElsewhere` unless the requester may publish every live page that shows `node`.

    One statement for content of embedded types, else none.
    """
    types: ContentTypes = request.registry[ContentTypes]
    if not request.is_system and node.type in types.embedded:
        _refuse(node, closed_pages(request, [node.uid]))


def allow_where_any_is_shown(request: Any, top: Node) -> None:
    """The same for all that is public at `top` and below it, on pages that lie elsewhere.

    None for trees in which nothing is embedded.
    """
    names = _embedded_at(request, top)
    if request.is_system or not names:
        return
    request.db.flush()
    inside = in_subtree(top.site_id, top.tree, top.path)
    meant = and_(inside, _N.c.type.in_(names), _published(request))
    _refuse(top, closed_pages(request, select(_N.c.uid).where(meant), ~inside))


def allow_other_viewers(request: Any, top: Node, change: Callable[[], AudienceChange]) -> None:
    """The same when a `change` of rights lets more or fewer people see what is there."""
    if request.is_system or not _embedded_at(request, top):
        return
    found = change()
    if any("view" in rights for rights in (*found.gained.values(), *found.lost.values())):
        allow_where_any_is_shown(request, top)


def closed_pages(request: Any, uids: Any, *clauses: ColumnElement[bool]) -> list[Any]:
    """Live pages that show one of `uids` (a list or a statement) and are not the requester's.

    Rows with `title`, `seen` (1: the requester may see it) and `shows`, the uid that it shows.
    """
    shown = _shown_by(request, uids)
    seen = case((visible_to(request, "view"), 1), else_=0).label("seen")
    publishes = case((visible_to(request, "publish"), 1), else_=0)  # NULL counts as refused
    found = select(_N.c.title, seen, shown.c.shows).join(shown, shown.c.id == _N.c.id)
    found = found.where(publishes == 0, *clauses).order_by(_N.c.title, _N.c.id).limit(MOST)
    return list(request.db.execute(found, asker(request)))


def shown_by(request: Any, uids: Iterable[str]) -> list[Any]:
    """Live nodes that show one of `uids`: rows of `id` and `shows`. Rights are not asked."""
    shown = _shown_by(request, sorted(set(uids)))
    return list(request.db.execute(select(shown.c.id, shown.c.shows).limit(MOST)))


def _embedded_at(request: Any, top: Node) -> list[str]:
    """Names of the embedded types of the tree that it lies in, or lay in before the trash."""
    tree = (top.trashed_rights or {}).get("tree", LIVE) if top.tree == TRASH else top.tree
    types: ContentTypes = request.registry[ContentTypes]
    return sorted(name for name in types.embedded if types.by_name[name].tree == tree)


def _shown_by(request: Any, uids: Any) -> CTE:
    """Live nodes that show them, and those that show these, if they are embedded themselves."""
    names = sorted(request.registry[ContentTypes].embedded)
    columns = (_N.c.id, _N.c.uid, _N.c.type)
    live = and_(_published(request), _N.c.tree != TRASH, _N.c.site_id == request.site.id)
    # What a scheduled update refers to is the draft's until its time comes.
    counts = or_(_R.c.draft.is_(False), _N.c.next_at.is_not(None))
    first = select(*columns, _R.c.target_uid.label("shows")).join(_R, _R.c.node_id == _N.c.id)
    start = first.where(_R.c.target_uid.in_(uids), live, counts).cte("shown_by", recursive=True)
    further = select(*columns, start.c.shows).join(_R, _R.c.node_id == _N.c.id)
    further = further.join(start, start.c.uid == _R.c.target_uid)
    return start.union(further.where(start.c.type.in_(names), live, counts))


def _published(request: Any) -> ColumnElement[bool]:
    """Public now, or from a time that was set."""
    ends = or_(_N.c.expires_at.is_(None), _N.c.expires_at > request.now)
    return and_(_N.c.state == PUBLISHED, ends)


def _refuse(node: Node, closed: Sequence[Any]) -> None:
    if closed:
        raise ShownElsewhere(node.title, closed)


def _seen(closed: Sequence[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.title for row in closed if row.seen))


def pages_named(closed: Sequence[Any]) -> str:
    """“A”, “B” and 2 other pages, of rows of `closed_pages`."""
    named = [f"“{title}”" for title in _seen(closed)[:NAMED]]
    others = len(closed) - len(named)
    if others:
        other = "other " if named else ""
        named.append(f"{others} {other}page{'s' if others > 1 else ''}")
    return " and ".join([", ".join(named[:-1]), named[-1]] if named[1:] else named)
