"""Replace the bytes of a file: a new version at the same addresses (case 101)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mastaba.api import OperationError, latest_fields, save
from mastaba_media.models import KINDS, Item
from mastaba_media.operations.receive import Received
from mastaba_media.operations.room import keep_received

UPRIGHT = {"turn": 0, "crop": None, "focus_x": Decimal("0.5"), "focus_y": Decimal("0.5")}
ALIKE = 0.01  # how far the shapes of two pictures may differ for a crop to fit both
LEFT_OUT = "image/svg+xml"


def replace(
    request: Any, item: Item, received: Received, *, kind: str = "human", note: str = "Replaced"
) -> bool:
    """A new version of `item` with another file; while it is live, a draft until published.

    Texts stay; crop and focal point stay where the new picture has the shape of the old one.
    False when the bytes are the same. Raises `OperationError` when a file of one kind would take
    the place of another, for pages show them differently.
    """
    before = latest_fields(request, item)
    if before["kind"] != received.kind:
        raise OperationError(
            f"{_word(received.kind).capitalize()} cannot take the place of "
            f"{_word(before['kind'])}: pages show them in different ways. "
            f"Upload it as a new file."
        )
    keep_received(request, received)
    changes = {**received.fields(), "name": _named(before["name"], received.name)}
    if not _same_shape(before, received):
        changes.update(UPRIGHT)
    return save(request, item, changes, note=note, kind=kind)


def _word(kind: str) -> str:
    return {"other": "another kind of file"}.get(kind) or f"a {KINDS.get(kind, kind).lower()}"


def _named(before: str, after: str) -> str:
    """The name that visitors know, with the ending that is right now."""
    stem = before.rpartition(".")[0] if "." in before else before
    return f"{stem}.{after.rpartition('.')[2]}"


def _same_shape(before: dict[str, Any], received: Received) -> bool:
    if not (before["width"] and before["height"] and received.width and received.height):
        return False
    if LEFT_OUT in (before["media_type"], received.media_type):
        return False
    ratio = (before["width"] * received.height) / (before["height"] * received.width)
    return bool(abs(ratio - 1) <= ALIKE)
