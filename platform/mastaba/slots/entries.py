"""The entries of a slot that is a menu: a title, an address, an icon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mastaba.fences import attempt
from mastaba.slots.registry import Item, Slots

VIEW = "@@"


@dataclass(frozen=True)
class Entry:
    """An entry as a template reads it; `count` is a badge, 0 for none."""

    id: str
    title: str
    url: str
    icon: str = ""
    count: int = 0
    current: bool = False


def entries_of(request: Any, name: str, context: Any) -> list[Entry]:
    """What this person finds in the menu `name`; an entry that fails is left out."""
    found = [
        attempt(request, item.owner, item.what, entry_of, request, item, context)[0]
        for item in request.registry[Slots].ordered.get(name, ())
    ]
    return [entry for entry in found if entry is not None]


def entry_of(request: Any, item: Item, context: Any) -> Entry | None:
    """The entry of one item, or None where it is not for this person, or not here."""
    if not (item.is_entry and is_for(request, item, context)):
        return None
    address = _address(request, item.url, context)
    if address is None:
        return None
    current = _is_here(request, item, address)
    return Entry(item.id, item.title, address, item.icon, _count(request, item, context), current)


def _count(request: Any, item: Item, context: Any) -> int:
    """The number of its badge, behind a fence of its own: the entry stays without it."""
    if item.count is None:
        return 0
    return (
        attempt(request, item.owner, f"badge of {item.id}", item.count, context, request)[0] or 0
    )


def is_for(request: Any, item: Item, context: Any) -> bool:
    """Whether this person is shown the item here."""
    if item.permission is not None and not request.has_permission(item.permission, context):
        return False
    return item.when is None or bool(item.when(context, request))


def _address(request: Any, url: Any, context: Any) -> str | None:
    if callable(url):
        url = url(context, request)
    if url is None or not url.startswith(VIEW):
        return None if url is None else str(url)
    return str(request.node_url(context, url.removeprefix(VIEW), front="admin"))


def _is_here(request: Any, item: Item, address: str) -> bool:
    """Whether this screen is the entry's: by the name of the view, or by the path."""
    own = str(item.url).removeprefix(VIEW) if str(item.url).startswith(VIEW) else None
    if own is not None or item.current:
        return request.view_name in (own, *item.current)
    path = address.partition("?")[0].rstrip("/")
    return f"{request.path}/".startswith(f"{path}/")
