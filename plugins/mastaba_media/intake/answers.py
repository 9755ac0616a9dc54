"""What the upload views answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyramid.response import Response

from mastaba.api import OperationError
from mastaba_media.library.tiles import thumb_url

THERE = "This file is in the library already."


def described(request: Any, item: Any, others: Sequence[Any]) -> dict[str, Any]:
    """A file, an item or a row of the catalog, and rows with the same bytes."""
    return {
        **brief(request, item),
        "url": request.node_url(item, "file"),
        "width": item.width,
        "height": item.height,
        "kind": item.kind,
        "duplicates": [brief(request, row) for row in others],
    }


def brief(request: Any, item: Any) -> dict[str, Any]:
    """As much as a notice shows."""
    return {
        "uid": item.uid,
        "title": item.title,
        "edit_url": request.node_url(item, "edit", front="admin"),
        "thumb": thumb_url(request, item) if item.kind == "image" else "",
    }


def duplicate_answer(request: Any, rows: Sequence[Any]) -> Response:
    """409: nothing was made, somebody shall decide."""
    found = [brief(request, row) for row in rows]
    return Response(json_body={"error": THERE, "duplicates": found}, status=409)


def refused(problem: OperationError) -> Response:
    """The sentence, with the status that fits."""
    return Response(json_body={"error": str(problem)}, status=getattr(problem, "status", 422))
