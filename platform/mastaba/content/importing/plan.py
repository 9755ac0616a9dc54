"""What an importer says about its source: the items, and what it refuses."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mastaba.content.models import Content

if TYPE_CHECKING:
    from mastaba.content.importing.records import ImportRecords

Json = dict[str, Any]


@dataclass(frozen=True)
class ImportTarget:
    """The place that is imported into: `slug` is its last segment, empty for the tree's root.

    `publish` is what the person who imports wants: True = visitors may see what comes in, False =
    drafts only, None = as the source says, or as is usual for it. `options` has a value for each
    option of the importer.
    """

    slug: str
    publish: bool | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_root(self) -> bool:
        return not self.slug


@dataclass(frozen=True)
class Note:
    """Something counted that does not become content: a kind, and why it is left out."""

    kind: str
    reason: str


@dataclass(frozen=True)
class Refused:
    """A part of the source that cannot be imported; `kind` and `reason` are counted.

    `place` says where ("news/first.md:3") and `detail` what was found, for the person who has to
    put it right.
    """

    kind: str
    reason: str
    place: str
    detail: str


@dataclass(frozen=True)
class Converted:
    """The content of one item: fields by name, and whether and when visitors may see it.

    `addresses` are those it had before, from the site's root: visitors are led from there.
    """

    data: Mapping[str, Any]
    publish: bool = True
    at: datetime | None = None
    until: datetime | None = None
    notes: Sequence[Note] = ()
    addresses: Sequence[str] = ()
    refused: Sequence[Refused] = ()


@dataclass(frozen=True)
class ImportFile:
    """A file of the source that texts may show, such as a picture.

    `key` names it in the source for ever, `kind` is what it is counted as, `media_type` what it
    is by its name, `folder` the names of the folders that it may be kept in.
    """

    key: str
    kind: str
    path: Path
    media_type: str
    folder: tuple[str, ...] = ()


class Known(Mapping[str, str], ABC):
    """The uid of the node that each key of the plan becomes: known before anything is made."""

    @abstractmethod
    def block(self, key: str, *, alt: str = "", title: str = "", link: str = "") -> Json | None:
        """The block that shows the plan's file `key`, which is taken in when it is asked for.

        `alt` and `title` are the words that go with it there, `link` the uid or address that it
        leads to. None when no enabled plugin takes such files, or this one is refused.
        """


@dataclass(frozen=True)
class ImportItem:
    """One node to be.

    `key` names it in the source for ever; `parent` is the key of the item that it goes below,
    None for the target. `slug` is its address there. `convert` is called late and outside any
    transaction, with the uids of all items, so that texts can link to pages that are made after
    them; it raises `ValueError` (a sentence) for a text that cannot be converted. `front` makes
    it the front page of a site that has none. `place` tells people where it is in the source
    (default: the key).

    What consists of more than its fields brings operations of its own in place of `create` and
    `save`: `make(request, parent, item, converted, uid)` returns the new node, and
    `change(request, node, converted, since)` brings one up to date. `change` is asked for nodes
    that were edited here too, after their revision number `since`; it returns False to leave such
    a one alone.
    """

    key: str
    kind: str
    parent: str | None
    model: type[Content]
    slug: str
    convert: Callable[[Known], Converted]
    front: bool = False
    place: str = ""
    make: Callable[[Any, Any, ImportItem, Converted, str], Content] | None = None
    change: Callable[[Any, Any, Converted, int], bool | None] | None = None


@dataclass(frozen=True)
class ImportPlan:
    """Everything a source holds, parents first.

    `target` describes the node imported into, in case it has to be made; None for the site's
    root, which always exists. `files` are those that texts may show. `batch` items are made in one
    transaction: a kill loses at most so many, and visitors' writes wait that long. `records`
    belong to nodes, and come last.
    """

    target: ImportItem | None
    items: Sequence[ImportItem]
    refused: Sequence[Refused] = ()
    notes: Sequence[Note] = ()
    files: Sequence[ImportFile] = ()
    batch: int = 25
    records: ImportRecords | None = None


Reader = Callable[[Path, ImportTarget], ImportPlan]
