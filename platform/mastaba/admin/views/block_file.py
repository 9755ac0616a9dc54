"""@@block-file: a file that is dropped or pasted into a text, on its way to become a block there.

The answer is the block, for the text that is being written; the text itself is saved later.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from pyramid.httpexceptions import HTTPForbidden
from pyramid.response import Response

from mastaba.content.blocks.files import IncomingFile
from mastaba.content.blocks.from_file import block_of, block_taking, largest_of, received
from mastaba.content.blocks.registry import Blocks, DeclaredBlock, blocks_of
from mastaba.content.operations import OperationError
from mastaba.tree.models import Node

REASON = "the view asks for the right to edit here or to add below, the block for its own"
UNKNOWN = "No block of this site takes files of this kind."
Parts = tuple[DeclaredBlock, IncomingFile]


def receive(context: Node, request: Any, body: BinaryIO) -> Parts | Response:
    """Look at the file, outside of the transaction; `?name=` is its name, `?type=` the block."""
    if not any(request.has_permission(name, context) for name in ("edit", "create")):
        raise HTTPForbidden()
    name = request.GET.get("name", "").strip()[:255] or "file"
    file = IncomingFile(name, request.content_type or "application/octet-stream", body)
    wanted = request.GET.get("type")
    blocks = blocks_of(request).by_name
    block = block_taking(blocks, file.media_type, [wanted] if wanted else None)
    if block is None:
        return _refused(UNKNOWN)
    try:
        return block, received(request, context, block, file)
    except OperationError as problem:
        return _refused(str(problem))


def block_file(context: Node, request: Any, parts: Parts) -> Any:
    """The block as a node of the document, `{"node": ...}`, or `{"error": sentence}`."""
    try:
        return {"node": block_of(request, context, *parts)}
    except OperationError as problem:
        return _refused(str(problem))


def largest(registry: Any) -> int:
    """Bytes of the largest file that any block takes."""
    blocks = registry[Blocks].by_name.values()
    return max(largest_of(registry, block.takes) for block in blocks)


def _refused(sentence: str) -> Response:
    return Response(json_body={"error": sentence}, status=422)


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_upload_view(
        block_file,
        receive=receive,
        limit=largest,
        context=Node,
        name="block-file",
        renderer="json",
        shows="list",
        writes_because=REASON,
    )
