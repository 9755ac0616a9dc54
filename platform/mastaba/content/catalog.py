"""`request.catalog()`: lists of content, filtered by rights in SQL, as light rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Select, func, or_, select

from mastaba.content import shapes
from mastaba.content.beside import with_columns, with_total
from mastaba.content.records.catalog import RecordCatalog
from mastaba.content.records.models import Record
from mastaba.content.shapes import ROW as ROW
from mastaba.content.shapes import SORTS as SORTS
from mastaba.content.shapes import T as _T
from mastaba.fields.text import storable
from mastaba.security.lending import lent_to
from mastaba.security.principals import EVERYONE
from mastaba.tree.due import shown_rows
from mastaba.tree.kept import kept
from mastaba.tree.kinds import kinds_of
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIBRARY, LIVE
from mastaba.tree.rights import in_subtree
from mastaba.tree.visible import asker, narrow_clause, of_kinds, public_clause, visible_to

COUNT_CAP = 1000


class Catalog:
    """A query on base columns; nothing is visible until `visible()` has been said."""

    SORT_KEY = shapes.SORT_KEY

    def __init__(self, request: Any, *, tree: str = LIVE) -> None:
        self._request = request
        self._columns: tuple[Any, ...] = shapes.COLUMNS
        self._clauses: tuple[Any, ...] = (shapes.IN_TREE,)
        self._order: tuple[Any, ...] = ()
        self._own: list[Any] = []  # clauses that hold values and fit this query only
        self._own_order: tuple[Any, ...] = ()
        self._beside: list[tuple[Any, tuple[str, ...]]] = []  # models and names of their columns
        self._cap: int | None = None  # how far each row counts all of them
        self._mark: Any = None  # the clause that begins behind the page before
        self._values: dict[str, Any] = {"site_id": request.site.id, "tree": tree}
        self._tree = tree
        self._empty = False  # known without asking
        self._guarded = False
        self._permission: str | None = None  # the one that was asked last
        self._located = False  # found by a place or a name, not by rights or order
        self._menu = False

    def visible(self, permission: str = "view") -> Self:
        """Only nodes on which the requester has `permission`."""
        request = self._request
        self._guarded = True
        if request.is_system:
            return self
        self._permission = permission
        clause = visible_to(request, permission)
        lent = lent_to(request) if self._tree == LIBRARY and permission == "view" else ()
        clause = or_(clause, _T.c.uid.in_(sorted(lent))) if lent else clause
        return self._where(clause, **asker(request))

    def only(self, *names: str) -> Self:
        """Rows with these base columns and no others: a long list of links needs few."""
        self._columns = shapes.columns(shapes.with_due(names))
        return self

    def adding(self, model: Any, *names: str) -> Self:
        """Rows with these columns of a content type or an extension, too; None for other nodes.

        Of any table with at most one row per node: its primary key is that of the node.

        They hold what is stored in the row: what is live, where a newer version waits.
        """
        self._beside.append((model, names))
        return self

    def counted(self, cap: int = COUNT_CAP) -> Self:
        """Rows with `total`: how many there are on all pages, counted up to `cap`."""
        self._cap = cap
        return self

    def children_of(self, node: Any) -> Self:
        """Direct children."""
        self._empty = self._empty or getattr(node, "__childless__", False)
        self._located = True
        return self._where(shapes.CHILDREN, parent=node.id)

    def below(self, node: Any) -> Self:
        """The whole subtree, `node` included."""
        self._located = node.path != ROOT
        return self.filter(in_subtree(self._request.site.id, self._tree, node.path))

    def of_type(self, *names: str) -> Self:
        return self._where(shapes.OF_TYPE, types=names)

    def in_state(self, state: str) -> Self:
        return self._where(shapes.IN_STATE, state=state)

    def public(self) -> Self:
        """Only what is published now."""
        kinds = kinds_of(self._request)
        clause = public_clause(len(kinds.names))
        return self._where(clause, now=self._request.now, **kinds.values())

    def in_menu(self) -> Self:
        """Only what the menu of the site shows; never what no enabled plugin can show."""
        self._menu = True
        self.known()
        return self._where(shapes.IN_MENU, now=self._request.now)

    def known(self) -> Self:
        """Only nodes of types that an enabled plugin brings."""
        kinds = kinds_of(self._request)
        return self._where(of_kinds(len(kinds.names)), **kinds.values())

    def with_uids(self, uids: Sequence[str]) -> Self:
        self._located = True
        return self._where(shapes.WITH_UIDS, uids=tuple(uids))

    def referring_to(self, node: Any, field: str | None = None) -> Self:
        """Nodes whose stored fields (or the one named) refer to `node`, a node or row."""
        self._located = True
        return self.filter(shapes.refers(shapes.R.c.target_uid == node.uid, field))

    def unreferenced(self) -> Self:
        """Nodes that no field of any node refers to, in what is live or in what is not yet.

        Nodes that the requester may not see count, those in the trash too: what this lists can
        go without a trace.
        """
        return self._where(shapes.UNREFERENCED)

    def with_term(self, term: Any, *, narrower: bool = True) -> Self:
        """Nodes that have `term` of a vocabulary, or one below it unless `narrower` is False."""
        if not narrower:
            return self.referring_to(term)
        below = select(Node.uid).where(in_subtree(self._request.site.id, LIBRARY, term.path))
        return self.filter(shapes.refers(shapes.R.c.target_uid.in_(below)))

    def matching(self, text: str) -> Self:
        """Title or address contains `text`; `%` and `_` mean themselves."""
        wanted = text.casefold()
        return self.filter(
            or_(
                func.lower(_T.c.title).contains(wanted, autoescape=True),
                _T.c.path.contains(wanted, autoescape=True),
            )
        )

    def filter(self, *clauses: Any) -> Self:
        """Any further predicate on `node`."""
        self._own.extend(clauses)
        return self

    def ordered(self) -> Self:
        """In the editors' own order."""
        self._order = shapes.EDITORS_ORDER
        return self

    def latest(self, column: str = "published_at") -> Self:
        """Newest first."""
        self._order = shapes.newest_first(column)
        return self

    def sorted_by(self, *expressions: Any) -> Self:
        """By any expression on `node`, such as a scalar subquery on a table of a plugin."""
        self._own_order = (*expressions, _T.c.id)
        return self

    def keyset(self, sort: str, *, descending: bool, mark: tuple[Any, int] | None) -> Self:
        """Sorted by one of `SORTS`, starting behind `mark` = (sort key, id) of a row."""
        self._columns = (*self._columns, shapes.sort_key(sort))
        self._order = shapes.sort_order(sort, descending)
        if mark is None:
            return self
        self._mark = shapes.beyond(sort, descending)
        return self._where(self._mark, mark_key=mark[0], mark_id=mark[1])

    @staticmethod
    def sort_value(sort: str, text: Any) -> Any:
        """A sort key from a cursor. Raises `ValueError` when it cannot be one."""
        if not isinstance(text, str):
            raise ValueError("a sort key is text")
        if sort not in ("modified", "published", "created"):
            return storable(text)
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return instant

    def rows(self, limit: int) -> list[Any]:
        """At most `limit` rows with the base columns as attributes."""
        self._check()
        if self._empty:
            return []
        statement = self._own_too(shapes.limited(self._columns, self._sought(), self._order))
        if self._cap is not None:
            every = (clause for clause in self._sought() if clause is not self._mark)
            statement = with_total(statement, (*every, *self._own), self._cap)
        return self._as_now(self._run(statement, limit=limit))

    def kept_rows(self, limit: int) -> Sequence[Any]:
        """The same, remembered until the tree changes: for lists that every visitor meets."""
        if self._own or self._own_order or self._beside or self._empty or self._cap is not None:
            return self.rows(limit)
        values = ((name, value) for name, value in self._values.items() if name != "now")
        key = (self._columns, self._clauses, self._order, limit, *values)
        found: Sequence[Any] = kept(self._request, "rows", key, lambda: self.rows(limit))
        return found

    def count(self, cap: int = COUNT_CAP) -> int:
        """How many there are, counted up to `cap` only."""
        inner = self._checked().with_only_columns(_T.c.id).order_by(None).limit(cap).subquery()
        statement = select(func.count()).select_from(inner)
        return int(self._run(statement)[0][0])

    def children_of_each(self, ids: Sequence[int], limit: int) -> list[Any]:
        """At most `limit` children of each of these nodes, in the editors' order: one statement,
        which reads no more than that many rows of a branch, however wide it is."""
        if not ids:
            return []
        self._check()
        clauses = (*self._clauses, *self._own)
        parents = {f"parent_{number}": parent_id for number, parent_id in enumerate(ids)}
        statement = shapes.children_of_each(self._columns, clauses, len(ids))
        return self._as_now(self._run(statement, limit=limit, **parents))

    def parents_among(self, ids: Sequence[int]) -> set[int]:
        """Which of these nodes have a child in this catalog."""
        if not ids:
            return set()
        self._check()
        statement = shapes.parents((*self._clauses, *self._own))
        return {row.id for row in self._run(statement, ids=list(ids))}

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

    def _where(self, clause: Any, **values: Any) -> Self:
        for name, value in values.items():
            if self._values.setdefault(name, value) != value:
                raise ValueError(f"catalog(): {name} has been said already, with another value")
        self._clauses = (*self._clauses, clause)
        return self

    def _check(self) -> None:
        if not self._guarded:
            raise RuntimeError("catalog() lists nothing before visible() has been said")

    def _checked(self) -> Select[Any]:
        self._check()
        return self._own_too(shapes.statement(self._columns, self._sought(), self._order))

    def _sought(self) -> tuple[Any, ...]:
        """The clauses, and for a list of the whole site what finds it where few may be seen."""
        if self._located or self._permission is None:
            return self._clauses
        few = narrow_clause(self._request, self._permission)
        return self._clauses if few is None else (*self._clauses, few)

    def _own_too(self, statement: Select[Any]) -> Select[Any]:
        statement = statement.where(*self._own) if self._own else statement
        for model, names in self._beside:
            statement = with_columns(statement, model, names)
        if not self._own_order:
            return statement
        return statement.order_by(None).order_by(*self._own_order)

    def _as_now(self, found: list[Any]) -> list[Any]:
        """Rows as scheduled updates that are due have them."""
        if not found or "next_at" not in found[0]._fields:
            return found
        rows = shown_rows(self._request, found)
        return [row for row in rows if row.in_menu] if self._menu else rows

    def _run(self, statement: Any, **values: Any) -> list[Any]:
        return list(self._request.db.execute(statement, {**self._values, **values}))


def catalog(
    request: Any, kind: type[Record] | None = None, *, tree: str = LIVE
) -> Catalog | RecordCatalog:
    """Lists of content on the request's site, or of a kind of records."""
    return Catalog(request, tree=tree) if kind is None else RecordCatalog(request, kind)
