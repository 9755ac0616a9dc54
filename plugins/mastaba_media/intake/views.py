"""@@upload and @@replace: the body is the file, `?name=` what it is called; the answer is JSON."""

from __future__ import annotations

from typing import Any, BinaryIO

from pyramid.response import Response

from mastaba.api import OperationError
from mastaba_media.intake.answers import described, duplicate_answer, refused
from mastaba_media.models import Folder, Item
from mastaba_media.operations import Received, duplicates, receive, replace, upload
from mastaba_media.operations.room import store_received
from mastaba_media.operations.settings import caps_of, largest_file

ASK, USE = "ask", "use"


def receive_body(context: Any, request: Any, body: BinaryIO) -> Received | Response:
    """Look at the file and store it, outside of the transaction."""
    name, declared = request.GET.get("name", ""), request.content_type or ""
    try:
        received = receive(body, name, declared, caps_of(request.registry))
        request.add_finished_callback(lambda _request: received.close())
        if _is_there(context, request, received):
            return received
        store_received(request, received)
    except OperationError as problem:
        return refused(problem)
    return received


def _is_there(context: Any, request: Any, received: Received) -> bool:
    """Whether the answer is about what is there already, and nothing needs to be stored."""
    asked = isinstance(context, Folder) and request.GET.get("duplicate") in (ASK, USE)
    return asked and bool(duplicates(request, received.digest))


def upload_view(context: Folder, request: Any, received: Received) -> Any:
    """201 with the new file. Where its bytes are there already: with `?duplicate=use` 200 with
    that file, with `?duplicate=ask` 409 and nothing is made.

    `{"uid", "title", "url", "edit_url", "thumb", "width", "height", "kind", "duplicates"}`, or
    `{"error": sentence}`.
    """
    wanted = request.GET.get("duplicate", "")
    there = duplicates(request, received.digest)
    if there and wanted == ASK:
        return duplicate_answer(request, there)
    if there and wanted == USE:
        return described(request, there[0], there[1:])
    try:
        item = upload(request, context, received)
    except OperationError as problem:
        return refused(problem)
    request.db.flush()
    request.response.status_int = 201
    return described(request, item, there)


def replace_view(context: Item, request: Any, received: Received) -> Any:
    """200 with the file, which now is another one at the same addresses."""
    try:
        replace(request, context, received)
    except OperationError as problem:
        return refused(problem)
    request.db.flush()
    others = [row for row in duplicates(request, received.digest) if row.uid != context.uid]
    return described(request, context, others)


def includeme(config: Any) -> None:
    """Register the views."""
    options = {"receive": receive_body, "limit": largest_file, "renderer": "json"}
    config.add_upload_view(
        upload_view, name="upload", context=Folder, permission="create", **options
    )
    config.add_upload_view(
        replace_view, name="replace", context=Item, permission="edit", **options
    )
