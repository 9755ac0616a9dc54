"""`@@comment`: the form on its own page, or alone for script; and thanks for what was sent."""

from typing import Any

from markupsafe import Markup
from pyramid.httpexceptions import HTTPNotFound
from pyramid.renderers import render
from pyramid.response import Response

from mastaba.api import Content, page_variables, settings_of
from mastaba_comments.addresses import WRITE, section_url
from mastaba_comments.permissions import WRITE as MAY_WRITE
from mastaba_comments.talking.filled import (
    ANSWER,
    Filled,
    answered,
    form_variables,
    sent_values,
)
from mastaba_comments.talking.own_note import own_note
from mastaba_comments.talking.said import Said
from mastaba_comments.talking.settings import TalkingSettings
from mastaba_comments.talking.whole import PART, refuse_others
from mastaba_comments.text import quoted

QUOTE, THANKS = "quote", "thanks"


def form(context: Any, request: Any) -> Any:
    """The form, empty or with a quotation; kept by nobody, since its ticket is one person's."""
    refuse_others(context, request)
    if THANKS in request.GET:
        request.response.cache_control = "no-store"
        return _page(request, context, thanks=True, note=own_note(request, context))
    answer = answered(request, context, request.GET.get(ANSWER, ""))
    quote = answer is not None and QUOTE in request.GET
    values = {"text": quoted(answer.written)} if answer is not None and quote else {}
    return answer_with(request, context, Filled(values=values), answer)


def send_again(context: Any, request: Any) -> Any:
    """The form once more, since it was open too long: with everything that stood in it."""
    refuse_others(context, request)
    return once_more(request, context, Filled(values=sent_values(request)))


def once_more(request: Any, node: Any, filled: Filled) -> Any:
    """The form with what was sent, below the comment that it answers."""
    try:
        answer = answered(request, node, request.GET.get(ANSWER, ""))
    except HTTPNotFound:
        answer = None  # it went meanwhile; the words are more than the place
    return answer_with(request, node, filled, answer)


def answer_with(request: Any, node: Any, filled: Filled, answer: Said | None) -> Any:
    """The form as a page, or its HTML alone for script."""
    variables = form_variables(request, node, filled, answer)
    if PART not in request.GET:
        return _page(request, node, **variables)
    html = Markup(render("comments/form.jinja2", variables, request))  # noqa: S704 - it escapes
    return _alone(request, html)


def _page(request: Any, node: Any, **variables: Any) -> dict[str, Any]:
    address = section_url(request, node)
    return page_variables(request, title=node.title, page=node, page_url=address, **variables)


def _alone(request: Any, html: Markup) -> Response:
    return Response(html, charset="utf-8", status=request.response.status)


def rates(registry: Any) -> tuple[str, ...]:
    """How often the forms may be sent."""
    return settings_of(registry, TalkingSettings).rates


def includeme(config: Any) -> None:
    """Register form and sending."""
    from mastaba_comments.talking.send import send

    config.declare_settings(TalkingSettings)
    page: dict[str, Any] = {"context": Content, "name": WRITE, "permission": MAY_WRITE}
    page["renderer"] = "comments/write.jinja2"
    config.add_view(form, request_method="GET", **page)
    config.add_visitor_form(send, again=send_again, rates=rates, **page)
