"""What templates call: `{{ slot("site.footer") }}` and `entries("admin.tools")`."""

from __future__ import annotations

from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

from mastaba.slots.entries import Entry, entries_of
from mastaba.slots.html import EMPTY, html_of
from mastaba.slots.registry import Slots


@pass_context
def slot(template: Any, name: str, **variables: Any) -> Markup:
    """The HTML of a slot, about the page that is shown, or about `context=`.

    Empty on error pages: they must work when an item is the reason.
    """
    request = template.get("request")
    if request is None or not request.registry[Slots].ordered.get(name):
        return EMPTY
    if getattr(request, "exception", None) is not None:
        return EMPTY
    context = variables.pop("context", None) or getattr(request, "context", None)
    return EMPTY if context is None else html_of(request, name, context, variables)


@pass_context
def entries(template: Any, name: str, **about: Any) -> list[Entry]:
    """The entries of a slot that is a menu, about the page that is shown, or about `context=`."""
    request = template["request"]
    return entries_of(request, name, about.get("context") or request.context)
