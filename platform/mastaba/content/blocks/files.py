"""Blocks that files become: what is dropped or pasted into a text, and the pictures of an import.

A block says with `takes` which files it is made of. The plugin that brings the block keeps the
file; the text only gets the block. Files of whatever kind are not the core's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO


@dataclass(frozen=True)
class IncomingFile:
    """A file that shall become a block of a text.

    `stream` can be read from its start, and again. `media_type` is what the sender says, and no
    more than a hint. `alt` stands for the file where it is used, `title` is said below it there,
    `link` (a uid or an address) is where it leads. Imports give a `uid`: when there is content
    with it already, then it was made of this file before. `folder` names where they want it kept.
    `received` is what `Takes.receive` made of it.
    """

    name: str
    media_type: str
    stream: BinaryIO
    alt: str = ""
    title: str = ""
    link: str = ""
    uid: str = ""
    folder: tuple[str, ...] = ()
    received: Any = None


@dataclass(frozen=True)
class Takes:
    """Which files a block is made of, and how.

    `types` are media types: `image/*`, `application/pdf`, `*/*`. `values(request, place, file)`
    keeps the file and returns the values of the block's form; those it leaves out have their
    defaults. `place` is the node whose text it is. It asks for the rights it needs itself, and
    raises `OperationError` with a sentence for a file that it refuses.

    `receive(request, place, file)` is called before, outside of the transaction: what takes long,
    such as looking into the file, is done there, and others can write meanwhile. `values` finds
    what it returns as `file.received`. `limit(registry)` is how many bytes a file from a browser
    may have; without it, as many as any request (`mastaba.server.max_body`).
    """

    types: tuple[str, ...]
    values: Callable[[Any, Any, IncomingFile], Mapping[str, Any]]
    receive: Callable[[Any, Any, IncomingFile], Any] | None = None
    limit: Callable[[Any], int] | None = None

    def fit(self, media_type: str) -> int:
        """How well a file of this type fits: 0 not at all, 3 for its exact type."""
        return max((_fit(wanted, media_type) for wanted in self.types), default=0)


def _fit(wanted: str, media_type: str) -> int:
    main = media_type.partition("/")[0]
    return {"*/*": 1, f"{main}/*": 2, media_type: 3}.get(wanted, 0)
