"""`request.catalog()`: lists of content, filtered by rights in SQL, as light rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Select, and_, func, or_, select, union_all

from mastaba.security.principals import EVERYONE
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.publication import LIVE
from mastaba.tree.rights import in_subtree
from mastaba.tree.visible import visible_clause

COUNT_CAP = 1000
ROW = (
    Node.id, Node.uid, Node.parent_id, Node.slug, Node.path, Node.depth, Node.order_key,
    Node.type, Node.title, Node.summary, Node.in_menu, Node.state, Node.tree, Node.published_at,
    Node.expires_at, Node.created, Node.modified, Node.modified_by, Node.owner_id, Node.revision,
    Node.live_revision, Node.version, Node.trashed_from, Node.trashed_at, Node.acl_id,
)  # fmt: skip
_T: Any = Node.__table__
_COLUMNS = [_T.c[column.key] for column in ROW]


SORTS: dict[str, Any] = {
    "order": _T.c.order_key,
    "title": func.lower(_T.c.title),
    "path": _T.c.path,
    "modified": _T.c.modified,
    "published": func.coalesce(_T.c.published_at, _T.c.created),
}


class Catalog:
    """A query on base columns; nothing is visible until `visible()` has been said."""

    SORT_KEY = "sort_key"

    def __init__(self, request: Any, *, tree: str = LIVE) -> None:
        self._request = request
        self._statement: Select[Any] = select(*_COLUMNS).where(
            _T.c.site_id == request.site.id, _T.c.tree == tree
        )
        self._guarded = False

    def visible(self, permission: str = "view") -> Self:
        """Only nodes on which the requester has `permission`."""
        request = self._request
        self._guarded = True
        if request.is_system:
            return self
        return self._where(visible_clause(request.principals, request.now, permission))

    def children_of(self, node: Any) -> Self:
        """Direct children."""
        return self._where(_T.c.parent_id == node.id)

    def below(self, node: Any) -> Self:
        """The whole subtree, `node` included."""
        return self._where(in_subtree(self._request.site.id, LIVE, node.path))

    def of_type(self, *names: str) -> Self:
        return self._where(_T.c.type.in_(names))

    def in_state(self, state: str) -> Self:
        return self._where(_T.c.state == state)

    def in_menu(self) -> Self:
        return self._where(_T.c.in_menu.is_(True))

    def with_uids(self, uids: Sequence[str]) -> Self:
        return self._where(_T.c.uid.in_(uids))

    def matching(self, text: str) -> Self:
        """Title or address contains `text`; `%` and `_` mean themselves."""
        wanted = text.casefold()
        return self._where(
            or_(
                func.lower(_T.c.title).contains(wanted, autoescape=True),
                _T.c.path.contains(wanted, autoescape=True),
            )
        )

    def filter(self, *clauses: Any) -> Self:
        """Any further predicate on `node`."""
        return self._where(*clauses)

    def ordered(self) -> Self:
        """In the editors' own order."""
        self._statement = self._statement.order_by(_T.c.order_key, _T.c.id)
        return self

    def latest(self, column: str = "published_at") -> Self:
        """Newest first."""
        self._statement = self._statement.order_by(_T.c[column].desc(), _T.c.id.desc())
        return self

    def keyset(self, sort: str, *, descending: bool, mark: tuple[Any, int] | None) -> Self:
        """Sorted by one of `SORTS`, starting behind `mark` = (sort key, id) of a row."""
        key, tie = SORTS[sort], _T.c.id
        keys = (key.desc(), tie.desc()) if descending else (key, tie)
        self._statement = self._statement.add_columns(key.label(self.SORT_KEY)).order_by(*keys)
        if mark is None:
            return self
        beyond = (key < mark[0], tie < mark[1]) if descending else (key > mark[0], tie > mark[1])
        return self._where(or_(beyond[0], and_(key == mark[0], beyond[1])))

    @staticmethod
    def sort_value(sort: str, text: Any) -> Any:
        """A sort key from a cursor. Raises `ValueError` when it cannot be one."""
        if not isinstance(text, str):
            raise ValueError("a sort key is text")
        if sort not in ("modified", "published"):
            return text
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return instant

    def rows(self, limit: int) -> list[Any]:
        """At most `limit` rows with the base columns as attributes."""
        statement = self._checked().limit(limit)
        return list(self._request.db.execute(statement))

    def count(self, cap: int = COUNT_CAP) -> int:
        """How many there are, counted up to `cap` only."""
        inner = self._checked().with_only_columns(_T.c.id).order_by(None).limit(cap).subquery()
        statement = select(func.count()).select_from(inner)
        return int(self._request.db.execute(statement).scalar_one())

    def children_of_each(self, ids: Sequence[int], limit: int) -> list[Any]:
        """At most `limit` children of each of these nodes, in the editors' order: one statement,
        which reads no more than that many rows of a branch, however wide it is."""
        parts = [
            select(
                self._checked()
                .where(_T.c.parent_id == parent_id)
                .order_by(_T.c.order_key, _T.c.id)
                .limit(limit)
                .subquery()
            )
            for parent_id in ids
        ]
        return list(self._request.db.execute(union_all(*parts))) if parts else []

    def parents_among(self, ids: Sequence[int]) -> set[int]:
        """Which of these nodes have a child in this catalog."""
        if not ids:
            return set()
        outer = _T.alias("outer_node")
        below = self._checked().with_only_columns(_T.c.id).where(_T.c.parent_id == outer.c.id)
        statement = select(outer.c.id).where(outer.c.id.in_(ids), below.correlate(outer).exists())
        return set(self._request.db.scalars(statement))

    def restricted_among(self, rows: Sequence[Any]) -> set[int]:
        """Ids of those rows that visitors would not see even when they are published."""
        bearers = {row.acl_id for row in rows}
        if not bearers:
            return set()
        statement = select(AclGrant.acl_id).where(
            AclGrant.acl_id.in_(bearers), AclGrant.permission == "view", AclGrant.token == EVERYONE
        )
        shown = set(self._request.db.scalars(statement))
        return {row.id for row in rows if row.acl_id not in shown}

    def _where(self, *clauses: Any) -> Self:
        self._statement = self._statement.where(*clauses)
        return self

    def _checked(self) -> Select[Any]:
        if not self._guarded:
            raise RuntimeError("catalog() lists nothing before visible() has been said")
        return self._statement


def catalog(request: Any, *, tree: str = LIVE) -> Catalog:
    """Lists of content on the request's site."""
    return Catalog(request, tree=tree)
