"""The HTML of a slot: that of its items, each behind its fence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape
from pyramid.renderers import render

from mastaba.fences import attempt, fenced
from mastaba.rendering.assets import Assets
from mastaba.slots.entries import entry_of, is_for
from mastaba.slots.registry import Item, Slots

EMPTY = Markup("")
HEADS = ("site.head", "admin.head")  # no box may stand in a document's head
_ENTRY = Markup('<a href="{url}">{icon}<span>{title}</span>{count}</a>')
_COUNT = Markup('<b class="count">{}</b>')


def html_of(request: Any, name: str, context: Any, variables: Mapping[str, Any]) -> Markup:
    """Everything that stands in the slot `name`; `variables` are for its items' templates."""
    items = request.registry[Slots].ordered.get(name)
    if not items:
        return EMPTY
    show = _bare if name in HEADS else fenced
    shown = [
        show(request, item.owner, item.what, _html, request, item, context, variables)
        for item in items
    ]
    return shown[0] if len(shown) == 1 else EMPTY.join(shown)  # joining would copy it


def _bare(request: Any, owner: str, what: str, *call: Any) -> Markup:
    """As `fenced`, without a box."""
    return escape(attempt(request, owner, what, *call)[0] or EMPTY)


def _html(request: Any, item: Item, context: Any, variables: Mapping[str, Any]) -> Any:
    if not is_for(request, item, context):
        return None
    if item.view is None and item.renderer is None:
        return _link(request, item, context)
    found = {} if item.view is None else item.view(context, request)
    if found is None or item.renderer is None:
        return _text(item, found)
    return Markup(render(item.renderer, {**variables, "context": context, **found}, request))  # noqa: S704 - a template escapes


def _text(item: Item, found: Any) -> str | None:
    if found is None or isinstance(found, str):
        return found
    raise TypeError(
        f"Slot item {item.id}: its view returned {type(found).__name__}; expected text, Markup or "
        "None, or a dict and a renderer."
    )


def _link(request: Any, item: Item, context: Any) -> Markup | None:
    entry = entry_of(request, item, context)
    if entry is None:
        return None
    assets: Assets = request.registry[Assets]
    icon = assets.icon(entry.icon) if entry.icon else EMPTY
    count = _COUNT.format(entry.count) if entry.count else EMPTY
    return _ENTRY.format(url=entry.url, icon=icon, title=entry.title, count=count)
