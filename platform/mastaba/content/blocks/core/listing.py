"""Listing: pages of the site, chosen by what they are and where, newest or in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from mastaba.content.blocks.core.type_name import TypeName
from mastaba.content.catalog import Catalog
from mastaba.content.models import Reference as Referred
from mastaba.fields import Choice, Group, Reference, field
from mastaba.tree.models import Node
from mastaba.tree.publication import LIVE
from mastaba.tree.rights import in_subtree

PLACES = {"here": "Below this page", "page": "Below another page", "site": "On the whole site"}
ORDERS = {
    "newest": "Newest first",
    "changed": "Changed last first",
    "title": "By title",
    "order": "In the order of the editors",
}
LAYOUTS = {"list": "List with summaries", "titles": "Titles only", "cards": "Cards"}
COLUMNS = ("uid", "path", "title", "summary", "published_at")
SORTS = {"title": ("title", False), "order": ("path", False), "changed": ("modified", True)}
_N: Any = Node.__table__
_R: Any = Referred.__table__


class Listing(Group):
    """The form of a list of pages."""

    place: Choice = field(label="Which pages", choices=PLACES, default="here")
    page: Reference | None = field(label="The other page")
    kind: TypeName | None = field(label="Kind of page")
    term: Reference | None = field(
        label="With the term",
        help="Pages that were given this term of a vocabulary, or a narrower one.",
        types=("core.term",),
    )
    order: Choice = field(label="Order", choices=ORDERS, default="newest")
    number: int = field(label="How many at most", ge=1, le=50, default=5)
    layout: Choice = field(label="Looks", choices=LAYOUTS, default="list")


def data(request: Any, values: Any) -> Mapping[str, Any] | None:
    """The pages that the requester may see: two statements at most. None where there are none."""
    elsewhere = values.place == "page"
    if elsewhere and not values.page:
        return None
    wanted = {values.page if elsewhere else None, values.term} - {None}
    places = _places(request, wanted)
    if len(places) < len(wanted):
        return None
    catalog = request.catalog().visible().only(*COLUMNS)
    top = places[values.page] if elsewhere else request.context
    if values.place != "site" and not _narrow(catalog, request, top):
        return None
    if values.term:
        catalog.with_term(places[values.term])
    if values.kind:
        catalog.of_type(values.kind)
    rows = _ordered(catalog, values.order).rows(values.number)
    entries = [(row, request.node_url(row)) for row in rows]
    return {"entries": entries, "dated": values.order == "newest"} if entries else None


def _places(request: Any, uids: set[str]) -> dict[str, Any]:
    """Where these nodes are, whoever asks: what is shown is asked for again."""
    if not uids:
        return {}
    columns = (_N.c.id, _N.c.uid, _N.c.path, _N.c.tree)
    here = _N.c.site_id == request.site.id
    rows = request.db.execute(select(*columns).where(_N.c.uid.in_(sorted(uids)), here))
    return {row.uid: row for row in rows}


def _narrow(catalog: Catalog, request: Any, top: Any) -> bool:
    """Only what lies below `top`; False where nothing can."""
    if getattr(top, "tree", None) != LIVE:
        return False
    catalog.filter(in_subtree(request.site.id, LIVE, top.path), _N.c.id != top.id)
    return True


def _ordered(catalog: Catalog, order: str) -> Catalog:
    if order not in SORTS:
        return catalog.latest()
    sort, descending = SORTS[order]
    return catalog.keyset(sort, descending=descending, mark=None)


def includeme(config: Any) -> None:
    """Declare it."""
    config.add_block(
        "core.listing",
        Listing,
        title="List of pages",
        icon="files",
        description="Pages of this site, kept up to date by itself.",
        renderer="blocks/listing.jinja2",
        data=data,
    )
