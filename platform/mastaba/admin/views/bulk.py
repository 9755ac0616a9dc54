"""@@bulk: one action for the ticked rows of a list, or for all that match its filter.

The first request shows what it reaches and what stands in its way; the second one, with
`confirmed`, does it: all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.response import Response

from mastaba.admin.addresses import contents_url, tool_url, view_url
from mastaba.admin.bulk_job import start_bulk_job
from mastaba.admin.bulk_words import WORDS, Words, facts, named, pages, told
from mastaba.admin.flash import flash
from mastaba.admin.linking import linking_to
from mastaba.admin.reach import COUNTED, Reach, reach_below, reach_of_each
from mastaba.admin.selection import MOST, Selection, selection_of
from mastaba.content.faces import faces_in_order
from mastaba.content.operations.bulk import MISSING, BulkRefused, Outcome, Problem, bulk, rehearse
from mastaba.content.operations.bulk_actions import ACTIONS, Options
from mastaba.tree.models import Node

TEMPLATE = "admin/bulk.jinja2"
REHEARSED = 100  # pages tried beforehand; what refuses among more is told by doing it
TICK = "Tick at least one page first."
NO_TAGS = "Type at least one tag to add or to remove."


@dataclass(frozen=True)
class Task:
    """What the form asks for."""

    context: Node
    action: str
    selection: Selection
    options: Options

    @property
    def words(self) -> Words:
        return WORDS[self.action]


def bulk_page(context: Node, request: Any) -> Any:
    """Ask, or do what was asked and confirmed."""
    action = request.POST.get("action", "")
    selection = selection_of(request, context, request.POST)
    if not selection.rows:
        flash(request, MISSING if selection.missing else TICK, kind="error")
        return HTTPSeeOther(contents_url(request, context))
    if action in CHOOSERS:
        query = urlencode(selection.fields)
        return HTTPSeeOther(f"{view_url(request, context, CHOOSERS[action])}?{query}")
    if action not in OFFERED:
        raise HTTPBadRequest("This list knows no such action; open it again.")
    task = Task(context, action, selection, options_of(request, context))
    if request.POST.get("confirmed") and not selection.missing:
        return perform(request, task)
    return ask(request, task)


def options_of(request: Any, context: Node) -> Options:
    """Tags to add and to remove, as they are typed into a form."""
    add, remove = (_tags(request.POST.get(name, "")) for name in ("add", "remove"))
    return Options(tree=context.tree, add=add, remove=remove)


def perform(request: Any, task: Task, *, back: str = "") -> Response:
    """Do it, or have it done by a job; a refusal is shown with the pages that stand in the way."""
    if _wants_tags(task):
        return ask(request, task, error=NO_TAGS)
    if _is_large(request, task):
        return _hand_over(request, task)
    try:
        outcome = bulk(request, task.action, task.selection.ids, task.options)
    except BulkRefused as refused:
        return ask(request, task, refused.problems)
    undo = {}
    if task.words.undo and outcome.changed:
        fields = {"at": request.now.isoformat()}
        undo = {"undo_url": view_url(request, task.context, "undo"), "undo_fields": fields}
    flash(request, told(task.words, outcome.changed, outcome.same, task.context.tree), **undo)
    return HTTPSeeOther(back or contents_url(request, task.context))


def ask(
    request: Any, task: Task, refused: Sequence[Problem] | None = None, *, error: str = ""
) -> Response:
    """The page that says what will happen; 422 when it was tried and refused."""
    problems = _rehearsed(request, task).problems if refused is None else refused
    variables = {**_variables(request, task, problems), "error": error}
    response: Response = render_to_response(TEMPLATE, variables, request=request)
    response.status_int = 200 if refused is None and not error else 422
    return response


def _rehearsed(request: Any, task: Task) -> Outcome:
    if _wants_tags(task) or len(task.selection.rows) > REHEARSED:
        return Outcome()
    outcome = rehearse(request, task.action, task.selection.ids, task.options)
    if task.selection.missing:
        outcome.problems.insert(0, Problem(0, "", MISSING))
    return outcome


def _wants_tags(task: Task) -> bool:
    return task.action == "tag" and not (task.options.add or task.options.remove)


def _variables(request: Any, task: Task, problems: Sequence[Problem]) -> dict[str, Any]:
    selection, words = task.selection, task.words
    count = selection.count
    left = count - sum(1 for problem in problems if problem.node_id)
    titles = [row.title for row in selection.rows]
    without = [("without", str(problem.node_id)) for problem in problems if problem.node_id]
    return {
        "words": words,
        "action": task.action,
        "pages": pages(count, task.context.tree),
        "rest": pages(left, task.context.tree) if left > 0 else "",
        "faces": faces_in_order(request, selection.rows),
        "names": named(titles, count),
        "facts": list(facts(words, _reach(request, task), task.context.tree)),
        "linking": linking_to(request, selection.rows) if words.danger else None,
        "problems": problems[:20],
        "hidden_problems": max(0, len(problems) - 20),
        "is_job": _is_large(request, task),
        "fields": [*selection.fields, *(without if problems else ())],
        "target": None if task.options.target is None else task.options.target.id,
        "url": view_url(request, task.context, CHOOSERS.get(task.action, "bulk")),
        "back_url": contents_url(request, task.context),
        "trail": [{"title": words.verb, "url": ""}],
    }


def _reach(request: Any, task: Task) -> Reach:
    measure = reach_below if ACTIONS[task.action].whole else reach_of_each
    return measure(request, task.selection.rows)


def _is_large(request: Any, task: Task) -> bool:
    if task.selection.count > MOST:
        return True
    return ACTIONS[task.action].whole and _reach(request, task).below >= COUNTED - 1


def _hand_over(request: Any, task: Task) -> Response:
    count = pages(task.selection.count, task.context.tree)
    title = f"{task.words.verb}: {count} in “{task.context.title}”"
    start_bulk_job(request, title, task.context, task.action, task.selection.fields, task.options)
    link = {"link_url": tool_url("jobs"), "link_label": "See how far it is"}
    flash(request, f"{count.capitalize()} are being changed in the background.", **link)
    return HTTPSeeOther(contents_url(request, task.context))


def _tags(text: str) -> tuple[str, ...]:
    found = (part.strip() for part in text[:1000].split(","))
    return tuple(dict.fromkeys(tag for tag in found if tag))


CHOOSERS = {
    "move": "move",
    "copy": "bulk-copy",
}  # actions that need a place first, and the view that asks for it
OFFERED = ("publish", "unpublish", "tag", "trash")


def includeme(config: Any) -> None:
    """Register the view; each page is asked for its own permission by the operation."""
    config.include("mastaba.admin.bulk_job")
    config.add_admin_view(
        bulk_page,
        context=Node,
        name="bulk",
        request_method="POST",
        writes_because="the operation asks for its permission on each page",
    )
