"""A site of a given size: the small site of the other bench, and below `/forest` the rest.

`/forest/wide` has siblings only, `/forest/moved` is the subtree that is moved, and the parts are
ordinary branches. One page in a thousand has rights of its own; one person may edit 400 pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, update

from bench.content import SETTINGS, fill
from mastaba.api import create, find_at, publish
from mastaba.content.bulk import Bed, Sprout
from mastaba.security.principals import user_token
from mastaba.security.roles import Roles
from mastaba.testing import ScratchSite
from mastaba.tree.models import Node
from mastaba.tree.rights import refresh_rights
from mastaba_pages.models import Page, Section

WIDE, MOVED, PART = 50_000, 10_000, 20_000  # nodes
FAN = 24  # children of a page in a branch
BATCH = 5_000
NARROW = "author"  # role of the person who may edit little; made by name
OWN_RIGHTS = 1_000  # every so many nodes of the parts
ROOTS = ("/forest/wide", "/forest/moved")


def make_forest(url: str, size: int) -> ScratchSite:
    """A migrated site with about `size` nodes on an empty database."""
    site = ScratchSite(url, {**SETTINGS, "mastaba.site.page_size": "50"})
    site.migrate()
    with site.request() as request:
        fill(request)
        forest = _add(request, find_at(request, "/"), "forest")
        for name in ("wide", "moved", "elsewhere"):
            _add(request, forest, name)
    _plant(site, ROOTS[0], min(WIDE, size // 4), fan=WIDE)
    _plant(site, ROOTS[1], min(MOVED, size // 4), fan=FAN)
    for number, count in enumerate(_parts(size - _count(site))):
        with site.request() as request:
            _add(request, find_at(request, "/forest"), f"part-{number}")
        _plant(site, f"/forest/part-{number}", count, fan=FAN)
    _give_rights(site)
    _gather_statistics(site)
    return site


def _parts(left: int) -> Iterator[int]:
    while left > 0:
        yield min(PART, left)
        left -= PART


def _plant(site: ScratchSite, path: str, count: int, *, fan: int) -> None:
    """`count` pages below `path`, level by level, at most `fan` below each."""
    with site.request() as request:
        bed = Bed(request, find_at(request, path))
        above: list[Sprout | None] = [None]
        while count > 0:
            level = [_sprout(parent, n) for parent in above for n in range(fan)][:count]
            for start in range(0, len(level), BATCH):
                bed.plant(level[start : start + BATCH])
            count -= len(level)
            above = list(level)
        bed.finish()


def _sprout(parent: Sprout | None, number: int) -> Sprout:
    title = f"Page {number}" if parent is None else f"{parent.data['title']}.{number}"
    return Sprout(Page, f"page-{number}", {"title": title, "summary": "A few words."}, parent)


def _add(request: Any, parent: Any, slug: str) -> Node:
    node = create(request, parent, Section, {"title": slug.capitalize()}, slug=slug)
    publish(request, node)
    return node


def _count(site: ScratchSite) -> int:
    with site.database.reading_session() as session:
        return session.scalars(select(Node.id).order_by(Node.id.desc()).limit(1)).one()


def _give_rights(site: ScratchSite) -> None:
    """Rights of its own for every thousandth page, and a few branches for one person."""
    narrow = user_token(site.account(NARROW).uid)
    with site.request() as request:
        parts = [*request.db.scalars(select(Node.id).where(Node.path.startswith("/forest/part-")))]
        for number, key in enumerate(parts[::OWN_RIGHTS]):
            grants = {f"group:{number % 50}": ["editor"]}
            request.db.execute(update(Node).where(Node.id == key).values(grants=grants))
        for path in [f"/forest/moved/page-{number}" for number in range(4)]:
            mine = update(Node).where(Node.path == path).values(grants={narrow: ["editor"]})
            request.db.execute(mine)
        refresh_rights(request.db, site.registry[Roles], request.site.id, "site", "/")


def _gather_statistics(site: ScratchSite) -> None:
    """What PostgreSQL does by itself after a while; SQLite plans without."""
    if not site.database.is_sqlite:
        with site.database.writes.connect() as connection:
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql("VACUUM ANALYZE")
