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
    if not is_for(request, item, context):
        return None
    values: dict[str, Any] = {"title": item.title, "icon": item.icon, "url": item.url}
    if item.view is not None:
        said = item.view(context, request)
        if said is None:
            return None
        values.update(said)
    address = _address(request, values["url"], context)
    if address is None:
        return None
    return Entry(
        id=item.id,
        title=str(values["title"]),
        url=address,
        icon=str(values["icon"] or ""),
        count=int(values.get("count", 0)),
        current=_is_here(request, item, address),
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
