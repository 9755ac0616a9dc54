"""Put a received file into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from mastaba.api import create
from mastaba_media.models import Folder, Item
from mastaba_media.operations.receive import Received
from mastaba_media.operations.room import keep_received


def upload(
    request: Any,
    folder: Folder,
    received: Received,
    *,
    title: str | None = None,
    slug: str | None = None,
    uid: str | None = None,
    kind: str = "human",
    fields: Mapping[str, Any] | None = None,
) -> Item:
    """A new file in `folder`, as a draft; `fields` are further ones, such as `alt`.

    `title`, `slug`, `uid` and `kind` are as in `create`; without a title it is made of the name.
    Raises what `create` raises. The file is stored here when it is not yet.
    """
    keep_received(request, received)
    values = {"title": title or received.title, "name": received.name, **received.fields()}
    item = create(
        request, folder, Item, {**values, **(fields or {})}, slug=slug, uid=uid, kind=kind
    )
    return cast(Item, item)
