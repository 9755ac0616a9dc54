"""Choosers: screens of a plugin in which people choose content of its type.

A type that says `config.add_content_type(Model, chooser="event-chooser")` brings a view of the
admin of that name. Fields that refer to the type have a button that opens it in a dialog; a block
whose one necessary field refers to it opens it at once.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from mastaba.content.types import ContentTypes
from mastaba.fields import BoundField
from mastaba.tree.urls import TOOLS

SEVERAL = frozenset({"references"})
KINDS = SEVERAL | {"reference"}


def chooser_url(request: Any, bound: BoundField) -> str:
    """Where what this field may refer to is chosen; empty where there is no such screen.

    All types that the field allows must have the same one. It is told the `types`, and what else
    the field's type asks for (`FieldType.narrow`).
    """
    if bound.type.name not in KINDS or not bound.rules.types:
        return ""
    known: ContentTypes = request.registry[ContentTypes]
    kinds = [known.get(name) for name in bound.rules.types]
    views = {kind.chooser if kind else "" for kind in kinds}
    view = views.pop()
    if views or not view:
        return ""
    further = bound.type.narrow(bound) if bound.type.narrow else {}
    return f"{TOOLS}/{view}?{urlencode({'types': ' '.join(bound.rules.types), **further})}"
