"""Put the pieces into folders of the library, and show them on pages."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from PIL import Image

from mastaba.api import (
    acting_as,
    author_account,
    create,
    declared_place,
    find,
    find_at,
    publish,
    role_token,
    save,
    share,
    status_of,
)
from mastaba_media.demo.placed import (
    FILE,
    FOLDERS,
    GALLERY,
    IMAGE,
    PIECES,
    PLACES,
    RESTRICTED,
    Piece,
    Place,
)
from mastaba_media.models import Folder
from mastaba_media.operations import caps_of, receive, upload

TOP = "media.files"
BROUGHT, SHOWN = timedelta(days=4), timedelta(days=3)
STAFF_ONLY = {role_token(role): [role] for role in ("reader", "editor", "admin")}
EDITOR = "leela.brandt"


class Builder:
    """Builds the media of one demonstration site."""

    def __init__(self, request: Any) -> None:
        self._request = request
        self._now: datetime = request.now

    def run(self) -> None:
        """Make everything; what is shown on a page is public with it."""
        folders = self._folders()
        items = {piece.name: self._item(folders[piece.folder], piece) for piece in PIECES}
        for place in PLACES:
            self._show(place, items)

    def _folders(self) -> dict[str, Any]:
        declared: Any = declared_place(self._request, TOP)  # migrations make it
        top: Any = find(self._request, declared.uid, tree="library")
        made = {}
        for title in FOLDERS:
            with self._as(EDITOR, BROUGHT):
                made[title] = create(self._request, top, Folder, {"title": title})
                publish(self._request, made[title])
            if title in RESTRICTED:
                share(self._request, made[title], STAFF_ONLY, inherit=False)
        return made

    def _item(self, folder: Any, piece: Piece) -> Any:
        request = self._request
        declared, data = drawn(piece)
        received = receive(io.BytesIO(data), piece.name, declared, caps_of(request.registry))
        with self._as(piece.author, BROUGHT):
            item = upload(
                request, folder, received, title=piece.title, fields=said_of(request, piece)
            )
        received.close()
        return item

    def _show(self, place: Place, items: Mapping[str, Any]) -> None:
        """Put the block into the page, where there is one, and publish what was public."""
        page = find_at(self._request, place.path)
        if page is None:
            return
        shown = [items[name] for name in place.pieces]
        with self._as(EDITOR, SHOWN):
            body = dict(page.body)  # type: ignore[attr-defined]  # the pages of the demo have texts
            content = list(body["content"])
            content.insert(place.behind, block(place, shown))
            save(self._request, page, {"body": {**body, "content": content}}, note="Pictures")
            for item in shown:
                if item.state != "published":
                    publish(self._request, item)
            if status_of(page, self._now) == "changed":
                publish(self._request, page)

    def _as(self, login: str, ago: timedelta) -> AbstractContextManager[None]:
        """As one of the observatory's people, some days ago."""
        name = login.replace(".", " ").title()
        account = author_account(self._request, login, name, role="editor")
        return acting_as(self._request, account, at=self._now - ago)


def said_of(request: Any, piece: Piece) -> dict[str, Any]:
    """What people have written about a piece."""
    return {
        "alt": {request.site.locale: piece.alt} if piece.alt else None,
        "caption": piece.caption or None,
        "tags": list(piece.tags),
        "focus_x": Decimal(piece.focus[0]),
        "focus_y": Decimal(piece.focus[1]),
    }


def drawn(piece: Piece) -> tuple[str, bytes]:
    """Media type and bytes of a piece."""
    found = piece.draw()
    if isinstance(found, bytes):
        return ("application/pdf" if piece.name.endswith("pdf") else "image/svg+xml"), found
    form = "PNG" if piece.name.endswith("png") else "JPEG"
    return f"image/{form.lower()}", encoded(found, form)


def encoded(image: Image.Image, form: str) -> bytes:
    """An image as a camera would hand it over."""
    target = io.BytesIO()
    image.save(target, form, quality=88, optimize=False)
    return target.getvalue()


def block(place: Place, shown: list[Any]) -> dict[str, Any]:
    """The node of a text that shows these items."""
    uids = [item.uid for item in shown]
    named = {IMAGE: {"picture": uids[0]}, FILE: {"file": uids[0]}, GALLERY: {"pictures": uids}}
    data = {**named[place.block], **place.values}
    return {"type": place.block, "attrs": {"version": 1, "data": data}}
