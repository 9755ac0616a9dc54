"""`image`: a picture in a size that somebody declared, and in no other (case 099)."""

from __future__ import annotations

import re
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from mastaba_media.models import Item
from mastaba_media.renditions.encode import TYPES
from mastaba_media.renditions.making import make, rendition_key
from mastaba_media.renditions.placeholder import placeholder
from mastaba_media.renditions.recipe import DRAWN_TYPES, Source
from mastaba_media.renditions.shown import source_of
from mastaba_media.renditions.specs import Spec, spec_of
from mastaba_media.serving.answer import Sent, answer
from mastaba_media.serving.drawing import Unseen, drawing
from mastaba_media.serving.newest import newest, register

ASKED = re.compile(r"([1-9]\d{0,4})\.([a-z]{3,4})", re.ASCII)


def image(context: Item, request: Any) -> Response:
    """A rendition, of a preset or a signed spec, in one of its widths."""
    return send_image(request, context, context)


def newest_image(context: Item, request: Any) -> Response:
    """The same of the newest version, for those who may see drafts."""
    return send_image(request, context, newest(request, context))


def send_image(request: Any, item: Item, fields: Any) -> Response:
    """404 for every spec, width and format that nobody declared."""
    spec, width, format = _asked(request)
    source = source_of(fields)
    drawn = source.digest and source.media_type in DRAWN_TYPES
    key = rendition_key(request.registry, source, spec, width, format) if drawn else ""
    if not key:
        raise HTTPNotFound()

    def make_it() -> None:
        with drawing():
            make(request.registry, source, spec, width, format)

    name = f"{fields.name.rpartition('.')[0] or fields.name}.{format}"
    try:
        return answer(request, item, Sent(key, TYPES[format], name, make=make_it))
    except Unseen:
        return _instead(source, spec, width, format)


def _asked(request: Any) -> tuple[Spec, int, str]:
    """Spec, width and format of `<spec>/<width>.<format>`. Raises `HTTPNotFound`."""
    parts = request.subpath
    found = ASKED.fullmatch(parts[1]) if len(parts) == 2 else None
    spec = spec_of(request, parts[0]) if found else None
    if found is None or spec is None:
        raise HTTPNotFound()
    return spec, int(found[1]), found[2]


def _instead(source: Source, spec: Spec, width: int, format: str) -> Response:
    """A grey field of the same shape, which nobody keeps: the file may be mended."""
    data = placeholder(source.shown_size(spec, width), format)
    head = [("Content-Type", TYPES[format]), ("Cache-Control", "private, no-store")]
    return Response(data, headerlist=[*head, ("Content-Length", str(len(data)))])


def includeme(config: Any) -> None:
    """Register it."""
    register(config, "image", image, newest_image, "/media.thumb/320.webp")
