"""Links inside the site that lead nowhere: no page is published with one.

A term that is gone is no link: it is only shown no more.

A page whose target goes away later stays as it is, and shows the words of the link without it;
see `mastaba.content.usage` and `mastaba check`, which list such pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from mastaba.blocks import link_spots
from mastaba.content.operations.errors import Invalid
from mastaba.content.operations.field_rights import may_read
from mastaba.fields import BoundField, fields_of
from mastaba.tree.models import Node
from mastaba.tree.publication import TRASH, is_shown

_N: Any = Node.__table__
_STATE = (_N.c.uid, _N.c.type, _N.c.tree, _N.c.state, _N.c.published_at, _N.c.expires_at)


@dataclass(frozen=True)
class LinkProblem:
    """A link that leads nowhere (`gone`), or to a page that visitors cannot see yet.

    `text` are the words of the link and `block` the uid of the block they are in; both are empty
    for a field that is no text. `label` names the field.
    """

    field: str
    label: str
    uid: str
    gone: bool
    text: str = ""
    block: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong, for the person who writes the page."""
        what = "is not there any more" if self.gone else "is not public yet"
        if self.text:
            return f"“{self.text}” leads to a page that {what}."
        return f"{self.label} shows or leads to something that {what}."


# All that is told of a field to who may not read it.
OTHERS = LinkProblem("", "Something here that only others see", "", True)


class DeadLinks(Invalid):
    """Links that lead nowhere, in `links`; nothing was published."""

    def __init__(self, links: Collection[LinkProblem]) -> None:
        self.links = tuple(links)
        by_field: dict[str, list[str]] = {}
        for link in self.links:
            by_field.setdefault(link.field, []).append(link.sentence)
        super().__init__({name: " ".join(told[:5]) for name, told in by_field.items()})


def refuse_dead_links(
    request: Any, node: Node, fields: Mapping[str, Any], *, expected: Collection[str] = ()
) -> None:
    """Raise `DeadLinks` when a link in `fields` leads nowhere; `expected` uids are being made."""
    spots = [spot for spot in _spots(type(node), fields) if spot.uid not in expected]
    states = _states(request, {spot.uid for spot in spots})
    dead = [spot for spot in spots if _is_gone(states.get(spot.uid))]
    if dead:
        hidden = _hidden(request, node)
        raise DeadLinks(dict.fromkeys(OTHERS if s.field in hidden else s for s in dead))


def has_dead_links(request: Any, model: type[Node], fields: Mapping[str, Any]) -> bool:
    """Whether a link in `fields` of such a node leads nowhere."""
    uids = {spot.uid for spot in _spots(model, fields)}
    states = _states(request, uids)
    return any(_is_gone(states.get(uid)) for uid in uids)


def link_problems(request: Any, node: Node, fields: Mapping[str, Any]) -> list[LinkProblem]:
    """Links in `fields` that lead nowhere, then those to pages that are not public.

    Only in fields that the requester may read; of the second kind those to pages that they see.
    """
    hidden = _hidden(request, node)
    spots = [spot for spot in _spots(type(node), fields) if spot.field not in hidden]
    states = _states(request, {spot.uid for spot in spots})
    dead = [spot for spot in spots if _is_gone(states.get(spot.uid))]
    hidden = {uid for uid, row in states.items() if not is_shown(request, row)}
    seen = _seen(request, hidden - {spot.uid for spot in dead})
    return dead + [_waiting(spot) for spot in spots if spot.uid in seen]


def _hidden(request: Any, node: Node) -> set[str]:
    """Names of the fields that the requester may not read."""
    return {b.name for b in fields_of(type(node)) if not may_read(request, node, b)}


def _spots(model: type[Node], fields: Mapping[str, Any]) -> Iterator[LinkProblem]:
    for bound in fields_of(model):
        value = fields.get(bound.name)
        if bound.type.targets is not None and value and not bound.rules.vocabulary:
            yield from _spots_in(bound, value)


def _spots_in(bound: BoundField, value: Any) -> Iterator[LinkProblem]:
    if isinstance(value, Mapping):
        for spot in link_spots(dict(value)):
            yield LinkProblem(bound.name, bound.label, spot.uid, True, spot.text, spot.block)
    elif bound.type.targets is not None:
        for uid in bound.type.targets(value):
            yield LinkProblem(bound.name, bound.label, uid, True)


def _states(request: Any, uids: Collection[str]) -> dict[str, Any]:
    if not uids:
        return {}
    here = select(*_STATE).where(_N.c.uid.in_(sorted(uids)), _N.c.site_id == request.site.id)
    return {row.uid: row for row in request.db.execute(here)}


def _is_gone(row: Any) -> bool:
    return row is None or row.tree == TRASH


def _seen(request: Any, uids: Collection[str]) -> set[str]:
    if not uids:
        return set()
    catalog = request.catalog().visible().only("uid").with_uids(sorted(uids))
    return {row.uid for row in catalog.rows(len(uids))}


def _waiting(spot: LinkProblem) -> LinkProblem:
    return LinkProblem(spot.field, spot.label, spot.uid, False, spot.text, spot.block)
