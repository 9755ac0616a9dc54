"""What a layer of plugins may not do to the layers below, nor its plugins to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyramid.interfaces import (
    IAuthenticationPolicy,
    IAuthorizationPolicy,
    ICSRFStoragePolicy,
    IDefaultCSRFOptions,
    IDefaultPermission,
    IExecutionPolicy,
    IRequestFactory,
    IResponseFactory,
    IRootFactory,
    ISecurityPolicy,
    ISessionFactory,
)
from pyramid.request import Request

from mastaba.plugins.hidden import hidden_view
from mastaba.plugins.ledger import CORE, OVERRIDES, PLUGINS, Entry, Ledger
from mastaba.plugins.naming import misnamed
from mastaba.plugins.problems import Problem, fault, problem

RESERVED: Mapping[Any, str] = {
    ISecurityPolicy: "the security policy",
    IAuthenticationPolicy: "the authentication policy",
    IAuthorizationPolicy: "the authorization policy",
    IRootFactory: "the root factory",
    "traverser": "a traverser",
    IDefaultCSRFOptions: "the CSRF options",
    ICSRFStoragePolicy: "the CSRF storage",
    IDefaultPermission: "the default permission",
    ISessionFactory: "the session factory",
    IRequestFactory: "the request factory",
    IResponseFactory: "the response factory",
    IExecutionPolicy: "the execution policy",
}
ON_REQUESTS = "request extensions"  # methods and properties that are added to every request
# What Pyramid declares without a discriminator, and hides nothing of anybody.
NAMELESS = {"subscriber", "permission", "translation directory"}


def broken(ledger: Ledger, entries: Iterable[Entry]) -> Iterator[Problem]:
    """A problem for each entry of the present layer that breaks a rule."""
    claims: dict[Any, list[Entry]] = {}
    for entry in entries:
        yield from _alone(ledger, entry)
        if entry.discriminator is not None:
            claims.setdefault(entry.discriminator, []).append(entry)
    for rivals in claims.values():
        if len({entry.owner for entry in rivals}) > 1:
            yield rivalry(rivals)


def rivalry(rivals: list[Entry]) -> Problem:
    """Several declarations of one thing in one layer; the last plugin would be left out."""
    places = " and ".join(dict.fromkeys(entry.place for entry in rivals))
    names = tuple(dict.fromkeys(entry.owner for entry in rivals))
    facts = {"what": what(rivals[0]), "places": places}
    if len(names) == 1:
        return fault("said-twice", names[0], **facts)
    code = "two-overriders" if rivals[0].layer == OVERRIDES else "same-id"
    return problem(code, names[-1:], names=" and ".join(names), last=names[-1], **facts)


def what(entry: Entry) -> str:
    """What an entry declares, in words."""
    context = entry.facts.get("context") if entry.kind == "view" else None
    on = f" of {context.__name__}" if isinstance(context, type) else ""
    return f"the {entry.kind} {entry.id!r}{on}" if entry.id else f"the {entry.kind}{on}"


def _alone(ledger: Ledger, entry: Entry) -> Iterator[Problem]:
    owner, where = entry.owner, entry.place
    if entry.discriminator is None:
        if entry.layer == PLUGINS and entry.kind not in NAMELESS:
            yield _without_name(ledger, entry)
        return
    if (name := _reserved(entry.discriminator)) is not None:
        yield fault("reserved", owner, what=name, place=where)
        return
    held = ledger.winner(entry.discriminator)
    if entry.layer == PLUGINS:
        yield from misnamed(entry)
        held = held or hidden_view(ledger, entry)
    if entry.layer == PLUGINS and held is not None and held.owner == CORE:
        facts = {"what": what(entry), "held": held.place, "package": ledger.package_of(owner)}
        yield fault("core-clash", owner, place=where, **facts)


def _reserved(discriminator: Any) -> str | None:
    first, *names = discriminator if isinstance(discriminator, tuple) else (discriminator,)
    if first == ON_REQUESTS and hasattr(Request, names[0]):
        return f"request.{names[0]}"  # Pyramid's own, such as has_permission
    return RESERVED.get(first)


def _without_name(ledger: Ledger, entry: Entry) -> Problem:
    found = "an action" if entry.kind == "action" else f"the {entry.kind}"
    package = ledger.package_of(entry.owner)
    return fault("nameless", entry.owner, what=found, place=entry.place, package=package)
