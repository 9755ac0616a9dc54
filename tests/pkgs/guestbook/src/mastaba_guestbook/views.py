"""What visitors see: the entries below a page, all of them, and the form.

The form is a page of its own, for one browser: it holds a ticket. So pages with a guestbook can
be cached, and visitors need no cookie.
"""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther

from mastaba.api import Content, Invalid, page_variables, settings_of
from mastaba_guestbook import entries
from mastaba_guestbook.permissions import SIGN
from mastaba_guestbook.settings import GuestbookSettings

TRAP = "homepage"  # nobody sees this field; programs fill it in


def below(context: Any, request: Any) -> dict[str, Any]:
    """What stands below a page that has a guestbook."""
    shown, more = entries.shown_below(request, context)
    return {
        "entries": shown,
        "sign_url": request.node_url(context, "sign"),
        "all_url": request.node_url(context, "guestbook") if more else None,
        "may_sign": request.has_permission(SIGN, context),
    }


def has_guestbook(context: Any, request: Any) -> bool:
    """Whether it stands below this page: not below its form, which has the same context."""
    own = request.view_name == "" and isinstance(context, Content)
    return own and entries.is_open(request, context)


def book(context: Any, request: Any) -> dict[str, Any]:
    """All entries of a page."""
    _refuse_closed(context, request)
    listed = entries.all_shown(request, context)
    return page_variables(
        request,
        title=context.title,
        entries=listed.rows,
        page_url=request.node_url(context),
        sign_url=request.node_url(context, "sign"),
        may_sign=request.has_permission(SIGN, context),
        newer_url=listed.previous_url,
        older_url=listed.next_url,
    )


def form(context: Any, request: Any) -> dict[str, Any]:
    """The form, or thanks to whoever has just filled it in."""
    _refuse_closed(context, request)
    return _form(request, thanks=request.GET.get("thanks", ""))


def sign(context: Any, request: Any) -> Any:
    """Take what was written, or say what is wrong with it."""
    _refuse_closed(context, request)
    here = request.node_url(context, "sign")
    if request.POST.get(TRAP):
        return HTTPSeeOther(f"{here}?thanks=waiting")  # a program need not know that we noticed
    try:
        made = entries.sign(request, context, request.POST)
    except Invalid as error:
        request.response.status_int = 422
        return _form(request, values=request.POST, errors=error.fields)
    return HTTPSeeOther(f"{here}?thanks={made.state}")


def sign_again(_context: Any, request: Any) -> dict[str, Any]:
    """The form with what was written, when it was open for too long."""
    return _form(request, values=request.POST, problem=request.ticket_problem)


def _form(request: Any, **values: Any) -> dict[str, Any]:
    context = request.context
    plain = {"values": {}, "errors": {}, "thanks": "", "problem": "", "trap": TRAP}
    address = request.node_url(context)
    return page_variables(request, title=context.title, page_url=address, **{**plain, **values})


def _refuse_closed(context: Any, request: Any) -> None:
    if not entries.is_open(request, context):
        raise HTTPNotFound("This page has no guestbook.")


def rates(registry: Any) -> tuple[str, ...]:
    """How often one address may write."""
    return settings_of(registry, GuestbookSettings).rates


def includeme(config: Any) -> None:
    """Register them."""
    config.add_slot_item(
        "site.after_content",
        "guestbook.below",
        view=below,
        renderer="guestbook/below.jinja2",
        when=has_guestbook,
    )
    same: dict[str, Any] = {"context": Content, "name": "sign", "permission": SIGN}
    config.add_view(form, request_method="GET", renderer="guestbook/sign.jinja2", **same)
    config.add_visitor_form(
        sign, again=sign_again, rates=rates, renderer="guestbook/sign.jinja2", **same
    )
    config.add_view(
        book,
        context=Content,
        name="guestbook",
        permission="view",
        renderer="guestbook/book.jinja2",
    )
