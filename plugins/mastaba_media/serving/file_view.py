"""`file`: the file itself, as visitors get it."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from mastaba_media.models import Item
from mastaba_media.renditions.clean import clean, clean_key
from mastaba_media.renditions.encode import TYPES
from mastaba_media.renditions.recipe import DRAWN_TYPES, original
from mastaba_media.renditions.shown import source_of
from mastaba_media.serving.answer import Sent, answer
from mastaba_media.serving.drawing import Unseen, drawing
from mastaba_media.serving.newest import newest, register

UNKNOWN = "application/octet-stream"


def file(context: Item, request: Any) -> Response:
    """The file; a picture as it is turned and cut, and silent about who made it where."""
    return send_file(request, context, context)


def newest_file(context: Item, request: Any) -> Response:
    """The same of the newest version, for those who may see drafts; `?plain` is uncut for them.

    What was cut off may be the very thing that nobody else shall see.
    """
    plain = "plain" in request.GET and request.has_permission("view_drafts", context)
    return send_file(request, context, newest(request, context), plain=bool(plain))


def send_file(request: Any, item: Item, fields: Any, *, plain: bool = False) -> Response:
    """Whatever follows the view's name is a name for people; it may have changed since.

    `?download` has the browser save what it could show; a `plain` picture is not turned or cut.
    """
    if len(request.subpath) > 1 or not fields.blob:
        raise HTTPNotFound()
    download = "download" in request.GET
    if fields.media_type in DRAWN_TYPES:
        return _send_picture(request, item, fields, download, plain)
    known = fields.media_type or UNKNOWN
    linked = not known.startswith("image/")
    key = original(fields.blob)
    return answer(request, item, Sent(key, known, fields.name, download, linked))


def _send_picture(request: Any, item: Item, fields: Any, download: bool, plain: bool) -> Response:
    """Never as it was uploaded: that may tell a place, or show what was cut off (case 098)."""
    source = source_of(fields)

    def make_it() -> None:
        with drawing():
            clean(request.registry, source, plain=plain)

    key = clean_key(source, plain=plain)
    sent = Sent(key, TYPES[key.rpartition(".")[2]], fields.name, download, make=make_it)
    try:
        return answer(request, item, sent)
    except Unseen:
        raise HTTPNotFound() from None


def includeme(config: Any) -> None:
    """Register it."""
    register(config, "file", file, newest_file, "/file")
