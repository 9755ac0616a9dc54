"""`/@@comment-data`: visitors get and lose what is known of them, by a link sent to their address.

The first form asks for the address and answers alike whether or not it is known (case 005). The
link leads to the second, which asks for the address once more and does what was pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPNotFound

from mastaba.api import (
    AddressError,
    Node,
    Person,
    as_system,
    erase_visitor,
    export_records,
    forget_visitor,
    known_file,
    mail_leaves,
    page_variables,
    settings_of,
    visitor,
)
from mastaba_comments.privacy.links import VIEW, is_right, send_link
from mastaba_comments.privacy.settings import PrivacySettings

WORD = "erase"
KEY = "key"
OLD = "This link does not fit this address, or it is older than an hour. Ask for a new one below."


def own_data(context: Any, request: Any) -> dict[str, Any]:
    """One of the two forms."""
    _refuse_others(context)
    return _page(request, problem=request.ticket_problem if request.method == "POST" else "")


def own_data_sent(context: Any, request: Any) -> Any:
    """Send the link; or, when it was opened, do what was pressed."""
    _refuse_others(context)
    mail = request.POST.get("mail", "").strip()[:254]
    if KEY not in request.GET:
        return _send(request, mail)
    if not is_right(request, request.GET, mail):
        return _refused(request, OLD, opened=False)
    action = _ACTIONS.get(request.POST.get("do", ""), _look)
    with as_system(request):
        return action(request, visitor(mail))


def _send(request: Any, mail: str) -> dict[str, Any]:
    if not mail_leaves(request.registry):
        return _page(request)
    try:
        send_link(request, mail)
    except AddressError as error:
        return _refused(request, str(error))
    return _page(request, done="asked")


def _look(request: Any, person: Person) -> dict[str, Any]:
    told = export_records(request, person)
    return _page(request, known=[row for rows in told.values() for row in rows])


def _download(request: Any, person: Person) -> Any:
    return known_file(request, person)


def _forget(request: Any, person: Person) -> dict[str, Any]:
    forget_visitor(request, person)
    return _page(request, done="forgotten")


def _erase(request: Any, person: Person) -> dict[str, Any]:
    if request.POST.get("word", "").strip().casefold() != WORD:
        return _refused(request, f"Type “{WORD}” to erase everything.")
    erase_visitor(request, person)
    return _page(request, done="erased")


_ACTIONS: dict[str, Callable[[Any, Person], Any]] = {
    "download": _download,
    "forget": _forget,
    "erase": _erase,
}


def _refused(request: Any, problem: str, *, opened: bool = True) -> dict[str, Any]:
    request.response.status_int = 422
    return _page(request, problem=problem, opened=opened)


def _page(
    request: Any, *, done: str = "", problem: str = "", opened: bool = True, known: Any = None
) -> dict[str, Any]:
    request.response.cache_control = "no-store"
    request.response.headers["Referrer-Policy"] = "same-origin"
    return page_variables(
        request,
        title="What we store about you",
        opened=opened and KEY in request.GET,
        done=done or ("" if KEY in request.GET or mail_leaves(request.registry) else "mailless"),
        problem=problem,
        known=known,
        mail=request.POST.get("mail", "")[:254] if request.method == "POST" else "",
        word=WORD,
        view=VIEW,
        url=request.node_url(request.context, VIEW),
    )


def _refuse_others(context: Any) -> None:
    """It is a page of the site, not of each page."""
    if context.parent_id is not None:
        raise HTTPNotFound("There is no page here.")


def _rates(registry: Any) -> tuple[str, ...]:
    return settings_of(registry, PrivacySettings).rates


def includeme(config: Any) -> None:
    """Register the page and its form."""
    page: dict[str, Any] = {
        "context": Node,
        "name": VIEW,
        "permission": "view",
        "shows": "nothing",
        "renderer": "comments/own_data.jinja2",
    }
    config.add_view(own_data, request_method="GET", **page)
    config.add_visitor_form(
        own_data_sent,
        again=own_data,
        rates=_rates,
        writes_because="the link that was mailed to an address says whose data it is",
        **page,
    )
