"""What a list is narrowed to: words, state, type, one's own pages, the whole branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_

from mastaba.admin.listing import listed
from mastaba.admin.states import in_status
from mastaba.content.catalog import Catalog
from mastaba.tree.models import Node

LONGEST_QUERY = 200
SORTS = ("title", "modified")
CARRIED = ("q", "state", "type", "mine", "below")


@dataclass(frozen=True)
class Filters:
    """The query of a list, cleaned; `sort` begins with a minus for the other way round."""

    q: str = ""
    state: str = ""
    type: str = ""
    mine: bool = False
    everywhere: bool = False
    sort: str = ""
    arrange: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out that lies in this place."""
        return bool(self.q or self.state or self.type or self.mine)

    @property
    def order(self) -> tuple[str, bool]:
        """The catalog's sort, and whether it is descending."""
        plain = "title" if self.everywhere else "order"
        return self.sort.lstrip("-") or plain, self.sort.startswith("-")

    def pairs(self) -> list[tuple[str, str]]:
        """The same filter again, as fields of a form or an address; without the sort."""
        values = (self.q, self.state, self.type, self.mine, self.everywhere)
        found = zip(CARRIED, values, strict=True)
        return [(name, "1" if value is True else str(value)) for name, value in found if value]


def filters_of(given: Mapping[str, str]) -> Filters:
    """From an address or a form; what is not known is left out."""
    sort = given.get("sort", "")
    return Filters(
        q=given.get("q", "").strip()[:LONGEST_QUERY],
        state=given.get("state", ""),
        type=given.get("type", "")[:80],
        mine=bool(given.get("mine")),
        everywhere=bool(given.get("below")),
        sort=sort if sort.lstrip("-") in SORTS else "",
        arrange=bool(given.get("arrange")),
    )


def chosen(request: Any, context: Node, asked: Filters) -> Catalog:
    """What the list of `context` shows under this filter, in no order yet."""
    catalog = listed(request)
    if asked.everywhere:
        catalog.below(context).filter(Node.id != context.id)
    else:
        catalog.children_of(context)
    if asked.q:
        catalog.matching(asked.q)
    if asked.type:
        catalog.of_type(asked.type)
    if asked.mine:
        me = request.identity.id
        catalog.filter(or_(Node.owner_id == me, Node.modified_by == me))
    clause = in_status(asked.state, request.now)
    return catalog if clause is None else catalog.filter(clause)
