"""Show a snippet on a page."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from mastaba.content.body import body_html
from mastaba.content.library.models import Snippet
from mastaba.tree.due import shown
from mastaba.tree.locate import find_at
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIBRARY


def snippet_html(request: Any, name: str) -> Markup | None:
    """The text of the snippet `name` at the top of the library, as HTML.

    None when there is none, or when the requester may not see it: a draft shows to nobody else.
    """
    found = find_at(request, f"{ROOT}{name}", tree=LIBRARY)
    if not isinstance(found, Snippet) or not request.has_permission("view", found):
        return None
    return body_html(request, found)


def snippet_of(request: Any, uid: str) -> Markup | None:
    """The same for the snippet with this uid, wherever it lies in the library: two statements."""
    catalog = request.catalog(tree=LIBRARY).visible().of_type(Snippet.__type__).only("id")
    rows = catalog.with_uids([uid]).rows(1)
    found = request.db.get(Snippet, rows[0].id) if rows else None
    return None if found is None else body_html(request, shown(request, found))
