"""The rows of copies: written in batches, with uids, links and addresses of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from mastaba.content.models import Revision
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.references import insert_references, references_of
from mastaba.content.snapshot import pack
from mastaba.db.uuid7 import uuid7
from mastaba.tree.models import Node
from mastaba.tree.paths import LIMIT, depth, join

NOTE = "Copied"


@dataclass(frozen=True)
class Source:
    """A node to be copied, with those of its fields that may be copied."""

    node: Node
    model: type[Any]
    fields: Mapping[str, Any]
    aside: Mapping[str, Any] = field(default_factory=dict)  # of extensions that are not enabled


class Copies:
    """Makes the copies of a branch below `target`. Raises `OperationError` for long addresses."""

    top_key = ""

    def __init__(
        self, request: Any, target: Node, top: Node, slug: str, rows: Sequence[Any]
    ) -> None:
        self._request, self._target, self._top, self._slug = request, target, top, slug
        self._path = join(target.path, slug)
        self.ids: dict[int, int] = {}
        self.uids = {row.uid: uuid7() for row in rows}
        longest = max(len(row.path.encode()) for row in rows)
        if longest - len(top.path.encode()) + len(self._path.encode()) > LIMIT:
            raise OperationError("The address would become too long there; shorten a slug first.")

    def add(self, sources: Sequence[Source]) -> None:
        """Write copies whose parents were written before."""
        fields = [_leading(dict(source.fields), self.uids) for source in sources]
        made = [self._node(*pair) for pair in zip(sources, fields, strict=True)]
        session = self._request.db
        session.add_all(made)
        session.flush()
        stored = list(zip(sources, made, strict=True))
        self.ids.update((source.node.id, node.id) for source, node in stored)
        aside = [source.aside for source in sources]
        session.execute(insert(Revision), list(map(self._revision, made, fields, aside)))
        found = zip(made, fields, strict=True)
        insert_references(session, {n.id: references_of(type(n), f, f) for n, f in found})

    def _node(self, source: Source, fields: Mapping[str, Any]) -> Node:
        node, target = source.node, self._target
        is_top = node.id == self._top.id
        path = self._path + node.path[len(self._top.path) :]
        author = self._author
        return source.model(  # type: ignore[no-any-return]  # the class of a type is not known here
            uid=self.uids[node.uid],
            site_id=target.site_id,
            parent_id=target.id if is_top else self.ids[node.parent_id or 0],
            slug=self._slug if is_top else node.slug,
            path=path,
            depth=depth(path),
            tree=target.tree,
            order_key=self.top_key if is_top else node.order_key,
            acl_id=target.acl_id,
            owner_id=author,
            modified_by=author,
            created=self._request.now,
            modified=self._request.now,
            locale=target.locale,
            revision=1,
            **fields,
        )

    def _revision(
        self, node: Node, fields: Mapping[str, Any], aside: Mapping[str, Any]
    ) -> dict[str, Any]:
        return {
            "node_id": node.id,
            "number": 1,
            "author_id": self._author,
            "author_kind": "human",
            "created": self._request.now,
            "note": NOTE,
            "data": pack(type(node), fields, aside),
        }

    @property
    def _author(self) -> int | None:
        identity = self._request.identity
        return None if identity is None else identity.id


def _leading(value: Any, uids: Mapping[str, str]) -> Any:
    """The same value, with links to what is copied leading to the copies."""
    if isinstance(value, str):
        return uids.get(value, value)
    if isinstance(value, dict):
        return {key: _leading(item, uids) for key, item in value.items()}
    if isinstance(value, list):
        return [_leading(item, uids) for item in value]
    return value
