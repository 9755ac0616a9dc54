"""Show a snippet on a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup
from sqlalchemy import select

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


def snippets_of(request: Any, uids: Iterable[str]) -> dict[str, Markup]:
    """The same by uid, wherever they lie in the library, of those that may be seen.

    Three statements for any number of them, and what is in their texts.
    """
    wanted = sorted(set(uids))
    catalog = request.catalog(tree=LIBRARY).visible().of_type(Snippet.__type__).only("id")
    ids = [row.id for row in catalog.with_uids(wanted).rows(len(wanted))] if wanted else []
    found = request.db.scalars(select(Snippet).where(Snippet.id.in_(ids))) if ids else ()
    return {node.uid: body_html(request, shown(request, node)) for node in found}
