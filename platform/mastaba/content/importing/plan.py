"""What an importer says about its source: the items, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mastaba.content.models import Content


@dataclass(frozen=True)
class ImportTarget:
    """The place that is imported into: `slug` is its last segment, empty for the site's root."""

    slug: str

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


Uids = Mapping[str, str]
"""Uid of the node that each key of the plan becomes: known before anything is made."""


@dataclass(frozen=True)
class ImportItem:
    """One node to be.

    `key` names it in the source for ever; `parent` is the key of the item that it goes below,
    None for the target. `slug` is its address there. `convert` is called late, with the uids of
    all items, so that texts can link to pages that are made after them; it raises `ValueError`
    (a sentence) for a text that cannot be converted. `front` makes it the front page of a site
    that has none. `place` tells people where it is in the source (default: the key).
    """

    key: str
    kind: str
    parent: str | None
    model: type[Content]
    slug: str
    convert: Callable[[Uids], Converted]
    front: bool = False
    place: str = ""


@dataclass(frozen=True)
class ImportPlan:
    """Everything a source holds, parents first.

    `target` describes the node imported into, in case it has to be made; None for the site's
    root, which always exists.
    """

    target: ImportItem | None
    items: Sequence[ImportItem]
    refused: Sequence[Refused] = ()
    notes: Sequence[Note] = ()


Reader = Callable[[Path, ImportTarget], ImportPlan]
