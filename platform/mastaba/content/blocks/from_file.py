"""From a file to the block that it becomes in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mastaba.content.blocks.files import IncomingFile, Takes
from mastaba.content.blocks.registry import DeclaredBlock, blocks_of
from mastaba.content.operations.errors import OperationError
from mastaba.fields import defaults
from mastaba.settings import settings_of
from mastaba.settings.core import ServerSettings

Json = dict[str, Any]


def block_for_file(
    request: Any, place: Any, file: IncomingFile, among: Iterable[str] | None = None
) -> Json | None:
    """The block that `file` becomes in a text of `place`, as a node of the document.

    None when no block takes files of its type: then the stream is not read. `among` names the
    blocks that may stand in the text. Raises `OperationError` when the file is refused.
    """
    block = block_taking(blocks_of(request).by_name, file.media_type, among)
    if block is None:
        return None
    return block_of(request, place, block, received(request, place, block, file))


def received(request: Any, place: Any, block: DeclaredBlock, file: IncomingFile) -> IncomingFile:
    """The file after the first half of the work, for which no transaction is needed."""
    if block.takes is None or block.takes.receive is None:
        return file
    return replace(file, received=block.takes.receive(request, place, file))


def block_of(request: Any, place: Any, block: DeclaredBlock, file: IncomingFile) -> Json:
    """The second half: the node of `block` with what it keeps of the file."""
    given = block.takes.values(request, place, file) if block.takes else {}
    data = blocks_of(request).data(block)
    packed = data.packed({**defaults(block.form), **given})
    try:
        attrs = data.clean({"version": block.version, "data": packed})
    except ValueError as problem:
        raise OperationError(f"“{file.name}”: {problem}") from None
    return {"type": block.name, "attrs": attrs}


def block_taking(
    blocks: Mapping[str, DeclaredBlock], media_type: str, among: Iterable[str] | None = None
) -> DeclaredBlock | None:
    """The block that fits best, the first of equals; `among` names those that may stand there."""
    names = blocks if among is None else among
    known = [blocks[name] for name in names if name in blocks]
    best = max(known, key=lambda block: _rank(block, media_type), default=None)
    return best if best is not None and _rank(best, media_type) else None


def largest_of(registry: Any, takes: Takes | None) -> int:
    """Bytes that a file from a browser may have; as any body, where the block does not say."""
    if takes is not None and takes.limit is not None:
        return takes.limit(registry)
    return int(settings_of(registry, ServerSettings).max_body)


def _rank(block: DeclaredBlock, media_type: str) -> int:
    return block.takes.fit(media_type) if block.takes else 0
