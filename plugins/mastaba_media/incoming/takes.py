"""What the blocks of this plugin are made of."""

from __future__ import annotations

from typing import Any

from mastaba.api import IncomingFile, OperationError, Takes, find
from mastaba_media.incoming.items import kept
from mastaba_media.models import KINDS
from mastaba_media.operations import Received, caps_of, duplicates, receive, store_received
from mastaba_media.operations.settings import largest_file


def received(request: Any, _place: Any, file: IncomingFile) -> Received:
    """Look at the file, and store it where it is new. Raises `OperationError`."""
    found = receive(file.stream, file.name, file.media_type, caps_of(request.registry))
    request.add_finished_callback(lambda _request: found.close())
    if file.uid or not duplicates(request, found.digest):
        store_received(request, found)
    return found


def picture_values(request: Any, page: Any, file: IncomingFile) -> dict[str, Any]:
    """The values of a picture in a text."""
    kind = file.received.kind
    if kind != "image":
        raise OperationError(f"“{file.name}” is no picture ({KINDS[kind].lower()}).")
    said = {"alt": file.alt, "caption": file.title, **_leading(request, file)}
    return {
        "picture": kept(request, page, file),
        **{key: text for key, text in said.items() if text},
    }


def _leading(request: Any, file: IncomingFile) -> dict[str, str]:
    """Where a picture leads: to an address, or to a page that is there or that is imported."""
    link = file.link
    if not link or "/" in link or ":" in link:
        return {"link": link}
    return {"page": link if file.uid or find(request, link) else ""}


def file_values(request: Any, page: Any, file: IncomingFile) -> dict[str, Any]:
    """The values of a file to download, to hear or to see."""
    return {"file": kept(request, page, file)}


PICTURES = Takes(("image/*",), picture_values, received, largest_file)
FILES = Takes(("*/*",), file_values, received, largest_file)
