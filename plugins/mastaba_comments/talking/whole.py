"""`@@comments`: a whole conversation by screenfuls, and one comment of it by its link."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from mastaba.api import Content, page_variables, settings_for
from mastaba_comments.addresses import ALL, COMMENT
from mastaba_comments.commentable import is_commentable
from mastaba_comments.settings import CommentSettings
from mastaba_comments.talking.conversation import conversation_html
from mastaba_comments.talking.own_note import own_note
from mastaba_comments.talking.screenful import Place, place_in, place_of

PART = "part"  # script asks for the comments alone


def whole(context: Any, request: Any) -> Any:
    """A screenful: from the beginning, behind a mark, or the one where a comment stands."""
    refuse_others(context, request)
    html = conversation_html(request, context, _place(context, request), part=PART in request.GET)
    if PART in request.GET:
        return Response(html, charset="utf-8")
    return page_variables(
        request,
        title=context.title,
        page=context,
        page_url=request.node_url(context),
        note=own_note(request, context),
        conversation=html,
    )


def refuse_others(context: Any, request: Any) -> None:
    """Raises `HTTPNotFound` where there is no conversation."""
    if not is_commentable(request, context):
        raise HTTPNotFound("This page has no comments.")


def _place(context: Any, request: Any) -> Place:
    uid = request.GET.get(COMMENT)
    if not uid:
        return place_in(request)
    return place_of(request, context, uid, settings_for(request, CommentSettings).page_size)


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_view(
        whole,
        context=Content,
        name=ALL,
        permission="view",
        renderer="comments/whole.jinja2",
        request_method="GET",
    )
