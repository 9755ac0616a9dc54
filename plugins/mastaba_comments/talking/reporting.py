"""`@@report`: a reader says that something is wrong with a comment."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther

from mastaba.api import Content, Invalid, OperationError, page_variables
from mastaba_comments.addresses import REPORT, section_url, view_url
from mastaba_comments.models import GONE, Comment
from mastaba_comments.operations.report import report
from mastaba_comments.talking.form import THANKS, rates
from mastaba_comments.talking.said import said
from mastaba_comments.talking.screenful import find_shown
from mastaba_comments.talking.send import TRACES
from mastaba_comments.talking.whole import refuse_others

REASONS = {
    "spam": "It is advertising",
    "insult": "It insults or threatens somebody",
    "private": "It tells private things about somebody",
    "law": "It breaks the law",
    "other": "Something else",
}
LONGEST = 400


def ask(context: Any, request: Any) -> dict[str, Any]:
    """Why? Or thanks."""
    refuse_others(context, request)
    if THANKS in request.GET:
        return _page(context, request, None)
    return _page(context, request, _reported(context, request))


def take(context: Any, request: Any) -> Any:
    """Write the report down."""
    refuse_others(context, request)
    row = _reported(context, request)
    reason = REASONS.get(request.POST.get("reason", ""))
    more = request.POST.get("more", "").strip()[:LONGEST]
    if reason is None:
        return _refused(context, request, row, "Choose what is wrong with it.")
    try:
        comment = request.db.get_one(Comment, row.id)
        report(request, comment, f"{reason}. {more}".strip(), request.traces(TRACES))
    except (Invalid, OperationError) as error:
        return _refused(context, request, row, str(error))
    return HTTPSeeOther(view_url(request, context, REPORT, **{THANKS: "1"}))


def take_again(context: Any, request: Any) -> dict[str, Any]:
    """The question once more, with the answer that was sent."""
    refuse_others(context, request)
    return _page(context, request, _reported(context, request), request.ticket_problem)


def _refused(context: Any, request: Any, row: Any, problem: str) -> dict[str, Any]:
    request.response.status_int = 422
    return _page(context, request, row, problem)


def _reported(context: Any, request: Any) -> Any:
    found = find_shown(request, context, request.GET.get("uid", ""))
    if found is None or found.state == GONE:
        raise HTTPNotFound("This comment is not here, or not any more.")
    return found


def _page(context: Any, request: Any, row: Any, problem: str = "") -> dict[str, Any]:
    return page_variables(
        request,
        title=context.title,
        page_url=section_url(request, context),
        comment=None if row is None else said(request, context, [row])[0],
        reasons=REASONS,
        longest=LONGEST,
        chosen=request.POST.get("reason", "") if request.method == "POST" else "",
        more=request.POST.get("more", "") if request.method == "POST" else "",
        problem=problem,
        view=REPORT,
    )


def includeme(config: Any) -> None:
    """Register the two views."""
    page: dict[str, Any] = {
        "context": Content,
        "name": REPORT,
        "permission": "view",
        "example": "?uid={comment}&reason=rude",
        "renderer": "comments/report.jinja2",
    }
    config.add_view(ask, request_method="GET", **page)
    config.add_visitor_form(
        take,
        again=take_again,
        rates=rates,
        writes_because="every reader may say that something is wrong with a comment",
        **page,
    )
