"""One stored file as a response: to be kept or not, whole or in part, and never as a page.

A file is asked for again and again, so each step may be the last: what the browser has already
costs no look into the storage, and what is there is sent by the server itself where it can.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pyramid.httpexceptions import HTTPFound, HTTPNotFound, HTTPServiceUnavailable
from pyramid.response import Response

from mastaba_media.serving.body import LocalFile, RemoteFile, open_stored
from mastaba_media.serving.conditions import Unsatisfiable, is_known, span_of, tag_of
from mastaba_media.serving.keeping import cache_control, is_for_all
from mastaba_media.serving.naming import disposition, is_shown, label
from mastaba_media.storage import LONGEST_LINK, Missing, Storage, StorageError

log = logging.getLogger(__name__)

# Whatever a browser makes of the file, it is no page of this site: nothing in it may run.
POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
SETTLED = timedelta(seconds=2)  # a date that is younger may stand for two versions
LATER = "5"  # seconds after which to ask again, while the storage fails
MISSING = "the storage has no %s, which %s names; see `mastaba check`"


@dataclass(frozen=True)
class Sent:
    """What is sent: the key it is kept under, what it is, and how it is called.

    With `linked` a browser may be led to the storage itself. `make` stores what is missing.
    """

    key: str
    media_type: str
    name: str
    download: bool = False
    linked: bool = False
    make: Callable[[], object] | None = None


def answer(request: Any, item: Any, sent: Sent) -> Response:
    """The response, for whoever may see `item`. Raises `HTTPNotFound` for what is not there."""
    tag = tag_of(sent.key)
    modified = item.modified if item.modified < request.now - SETTLED else None
    if is_known(request, tag, modified):
        return Response(status=304, headerlist=_head(request, item, tag, modified))
    try:
        return _fresh(request, item, sent, tag, modified)
    except Missing:
        log.error(MISSING, sent.key, item.uid)
        raise HTTPNotFound() from None
    except StorageError as error:
        log.error("%s", error)
        raise HTTPServiceUnavailable(headers=[("Retry-After", LATER)]) from None


def _fresh(request: Any, item: Any, sent: Sent, tag: str, modified: datetime | None) -> Response:
    storage: Storage = request.service(Storage)
    signed = sent.linked and request.method == "GET"  # what is signed is good for GET only
    if signed and (address := _address(storage, sent)):
        return HTTPFound(address, headers=[("Cache-Control", "private, no-store")])
    head = [*_head(request, item, tag, modified), *_about(sent)]
    return _body(request, _opened(storage, sent), tag, head)


def _opened(storage: Storage, sent: Sent) -> LocalFile | RemoteFile:
    """The stored file; what can be made is made when it is missing. Raises `Missing`."""
    try:
        return open_stored(storage, sent.key)
    except Missing:
        if sent.make is None:
            raise
        sent.make()
        return open_stored(storage, sent.key)


def _body(
    request: Any, file: LocalFile | RemoteFile, tag: str, head: list[tuple[str, str]]
) -> Response:
    try:
        span = span_of(request, file.size, tag)
    except Unsatisfiable:
        file.close()
        head = [pair for pair in head if pair[0] != "Content-Type"]
        return Response(status=416, headerlist=[*head, ("Content-Range", f"bytes */{file.size}")])
    first, last = span or (0, file.size - 1)
    head.append(("Content-Length", str(last - first + 1)))
    if span is not None:
        head.append(("Content-Range", f"bytes {first}-{last}/{file.size}"))
    body = file.body(request, span)
    return Response(status=200 if span is None else 206, headerlist=head, app_iter=body)


def _head(request: Any, item: Any, tag: str, modified: datetime | None) -> list[tuple[str, str]]:
    """What is true of an unchanged file, too."""
    everybody = is_for_all(request, item)
    head = [
        ("ETag", tag),
        ("Cache-Control", cache_control(request, item, everybody=everybody)),
        ("Cross-Origin-Resource-Policy", "cross-origin" if everybody else "same-origin"),
        ("Content-Security-Policy", POLICY),
    ]
    if modified is not None:
        head.append(("Last-Modified", modified.strftime("%a, %d %b %Y %H:%M:%S GMT")))
    return head


def _about(sent: Sent) -> tuple[tuple[str, str], ...]:
    shown = is_shown(sent.media_type) and not sent.download
    return (
        ("Content-Type", label(sent.media_type)),
        ("Content-Disposition", disposition(sent.name, shown=shown)),
        ("Accept-Ranges", "bytes"),
    )


def _address(storage: Storage, sent: Sent) -> str | None:
    """Where the storage itself gives the file out for a few minutes.

    Pages may only show what comes by https from elsewhere; anything may be downloaded.
    """
    shown = is_shown(sent.media_type) and not sent.download
    words = disposition(sent.name, shown=shown)
    address = storage.link(
        sent.key, seconds=LONGEST_LINK, media_type=label(sent.media_type), disposition=words
    )
    usable = address is not None and (not shown or address.startswith("https://"))
    return address if usable else None
