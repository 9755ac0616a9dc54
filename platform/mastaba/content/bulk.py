"""Many nodes at once, for seeds and tests of size: the same rows as `create` and `publish`.

The operations take some milliseconds each, because each asks, locks and reads back. Here rights
are asked once, on the node that everything is put below, and rows are written in batches. What
holds for every other node holds for these: fields are validated, path and depth are derived from
the parent, `acl_id` is the parent's, order keys ascend, and each has its first revision and its
event in the outbox. The audit trail gets one row for the whole batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from mastaba.content.extension import insert_extensions
from mastaba.content.models import Content, Revision
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.references import insert_references, references_of
from mastaba.content.operations.revise import checked
from mastaba.content.snapshot import pack
from mastaba.db.uuid7 import uuid7
from mastaba.events import emit, record
from mastaba.security.guard import allow
from mastaba.tree.lock import tree_lock
from mastaba.tree.models import Node
from mastaba.tree.order import key_between
from mastaba.tree.paths import depth, join, too_long
from mastaba.tree.publication import PUBLISHED

BATCH = 500


@dataclass(eq=False)
class Sprout:
    """A page to be planted below `parent`: below another sprout, or below the bed when None."""

    model: type[Content]
    slug: str
    data: Mapping[str, Any]
    parent: Sprout | None = None
    id: int = 0
    path: str = ""
    uid: str = field(default_factory=uuid7)


class Bed:
    """Plants sprouts below `root`, a node without children, in the request's transaction."""

    def __init__(self, request: Any, root: Node) -> None:
        allow(request, root, "create")
        allow(request, root, "publish")
        self._request, self._root = request, root
        self._last_keys: dict[int, str] = {}
        self.count = 0

    def plant(self, sprouts: Sequence[Sprout]) -> None:
        """Write published pages; parents must have been planted in an earlier call.

        Slugs must differ among the children of one parent. Raises `Invalid` for fields that
        cannot be stored and `OperationError` for an address that is too long.
        """
        tree_lock(self._request.db)
        for batch in _batches(sprouts):
            fields = [
                checked(self._request.registry, sprout.model, sprout.data) for sprout in batch
            ]
            self._insert_nodes(batch, fields)
            self._insert_types(batch, fields)
            self._insert_rest(batch, fields)
        self.count += len(sprouts)

    def finish(self) -> None:
        """Write the audit row for everything that was planted."""
        record(self._request, "content.planted", self._root, count=self.count)

    def _insert_nodes(self, batch: Sequence[Sprout], fields: Sequence[Mapping[str, Any]]) -> None:
        table: Any = Node.__table__
        rows = [self._node_row(*pair) for pair in zip(batch, fields, strict=True)]
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        ids = self._request.db.connection().execute(statement, rows).scalars()
        for sprout, key in zip(batch, ids, strict=True):
            sprout.id = key

    def _node_row(self, sprout: Sprout, fields: Mapping[str, Any]) -> dict[str, Any]:
        above = sprout.parent or self._root
        sprout.path = _checked_path(join(above.path, sprout.slug))
        now, author = self._request.now, self._author
        table: Any = Node.__table__
        return {
            **{name: value for name, value in fields.items() if name in table.c},
            "uid": sprout.uid,
            "site_id": self._root.site_id,
            "parent_id": above.id,
            "slug": sprout.slug,
            "path": sprout.path,
            "depth": depth(sprout.path),
            "order_key": self._next_key(above.id),
            "type": sprout.model.__type__,
            "acl_id": self._root.acl_id,
            "owner_id": author,
            "modified_by": author,
            "tree": self._root.tree,
            "locale": self._root.locale,
            "state": PUBLISHED,
            "published_at": now,
            "created": now,
            "modified": now,
            "revision": 1,
            "live_revision": 1,
        }

    def _insert_types(self, batch: Sequence[Sprout], fields: Sequence[Mapping[str, Any]]) -> None:
        for model in dict.fromkeys(sprout.model for sprout in batch):
            table: Any = model.__table__
            of_type = {s.id: f for s, f in zip(batch, fields, strict=True) if s.model is model}
            rows = [
                {"id": key, **{name: value for name, value in f.items() if name in table.c}}
                for key, f in of_type.items()
            ]
            self._request.db.connection().execute(insert(table), rows)
            insert_extensions(self._request.db, model, of_type)

    def _insert_rest(self, batch: Sequence[Sprout], fields: Sequence[Mapping[str, Any]]) -> None:
        now, connection = self._request.now, self._request.db.connection()
        revisions = [
            {
                "node_id": s.id,
                "number": 1,
                "author_id": self._author,
                "created": now,
                "data": pack(s.model, f),
            }
            for s, f in zip(batch, fields, strict=True)
        ]
        connection.execute(insert(Revision), revisions)
        referred = {s.id: references_of(s.model, f, f) for s, f in zip(batch, fields, strict=True)}
        insert_references(self._request.db, referred)
        for sprout in batch:
            emit(self._request, "content.published", {"node": sprout.uid})

    def _next_key(self, parent_id: int) -> str:
        key = key_between(self._last_keys.get(parent_id), None)
        self._last_keys[parent_id] = key
        return key

    @property
    def _author(self) -> int | None:
        identity = self._request.identity
        return None if identity is None else identity.id


def _batches(sprouts: Sequence[Sprout]) -> Iterator[Sequence[Sprout]]:
    return (sprouts[start : start + BATCH] for start in range(0, len(sprouts), BATCH))


def _checked_path(path: str) -> str:
    if too_long(path):
        raise OperationError(f"An address of {len(path)} characters is too long: {path[:60]}…")
    return path
