"""What the tree room checks: derived columns are what `parent_id`, `slug` and `grants` say,
every node hangs below a root, and siblings can be put in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mastaba.clock import utc_now
from mastaba.db import Database
from mastaba.security.roles import Roles
from mastaba.tree.derive import Derived, Place, derive, effective_tokens, read_places
from mastaba.tree.lock import tree_lock
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIBRARY, LIVE, TRASH
from mastaba.tree.rights import refresh_rights
from mastaba.tree.siblings import disordered_parents, part_twins, respace, twins
from mastaba.tree.strays import trash_strays

SHOWN = 5


def check_tree(registry: Any) -> Iterator[str]:
    """Roots exist; path, depth, tree and rights equal their recomputation."""
    with Session(registry[Database].reads) as session:
        places = read_places(session)
        yield from _missing_roots(places.values())
        derived = derive(places)
        yield from _some(_differences(places, derived))
        yield from _some(_grant_differences(session, places, derived, registry[Roles]))
        yield from _some(_disorder(session, places))


def repair_tree(registry: Any) -> None:
    """Put strays into the trash, write what the recomputation gives, part equal order keys."""
    with Session(registry[Database].writes) as session, session.begin():
        tree_lock(session, exclusive=True)
        trash_strays(session, read_places(session), utc_now())
        part_twins(session)
        places = read_places(session)
        _write(session, places, derive(places))
        for root in [place for place in places.values() if place.parent_id is None]:
            refresh_rights(session, registry[Roles], root.site_id, root.tree, ROOT)
        for parent_id in disordered_parents(session):
            respace(session, parent_id)


def _write(session: Session, places: dict[int, Place], derived: dict[int, Derived]) -> None:
    """In two steps: two nodes that stand at each other's address could not change places."""
    wrong = [key for key, want in derived.items() if not places[key].fits(want)]
    aside = [{"id": key, "path": f"/-/repair/{key}"} for key in wrong]
    right = [{"id": key, **derived[key]._asdict()} for key in wrong]
    for rows in (aside, right):
        if rows:
            session.execute(update(Node), rows)


def _disorder(session: Session, places: dict[int, Place]) -> Iterator[str]:
    for key in disordered_parents(session):
        path = places[key].path if key in places else "?"
        yield f"The children of node {key} ({path}) have order keys that are equal or broken."
    for twin in twins(session):
        yield f"Node {twin.id} has the slug “{twin.slug}” of another child of {twin.parent_id}."


def _missing_roots(places: Any) -> Iterator[str]:
    roots = {(place.site_id, place.tree) for place in places if place.parent_id is None}
    for site_id in sorted({place.site_id for place in places}):
        for tree in (LIVE, LIBRARY, TRASH):
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
    columns = (AclGrant.acl_id, AclGrant.permission, AclGrant.token)
    # What a plugin that is not enabled declared is asked by nobody.
    known = AclGrant.permission.in_(roles.permissions)
    for row in session.execute(select(*columns).where(known)):
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
