"""`@@comment-own`: change what one wrote, or take it back, for a while after writing it."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from mastaba.api import Content, Invalid, OperationError, page_variables
from mastaba_comments.addresses import ALL, COMMENT, OWN, WRITE, anchor, section_url, view_url
from mastaba_comments.models import SHOWN
from mastaba_comments.operations import change, take_back
from mastaba_comments.own import change_until, find_own
from mastaba_comments.talking.form import THANKS, rates
from mastaba_comments.talking.own_note import KEY, TAKE
from mastaba_comments.talking.send import TRACES
from mastaba_comments.talking.whole import refuse_others

OVER = "This comment cannot be changed here any more: the time for that is over."
YOURS = "What you wrote now is below, so that you can copy it."


def own(context: Any, request: Any) -> dict[str, Any]:
    """The words as they are, to be changed; or the question whether to take them back."""
    refuse_others(context, request)
    if THANKS in request.GET:
        return _page(context, request, None, "")
    comment = _own(context, request)
    if comment is None:
        return _too_late(context, request)
    return _page(context, request, comment, comment.text)


def own_again(context: Any, request: Any) -> dict[str, Any]:
    """The same with the words that were sent."""
    comment = _own(context, request)
    if comment is None:
        return _too_late(context, request)
    return _page(context, request, comment, request.POST.get("text", ""))


def own_sent(context: Any, request: Any) -> Any:
    """Change it or take it back, or say what is wrong."""
    comment, key = _own(context, request), request.GET.get(KEY) or None
    if comment is None:
        return _too_late(context, request)
    if TAKE in request.POST:
        take_back(request, comment, key)
        address = view_url(request, context, OWN, **{THANKS: "1"})
        return HTTPSeeOther(address)
    try:
        sender = {"ticket": request.ticket, "traces": request.traces(TRACES)}
        change(request, comment, request.POST.get("text", ""), key, **sender)
    except (Invalid, OperationError) as error:
        request.response.status_int = 422
        problem = getattr(error, "fields", {}).get("text") or str(error)
        return _page(context, request, comment, request.POST.get("text", ""), problem)
    about = {COMMENT: comment.uid, KEY: key or ""}
    if comment.state == SHOWN:
        return HTTPSeeOther(f"{view_url(request, context, ALL, **about)}#{anchor(comment.uid)}")
    return HTTPSeeOther(view_url(request, context, WRITE, **about, **{THANKS: "1"}))


def _own(context: Any, request: Any) -> Any | None:
    refuse_others(context, request)
    return find_own(request, context, request.GET.get("uid", ""), request.GET.get(KEY) or None)


def _too_late(context: Any, request: Any) -> dict[str, Any]:
    """No word is lost: whoever sent some gets them back, whosever the comment is."""
    text = request.POST.get("text", "")
    if request.method == "POST":
        request.tm.doom()
    request.response.status_int = 404
    return _page(context, request, None, text, f"{OVER} {YOURS}" if text.strip() else OVER)


def _page(
    context: Any, request: Any, comment: Any, text: str, problem: str = ""
) -> dict[str, Any]:
    return page_variables(
        request,
        title=context.title,
        page_url=section_url(request, context),
        text=text,
        problem=problem or (request.ticket_problem if request.method == "POST" else ""),
        taking=TAKE in request.GET,
        until=None if comment is None else change_until(request, comment),
        view=OWN,
    )


def includeme(config: Any) -> None:
    """Register the two views."""
    page: dict[str, Any] = {
        "context": Content,
        "name": OWN,
        "permission": "view",
        "example": "?uid={comment}&key={comment_key}&text=A+word",
        "renderer": "comments/own.jinja2",
    }
    config.add_view(own, request_method="GET", **page)
    config.add_visitor_form(
        own_sent,
        again=own_again,
        rates=rates,
        writes_because="visitors change their own words by the key that they were given",
        **page,
    )
