"""What the list of a folder is narrowed to, as plain parameters of its address."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Text, cast, func, or_, select

from mastaba.api import Node, in_status
from mastaba_media.models import Item

LONGEST = 200
KINDS = {
    "": "Every kind",
    "image": "Pictures",
    "document": "Documents",
    "audio": "Sound",
    "video": "Video",
    "other": "Other files",
}
STATES = {
    "": "Every state",
    "draft": "Draft",
    "published": "Published",
    "changed": "Published + changes",
    "scheduled": "Scheduled",
    "expired": "Expired",
}
SINCE = {
    "": "Any time",
    "1": "Last 24 hours",
    "7": "Last 7 days",
    "30": "Last 30 days",
    "365": "Last year",
}
SORTS = {
    "": ("Newest first", "created", True),
    "oldest": ("Oldest first", "created", False),
    "title": ("Title A–Z", "title", False),
    "changed": ("Last changed", "modified", True),
}  # value -> (label, sort of the catalog, whether it is descending)
_I: Any = Item.__table__


@dataclass(frozen=True)
class Asked:
    """The query of a list, cleaned."""

    q: str = ""
    kind: str = ""
    state: str = ""
    since: str = ""
    tag: str = ""
    unused: bool = False
    undescribed: bool = False
    below: bool = False
    sort: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out that lies in this folder."""
        return any(getattr(self, name) for name in NARROWING)

    @property
    def own(self) -> bool:
        """Whether it asks for what the bulk screens of the core cannot ask again."""
        return any(getattr(self, name) for name in NARROWING if name not in ("q", "state"))

    def query(self, **changed: Any) -> str:
        """The address of the same list, with other values for these parameters."""
        values = {**vars(self), **changed}
        pairs = [(k, "1" if v is True else v) for k, v in values.items() if v]
        return f"?{urlencode(pairs)}"


NARROWING = ("q", "kind", "state", "since", "tag", "unused", "undescribed")


def asked_of(given: Mapping[str, str]) -> Asked:
    """From an address; what is not known is left out."""

    def one_of(name: str, known: Mapping[str, Any]) -> str:
        return given.get(name, "") if given.get(name, "") in known else ""

    return Asked(
        q=_words(given.get("q", "")),
        kind=one_of("kind", KINDS),
        state=one_of("state", STATES),
        since=one_of("since", SINCE),
        tag=_words(given.get("tag", "")),
        unused=bool(given.get("unused")),
        undescribed=bool(given.get("undescribed")),
        below=bool(given.get("below")),
        sort=one_of("sort", SORTS),
    )


def files(request: Any, folder: Any, asked: Asked) -> Any:
    """The catalog of the files that this list shows, in no order yet."""
    catalog = request.catalog(tree=folder.tree).visible().visible("enter").of_type(Item.__type__)
    placed = catalog.below(folder) if asked.below else catalog.children_of(folder)
    if asked.unused:
        placed.unreferenced()
    return placed.filter(*clauses(asked, request.now))


def clauses(asked: Asked, now: Any) -> Iterator[ColumnElement[bool]]:
    """Predicates on `node`: each looks a file up by its key, none reads the whole table."""
    of_item = list(_item_clauses(asked))
    if of_item:
        yield _item_where(*of_item)
    if asked.q:
        title = func.lower(Node.title).contains(asked.q.casefold(), autoescape=True)
        yield or_(title, _item_where(_spoken(asked.q)))
    status = in_status(asked.state, now)
    if status is not None:
        yield status
    if asked.since:
        yield Node.created >= now - timedelta(days=int(asked.since))


def _item_clauses(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.kind:
        yield _I.c.kind == asked.kind
    if asked.undescribed:
        yield _I.c.described.is_(False)
    if asked.tag:
        yield _in_json(_I.c.tags, json.dumps(asked.tag), json.dumps(asked.tag, ensure_ascii=False))


def _item_where(*wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    found = select(_I.c.id).where(_I.c.id == Node.id, *wanted)
    clause: ColumnElement[bool] = found.correlate(Node.__table__).exists()
    return clause


def _spoken(words: str) -> ColumnElement[bool]:
    """Name, caption, credit or a description has these words, whatever case they are in."""
    low = words.casefold()
    texts = (func.lower(column).contains(low, autoescape=True) for column in _TEXTS)
    return or_(*texts, _in_json(_I.c.alt, low, json.dumps(low)[1:-1]))


def _in_json(column: Any, *texts: str) -> ColumnElement[bool]:
    """JSON is kept with its letters or with their numbers, as the database likes."""
    kept = func.lower(cast(column, Text))
    return or_(*(kept.contains(text.lower(), autoescape=True) for text in texts))


def _words(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST]


_TEXTS = (_I.c.name, _I.c.caption, _I.c.credit)
