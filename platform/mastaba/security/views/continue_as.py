"""“Continue as”: log in without a password, in development on one's own machine only.

In any other install the route and the view are not registered at all. Even where they are, the
request itself must come from this machine, under a name of this machine.
"""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from sqlalchemy import select

from mastaba.security.models import Account
from mastaba.security.operations import enter
from mastaba.security.redirect import safe_redirect
from mastaba.security.views import add_entrance, add_entrance_view, home_of, text
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings, ServerSettings, is_loopback

CONTINUE_PATH = "/-/continue-as"
SHOWN = 8


def is_offered(registry: Any) -> bool:
    """Whether this install is development that only this machine can reach."""
    local = is_loopback(settings_of(registry, ServerSettings).host)
    return local and not settings_of(registry, CoreSettings).production


def offered(request: Any) -> list[Account]:
    """The accounts one can continue as; none outside loopback development."""
    if not is_offered(request.registry) or not _is_local(request):
        return []
    query = select(Account).where(Account.suspended.is_(False)).order_by(Account.id).limit(SHOWN)
    return list(request.db.scalars(query))


def continue_as(request: Any) -> Any:
    """Log in as the chosen account."""
    query = select(Account).where(
        Account.login == text(request, "login"), Account.suspended.is_(False)
    )
    account = request.db.scalar(query) if _is_local(request) else None
    if account is None:
        raise HTTPNotFound("There is nobody to continue as.")
    enter(request, account, "person.continued-as")
    return safe_redirect(request, text(request, "next"), home_of(request))


def _is_local(request: Any) -> bool:
    return is_loopback(str(request.client_addr or "")) and is_loopback(str(request.domain))


def includeme(config: Any) -> None:
    """Register it where it is offered, and nowhere else."""
    if is_offered(config.registry):
        add_entrance(config, "continue_as", CONTINUE_PATH)
        add_entrance_view(config, continue_as, route="continue_as", method="POST")
