"""Who is asking, and may they: Pyramid's security policy over the lineage's ACLs."""

from __future__ import annotations

import logging
from typing import Any

from pyramid.authorization import ACLHelper
from pyramid.location import lineage
from pyramid.request import RequestLocalCache
from pyramid.security import Allowed, Denied

from mastaba.security.identity import NOBODY
from mastaba.security.identity import Identity as Identity
from mastaba.security.lending import is_lent
from mastaba.security.membership import tokens_of_person
from mastaba.security.principals import EVERYONE, OWNER
from mastaba.security.sessions import find_account, find_identity

log = logging.getLogger(__name__)


def is_system(request: Any) -> bool:
    """Whether this is a command or job that acts for nobody in particular; it may do all."""
    return bool(request.environ.get("mastaba.system"))


def _who_asks(request: Any) -> Identity | None:
    """The person of the log-in session; in a job, the account that started it."""
    account_id = request.environ.get("mastaba.account")
    return find_identity(request) if account_id is None else find_account(request, account_id)


def principals_of(request: Any) -> tuple[str, ...]:
    """Every token that the requester holds, whatever the node."""
    identity = request.identity
    return (EVERYONE,) if identity is None else tokens_of_person(request.db, identity)


def principals_on(request: Any, context: Any) -> tuple[str, ...]:
    """The tokens that the requester holds where `context` is asked: `owner` on what is theirs.

    On the whole lineage `owner` stands for the owner of the node that is asked.
    """
    held: tuple[str, ...] = request.principals
    owner = getattr(context, "owner_id", None)
    if owner is None or request.identity is None or owner != request.identity.id:
        return held
    return (*held, OWNER)


class SecurityPolicy:
    """Deny by default; a resource whose `__acl__` cannot be read denies instead of inheriting."""

    def __init__(self) -> None:
        self._helper = ACLHelper()
        self._found = RequestLocalCache(_who_asks)

    def identity(self, request: Any) -> Identity | None:
        given: Identity | None = request.environ.get("mastaba.identity")
        if given is NOBODY:
            return None
        return self._found.get_or_create(request) if given is None else given

    def become(self, request: Any, identity: Identity | None) -> None:
        """From here on this request is made by `identity`: it has just logged in or out."""
        self._found.set(request, identity)
        request.__dict__.pop("principals", None)

    def authenticated_userid(self, request: Any) -> str | None:
        identity = request.identity
        return None if identity is None else identity.uid

    def permits(self, request: Any, context: Any, permission: str) -> Allowed | Denied:
        if request.is_system:
            return Allowed("the system may %s", permission)
        if is_lent(request, context, permission):
            return Allowed("a link lends it")
        for resource in lineage(context):
            if _is_broken(resource):
                return Denied("an ACL on the lineage of %r cannot be read", context)
        principals = principals_on(request, context)
        answer: Allowed | Denied = Denied("no alternative of %s applies", permission)
        for name in alternatives(request, context, permission):
            answer = self._helper.permits(context, principals, name)
            if answer:
                return answer
        return answer

    def remember(self, request: Any, userid: str, **kw: Any) -> list[tuple[str, str]]:
        return []

    def forget(self, request: Any, **kw: Any) -> list[tuple[str, str]]:
        return []


def alternatives(request: Any, context: Any, permission: str) -> tuple[str, ...]:
    """Permissions any of which is enough here: a draft asks for more than `view`."""
    narrow = getattr(context, "sufficient_permissions", None)
    return (permission,) if narrow is None else narrow(request, permission)


def _is_broken(resource: Any) -> bool:
    """Whether reading `__acl__` fails inside: Pyramid would silently ask the parent (trap T1)."""
    if not hasattr(type(resource), "__acl__"):
        return False
    try:
        acl = resource.__acl__
        acl = acl() if callable(acl) else acl
    except Exception:
        log.exception("__acl__ of %r cannot be read: access denied", resource)
        return True
    return False
