"""Fields that refer to pages show addresses, which people know; their values are uids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from mastaba.content.choosers import chooser_url
from mastaba.content.faces import faces_of
from mastaba.fields import BoundField
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY, LIVE

PREFIX = "library:"
KINDS = ("reference", "references", "items")


@dataclass(frozen=True)
class Chosen:
    """A node that a field refers to: where it is edited, and the address of its face."""

    uid: str
    title: str
    address: str
    face: str
    url: str


@dataclass(frozen=True)
class Pages:
    """The pages that a form refers to, as far as the requester may see them: uid -> row."""

    request: Any
    found: Mapping[str, Any]

    @classmethod
    def in_data(cls, request: Any, fields: Sequence[BoundField], data: Mapping[str, Any]) -> Pages:
        """Read those that `data` refers to: at most one statement for each tree."""
        uids = set(_uids(fields, data))
        rows: dict[str, Any] = {}
        for tree in (LIVE, LIBRARY):
            missing = sorted(uids - set(rows))
            if missing:
                catalog = (
                    request.catalog(tree=tree)
                    .visible()
                    .only("uid", "title", "path", "tree", "type")
                )
                rows |= {row.uid: row for row in catalog.with_uids(missing).rows(len(missing))}
        return cls(request, rows)

    @cached_property
    def faces(self) -> Mapping[str, str]:
        """Their faces, read at the first field that shows one."""
        return faces_of(self.request, self.found.values())

    def address(self, uid: str) -> str:
        """What the input shows for a page; the uid of one that cannot be seen."""
        row = self.found.get(uid)
        return uid if row is None else address_of(row)

    def shown(self, value: Any, bound: BoundField) -> Mapping[str, Any]:
        """What is chosen, and what tells `read_pages` which page an address meant."""
        uids = [value] if isinstance(value, str) else list(value or ())
        rows = [self.found[uid] for uid in uids if uid in self.found]
        return {
            "chosen": [self._chosen(row) for row in rows],
            "known": json.dumps({address_of(row): row.uid for row in rows}),
            "types": " ".join(bound.rules.types),
            "chooser": chooser_url(self.request, bound),
        }

    def _chosen(self, row: Any) -> Chosen:
        url = self.request.node_url(row, "edit", front="admin")
        return Chosen(row.uid, row.title, address_of(row), self.faces.get(row.uid, ""), url)


def read_pages(request: Any, text: str, known: str) -> list[str]:
    """Uids of the addresses in `text`, one a line; what is no page stays as it was typed.

    A page that was moved since the form was shown is found by `known`, the form's own memory.
    """
    lines = [line.strip() for line in text.replace(",", "\n").split("\n") if line.strip()]
    memory = _memory(known)
    paths = {line: _place(request, line) for line in lines if line not in memory}
    uids = {**_at(request, LIVE, paths), **_at(request, LIBRARY, paths), **memory}
    return [uids.get(line, line) for line in lines]


def _at(request: Any, tree: str, places: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Uids by line of the pages of one tree: one statement, or none."""
    paths = {path for kind, path in places.values() if kind == tree}
    if not paths:
        return {}
    listed = request.catalog(tree=tree).visible().only("uid", "path").filter(Node.path.in_(paths))
    found = {row.path: row.uid for row in listed.rows(len(paths))}
    return {
        line: found[path]
        for line, (kind, path) in places.items()
        if kind == tree and path in found
    }


def _place(request: Any, line: str) -> tuple[str, str]:
    """Tree and path of an address as people write it or copy it from the browser."""
    if "\x00" in line or any("\ud800" <= char <= "\udfff" for char in line):
        return "", ""
    if line.startswith(PREFIX):
        return LIBRARY, line.removeprefix(PREFIX)
    if line.startswith(f"{request.host_url}/"):
        line = urlsplit(line).path
    return (LIVE, line.rstrip("/") or "/") if line.startswith("/") else ("", "")


def _memory(known: str) -> dict[str, str]:
    try:
        found = json.loads(known or "{}")
    except (ValueError, RecursionError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {address: uid for address, uid in pairs if isinstance(uid, str)}


def address_of(row: Any) -> str:
    """What people write for a node: its path, with a word before it in the library."""
    return f"{PREFIX}{row.path}" if row.tree == LIBRARY else str(row.path)


def _uids(fields: Sequence[BoundField], data: Mapping[str, Any]) -> Iterable[str]:
    for bound in fields:
        value = data.get(bound.name)
        if bound.type.name in KINDS and bound.type.targets is not None and value:
            given = [value] if isinstance(value, str) else value
            if bound.type.name != "items":
                yield from (uid for uid in given if _is_uid(uid))
            elif isinstance(value, list):
                yield from (uid for uid in bound.type.targets(value) if _is_uid(uid))


def _is_uid(text: Any) -> bool:
    return isinstance(text, str) and len(text) == 36 and text.count("-") == 4
