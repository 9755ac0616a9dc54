"""@@bulk-copy: several pages of a list once more, in another place."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from mastaba.admin.addresses import contents_url
from mastaba.admin.bulk_words import named, pages
from mastaba.admin.flash import flash
from mastaba.admin.places import place_named, places_for
from mastaba.admin.reach import reach_below
from mastaba.admin.selection import selection_of
from mastaba.admin.views.bulk import TICK, Task, perform
from mastaba.content.operations.bulk_actions import Options
from mastaba.tree.models import Node


def copy_form(context: Node, request: Any) -> Any:
    """Places where this person may add pages. `select` or `all` names the pages."""
    selection = selection_of(request, context, request.GET)
    if not selection.rows:
        return _nothing(request, context)
    words = request.GET.get("place", "").strip()[:200]
    below = reach_below(request, selection.rows).below
    return {
        "pages": pages(selection.count, context.tree),
        "names": named([row.title for row in selection.rows], selection.count),
        "fields": selection.fields,
        "q": words,
        "below": pages(below, context.tree) if below else "",
        "places": places_for(request, words, selection.rows),
        "back_url": contents_url(request, context),
        "trail": [{"title": "Copy", "url": ""}],
    }


def copy_pages(context: Node, request: Any) -> Any:
    """Copy them to the chosen place, all or none."""
    selection = selection_of(request, context, request.POST)
    if not selection.rows:
        return _nothing(request, context)
    target = place_named(request, request.POST.get("target"))
    task = Task(context, "copy", selection, Options(tree=context.tree, target=target))
    return perform(request, task, back=contents_url(request, target))


def _nothing(request: Any, context: Node) -> HTTPSeeOther:
    flash(request, TICK, kind="error")
    return HTTPSeeOther(contents_url(request, context))


def includeme(config: Any) -> None:
    """Register the views."""
    options = {"context": Node, "name": "bulk-copy"}
    config.add_admin_view(
        copy_form,
        renderer="admin/bulk_copy.jinja2",
        request_method="GET",
        example="?select={id}",
        **options,
    )
    config.add_admin_view(
        copy_pages,
        request_method="POST",
        writes_because="the operation asks for view on each page and create on the place",
        **options,
    )
