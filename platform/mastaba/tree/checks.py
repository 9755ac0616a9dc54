"""What the tree room checks: derived columns are what `parent_id`, `slug` and `grants` say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mastaba.db import Database
from mastaba.security.roles import Roles
from mastaba.tree.derive import Derived, Place, derive, effective_tokens, read_places
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIVE, TRASH
from mastaba.tree.rights import refresh_rights

SHOWN = 5


def check_tree(registry: Any) -> Iterator[str]:
    """Roots exist; path, depth, tree and rights equal their recomputation."""
    with Session(registry[Database].reads) as session:
        places = read_places(session)
        yield from _missing_roots(places.values())
        derived = derive(places)
        yield from _some(_differences(places, derived))
        yield from _some(_grant_differences(session, places, derived, registry[Roles]))


def repair_tree(registry: Any) -> None:
    """Write what the recomputation gives; nodes outside every root are left as they are."""
    with Session(registry[Database].writes) as session, session.begin():
        places = read_places(session)
        for key, want in derive(places).items():
            session.execute(update(Node).where(Node.id == key).values(**want._asdict()))
        for root in [place for place in places.values() if place.parent_id is None]:
            refresh_rights(session, registry[Roles], root.site_id, root.tree, ROOT)


def _missing_roots(places: Any) -> Iterator[str]:
    roots = {(place.site_id, place.tree) for place in places if place.parent_id is None}
    for site_id in sorted({place.site_id for place in places}):
        for tree in (LIVE, TRASH):
            if (site_id, tree) not in roots:
                yield f"Site {site_id} has no {tree} root."


def _differences(places: dict[int, Place], derived: dict[int, Derived]) -> Iterator[str]:
    for key, place in places.items():
        want = derived.get(key)
        if want is None:
            yield f"Node {key} ({place.path}) hangs below no root."
            continue
        for name, value in want._asdict().items():
            if getattr(place, name) != value:
                yield f"Node {key}: {name} is {getattr(place, name)!r}, should be {value!r}."


def _grant_differences(
    session: Session, places: dict[int, Place], derived: dict[int, Derived], roles: Roles
) -> Iterator[str]:
    stored: dict[int, set[tuple[str, str]]] = {}
    for row in session.execute(select(AclGrant.acl_id, AclGrant.permission, AclGrant.token)):
        stored.setdefault(row.acl_id, set()).add((row.permission, row.token))
    for bearer, tokens in effective_tokens(places, derived, roles).items():
        if stored.get(bearer, set()) != tokens:
            yield f"The rights stored for node {bearer} are not those of its grants."


def _some(sentences: Iterator[str]) -> Iterator[str]:
    """The first few; a broken import can make thousands."""
    found = list(sentences)
    yield from found[:SHOWN]
    if len(found) > SHOWN:
        yield f"... and {len(found) - SHOWN} more. Put right with: mastaba check --repair"


def includeme(config: Any) -> None:
    """Declare it."""
    config.declare_check("tree", "Tree is consistent", check_tree, repair=repair_tree)
