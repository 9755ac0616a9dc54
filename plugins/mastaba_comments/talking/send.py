"""What becomes of a form that was sent: shown, waiting, or once more with what is wrong."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render

from mastaba.api import Invalid, OperationError
from mastaba_comments.addresses import ALL, COMMENT, WRITE, anchor, view_url
from mastaba_comments.models import SHOWN
from mastaba_comments.operations import Draft, post
from mastaba_comments.own import own_key
from mastaba_comments.script import as_json, in_json
from mastaba_comments.talking.filled import ANSWER, TRAP, Filled, sent_values
from mastaba_comments.talking.form import THANKS, once_more
from mastaba_comments.talking.own_note import KEY, note_of
from mastaba_comments.talking.said import said
from mastaba_comments.talking.whole import refuse_others
from mastaba_comments.text import comment_html

TRACES = "comments.traces"
PREVIEW = "preview"
IS_SHOWN = "Your comment is there."
WAITS = "Thank you. Your comment appears as soon as somebody has looked at it."


def send(context: Any, request: Any) -> Any:
    """Take what was written, show how it will look, or say what is wrong with it."""
    refuse_others(context, request)
    values = sent_values(request)
    if PREVIEW in request.POST:
        return once_more(request, context, Filled(values, preview=comment_html(values["text"])))
    try:
        made = post(
            request,
            context,
            _draft(request, values),
            ticket=request.ticket,
            traces=request.traces(TRACES),
        )
    except Invalid as error:
        return _refused(request, context, Filled(values, error.fields))
    except OperationError as error:
        return _refused(request, context, Filled(values, error=str(error)))
    return _taken(request, context, made)


def _draft(request: Any, values: dict[str, str]) -> Draft:
    return Draft(
        text=values["text"],
        name=values["name"] or None,
        mail=values["mail"] or None,
        answers=request.GET.get(ANSWER) or None,
        notify=bool(values["notify"]),
        consent=bool(values["consent"]),
        trap=request.POST.get(TRAP, ""),
    )


def _refused(request: Any, node: Any, filled: Filled) -> Any:
    request.response.status_int = 422
    return once_more(request, node, filled)


def _taken(request: Any, node: Any, made: Any) -> Any:
    """Where whoever wrote it goes on; script gets the same as JSON."""
    key = "" if made.account_id is not None else own_key(request, made)
    if in_json(request):
        return as_json(request, **_told(request, node, made, key))
    about = {COMMENT: made.uid, KEY: key}
    if made.state == SHOWN:
        return HTTPSeeOther(f"{view_url(request, node, ALL, **about)}#{anchor(made.uid)}")
    return HTTPSeeOther(view_url(request, node, WRITE, **about, **{THANKS: "1"}))


def _told(request: Any, node: Any, made: Any, key: str) -> dict[str, Any]:
    """Of a comment that is not shown, all hear the same: that somebody looks at it first."""
    note = note_of(request, node, made, key)
    told = {"uid": made.uid, "words": WAITS, "html": "", "until": note.until.isoformat()}
    told |= {"change": note.change_url, "take": note.take_url}
    if made.state == SHOWN:
        variables = {"comment": said(request, node, [made])[0], "may_write": True, "closed": ""}
        told |= {"words": IS_SHOWN, "html": render("comments/comment.jinja2", variables, request)}
    return told
