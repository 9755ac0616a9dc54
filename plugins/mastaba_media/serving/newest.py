"""Which version of a file is sent: the live one to visitors, the newest one to its editors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from pyramid.httpexceptions import HTTPNotFound

from mastaba.api import fields_of, latest_fields, versions_of
from mastaba_media.models import Item

NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
FACTS = {bound.name: bound.default for bound in fields_of(Item)}  # what an old version lacks


def newest(request: Any, item: Item) -> Any:
    """The fields of the newest version that the requester may see, as attributes.

    `?revision=3` asks for that version; `HTTPNotFound` when there is none, or not for them.
    """
    if "revision" in request.GET:
        return SimpleNamespace(**_version(request, item, request.GET["revision"]))
    if item.revision == item.live_revision or not request.has_permission("view_drafts", item):
        return item
    return SimpleNamespace(**latest_fields(request, item))


def _version(request: Any, item: Item, text: str) -> Mapping[str, Any]:
    digits = NUMBER.fullmatch(text)
    found = versions_of(request, item, number=int(digits[0])) if digits else []
    if not found:
        raise HTTPNotFound()
    return {**FACTS, **found[0].fields}


def register(config: Any, name: str, view: Any, newest_view: Any, example: str) -> None:
    """The view at its permanent address, and at `@@name` on the editors' front."""
    options = {"context": Item, "name": name, "takes_subpath": True, "example": example}
    config.add_permanent_view(view, **options)
    config.add_admin_view(newest_view, **options)
