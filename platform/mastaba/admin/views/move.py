"""@@move: choose another place for one page, or for several."""

from __future__ import annotations

from functools import partial
from typing import Any

from mastaba.admin.addresses import contents_url, edit_url, view_url
from mastaba.admin.bulk_words import pages
from mastaba.admin.doing import attempt
from mastaba.admin.move_warning import widening_of_move
from mastaba.admin.places import place_named, places_for, title_of
from mastaba.admin.reach import reach_below
from mastaba.admin.selection import Selection, selection_of
from mastaba.admin.views.bulk import Task, perform
from mastaba.content.operations import move
from mastaba.content.operations.bulk_actions import Options
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY


def move_form(context: Node, request: Any) -> dict[str, Any]:
    """Places where this person may add pages. `select` or `all` names pages of a list."""
    return _variables(context, request, selection_of(request, context, request.GET))


def _variables(context: Node, request: Any, selection: Selection) -> dict[str, Any]:
    moving = selection.rows or [context]
    words = request.GET.get("place", "").strip()[:200]
    reach = reach_below(request, moving)
    return {
        "page": {
            "title": _title(moving, selection, context.tree),
            "contents_url": contents_url(request, context),
        },
        "in_library": context.tree == LIBRARY,
        "fields": selection.fields,
        "q": words,
        "below": pages(reach.below, context.tree) if reach.below else "",
        "places": places_for(request, words, moving, moving=True),
        "trail": [{"title": "Move", "url": ""}],
    }


def move_pages(context: Node, request: Any) -> Any:
    """Move them to the chosen place."""
    target = place_named(request, request.POST.get("target"))
    selection = selection_of(request, context, request.POST)
    warning = _warning(request, selection.rows or [context], target)
    if warning:
        asked = {
            "warning": warning,
            "target": target.id,
            "target_title": title_of(request, target),
        }
        return {**_variables(context, request, selection), "asked": asked}
    if selection.rows or selection.missing:
        task = Task(context, "move", selection, Options(tree=context.tree, target=target))
        stays = request.POST.get("stay")  # dragged away: the person goes on with this list
        return perform(request, task, back=contents_url(request, context if stays else target))
    text = f"“{context.title}” is now in “{title_of(request, target)}”."
    back = view_url(request, context.__parent__, "undo")
    undo = {"undo_url": back, "undo_fields": {"at": request.now.isoformat()}}
    do = partial(move, request, context, target)
    return attempt(request, do, lambda: edit_url(request, context), text=text, **undo)


def _warning(request: Any, moving: list[Any], target: Node) -> str:
    """What has to be confirmed first: that more people will see it (case 109)."""
    return "" if request.POST.get("confirmed") else widening_of_move(request, moving, target)


def _title(moving: list[Any], selection: Selection, tree: str) -> str:
    return f"“{moving[0].title}”" if selection.count <= 1 else pages(selection.count, tree)


def includeme(config: Any) -> None:
    """Register the views: for a page `edit` is needed, for several each is asked by itself."""
    options = {"context": Node, "name": "move"}
    config.add_admin_view(move_form, renderer="admin/move.jinja2", request_method="GET", **options)
    config.add_admin_view(
        move_pages,
        renderer="admin/move.jinja2",
        request_method="POST",
        writes_because="the operation asks on each page and on the target",
        **options,
    )
