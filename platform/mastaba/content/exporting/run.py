"""Write an export somewhere, whole or not at all."""

from __future__ import annotations

from typing import Any, BinaryIO

from mastaba.content.exporting.registry import Exporter
from mastaba.tree.models import Node


def write_export(request: Any, exporter: Exporter, place: Node, out: BinaryIO) -> int:
    """Write the file to `out` as it is made; the number of bytes.

    Whoever calls it has asked whether the requester may view `place`.
    """
    written = 0
    for piece in exporter.function(request, place):
        written += out.write(piece.encode() if isinstance(piece, str) else piece)
    return written
