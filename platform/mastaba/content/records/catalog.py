"""`request.catalog(Vote)`: lists of records whose nodes the requester may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import BigInteger, Integer, Select, String, and_, func, or_, select

from mastaba.content.records.models import Record
from mastaba.content.records.narrow import SOME, few_nodes
from mastaba.content.shapes import SORT_KEY
from mastaba.db.plan import JoinedFirst, Unindexed
from mastaba.db.types import UtcDateTime
from mastaba.fields.text import storable
from mastaba.tree.models import Node
from mastaba.tree.publication import TRASH
from mastaba.tree.rights import in_subtree
from mastaba.tree.visible import asker, visible_to

COUNT_CAP = 1000
MADE = "order"
BIGGEST = {False: 1 << 31, True: 1 << 63}
_N: Any = Node.__table__


class RecordCatalog:
    """A query on one kind of record; nothing is visible until `visible()` has been said.

    Rows have the record's columns, and `node_uid`, `node_path`, `node_title`. Records of what is
    in the trash are left out.
    """

    SORT_KEY = SORT_KEY

    def __init__(self, request: Any, model: type[Record]) -> None:
        self._request, self._model = request, model
        self._table: Any = model.__table__
        self._clauses: list[Any] = [Unindexed(_N.c.site_id) == request.site.id, _N.c.tree != TRASH]
        self._values: dict[str, Any] = {}
        self._extra: tuple[Any, ...] = ()
        self._order: tuple[Any, ...] = (self._table.c.id,)
        self._guarded = False
        self._permission: str | None = None  # the one that was asked last
        self._section: Any = None
        self._located = False  # found by a node, not by order
        self._sorted = False

    def visible(self, permission: str = "view") -> Self:
        """Only records of nodes on which the requester has `permission`."""
        self._guarded = True
        if not self._request.is_system:
            self._permission = permission
            self._clauses.append(visible_to(self._request, permission))
            self._values.update(asker(self._request))
        return self

    def of(self, node: Any) -> Self:
        """Those of one node."""
        self._located = True
        return self.filter(self._table.c.node_id == node.id)

    def below(self, node: Any) -> Self:
        """Those of the whole subtree, of `node` too."""
        self._section = node
        return self.filter(in_subtree(node.site_id, node.tree, node.path, indexed=False))

    def by(self, account: Any) -> Self:
        """Those that an account or identity made."""
        return self.filter(self._table.c.account_id == account.id)

    def filter(self, *clauses: Any) -> Self:
        """Any further predicate on the record or on `Node`."""
        self._clauses.extend(clauses)
        return self

    def sorted_by(self, *expressions: Any) -> Self:
        """By any columns of the record or of `Node`, each way round as `keyset` cannot."""
        self._order, self._sorted = (*expressions, self._table.c.id), True
        return self

    def keyset(self, sort: str = MADE, *, descending: bool, mark: tuple[Any, int] | None) -> Self:
        """Sorted by a column of the record, starting behind `mark` = (its value, id).

        `order` is the order in which they were made, at the same cost anywhere in a long list.
        """
        key, tie = self._column(sort), self._table.c.id
        self._extra = (key.label(SORT_KEY),)
        self._order = (key.desc(), tie.desc()) if descending else (key, tie)
        self._sorted = True
        if mark is None:
            return self
        value, last = mark
        further = (key < value, tie < last) if descending else (key > value, tie > last)
        # The first clause says nothing new: it is what the index of the order is entered by.
        begun = key <= value if descending else key >= value
        return self.filter(begun, or_(further[0], and_(key == value, further[1])))

    def sort_value(self, sort: str, given: Any) -> Any:
        """A sort key from a cursor: of a column of text, whole numbers or instants.

        Raises `ValueError` when it cannot be one.
        """
        kind = self._column(sort).type
        if isinstance(kind, UtcDateTime):
            return _instant(given)
        if isinstance(kind, Integer) and type(given) is int:
            return _number(given, BIGGEST[isinstance(kind, BigInteger)])
        if isinstance(kind, String) and isinstance(given, str):
            return storable(given)
        raise ValueError(f"{sort} has no such values")

    def rows(self, limit: int) -> list[Any]:
        """At most `limit` rows; the oldest first unless `keyset` has been said."""
        among = self._few() if self._sorted else None
        statement = self._statement(*self._table.c, *_NODE, *self._extra, among=among)
        found = self._request.db.execute(
            statement.order_by(*self._order).limit(limit), self._values
        )
        return list(found)

    def count(self, cap: int = COUNT_CAP) -> int:
        """How many there are, counted up to `cap` only."""
        return self._counted(self._nodes(), cap)

    def _few(self) -> Any:
        """What finds them by their nodes, where there are few; else None, and order does."""
        among = self._nodes()
        if among is None or self._counted(among, SOME + 1) > SOME:
            return None
        return among

    def _nodes(self) -> Any:
        if self._located:
            return None
        return few_nodes(self._request, self._permission, self._section)

    def _counted(self, among: Any, cap: int) -> int:
        inner = self._statement(self._table.c.id, among=among).limit(cap).subquery()
        counted = self._request.db.execute(select(func.count()).select_from(inner), self._values)
        return int(counted.scalar_one())

    def _column(self, sort: str) -> Any:
        return self._table.c["id" if sort == MADE else sort]

    def _statement(self, *columns: Any, among: Any = None) -> Select[Any]:
        if not self._guarded:
            raise RuntimeError("catalog(Record) lists nothing before visible() has been said")
        here = _N.c.id == self._table.c.node_id
        if among is None:
            joined = self._table.join(_N, here)
            return select(*columns).select_from(joined).where(*self._clauses)
        by_nodes = JoinedFirst(_N, self._table, here)
        return select(*columns).select_from(by_nodes).where(among, *self._clauses)


@dataclass(frozen=True)
class RecordNode:
    """The node of a record, as far as a link to it needs."""

    uid: str
    path: str
    title: str


def node_of(row: Any) -> RecordNode:
    """The node of a row of `catalog(Record)`: `request.node_url(node_of(row))` is its address."""
    return RecordNode(row.node_uid, row.node_path, row.node_title)


def _instant(text: Any) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return found


def _number(number: int, limit: int) -> int:
    """Numbers that do not fit the column are an error in SQL."""
    if not -limit <= number < limit:
        raise ValueError(f"{number} does not fit")
    return number


_NODE = tuple(_N.c[name].label(f"node_{name}") for name in ("uid", "path", "title"))
