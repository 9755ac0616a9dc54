"""The lineage: one query gives every ancestor as a light object with parent, name and ACL."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from mastaba.security.acl import acl_of
from mastaba.security.roles import Roles
from mastaba.tree.models import Generation, Node
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import sufficient_permissions

COLUMNS = (
    Node.id, Node.uid, Node.parent_id, Node.slug, Node.path, Node.title, Node.type, Node.state,
    Node.tree, Node.in_menu, Node.published_at, Node.expires_at, Node.grants, Node.inherit,
    Node.acl_id, Node.owner_id, Node.next_at,
)  # fmt: skip
_TABLE: Any = Node.__table__
_KIND = _TABLE.c.path.type
GENERATION = select(Generation.tree).scalar_subquery().label("generation")
_CHILD: Any = _TABLE.alias("child")
_HAS_CHILDREN = select(_CHILD.c.id).where(_CHILD.c.parent_id == _TABLE.c.id).exists()


@cache
def _by_paths(count: int, front: bool) -> Select[Any]:
    """The statement for so many paths: built once, and quicker than one with a list in it.

    The front page comes by its path: a path or another column would have no index in common.
    """
    paths: list[Any] = [bindparam(f"path_{number}", type_=_KIND) for number in range(count)]
    here = _TABLE.c.site_id == bindparam("site_id"), _TABLE.c.tree == bindparam("tree")
    if front:
        page = _TABLE.alias("front")
        paths.append(select(page.c.path).where(page.c.uid == bindparam("front")).scalar_subquery())
    columns = (_TABLE.c[column.key] for column in COLUMNS)
    return (
        select(*columns, _HAS_CHILDREN.label("has_children"), GENERATION)
        .where(*here, _TABLE.c.path.in_(paths))
        .order_by(_TABLE.c.depth)
    )


@cache
def _by_uid() -> Select[Any]:
    """The node with a uid and everything above it, the root first."""
    parts: Any = _TABLE.c.id, _TABLE.c.parent_id
    here = _TABLE.c.site_id == bindparam("site_id"), _TABLE.c.tree == bindparam("tree")
    up = select(*parts).where(*here, _TABLE.c.uid == bindparam("uid")).cte("up", recursive=True)
    up = up.union_all(select(*parts).where(_TABLE.c.id == up.c.parent_id))
    columns = (_TABLE.c[column.key] for column in COLUMNS)
    return (
        select(*columns, _HAS_CHILDREN.label("has_children"), GENERATION)
        .where(_TABLE.c.id.in_(select(up.c.id)))
        .order_by(_TABLE.c.depth)
    )


class Ancestor:
    """A node on the way to the context: enough for rights, breadcrumbs and addresses."""

    __slots__ = ("__acl__", "__name__", "__parent__", "row")

    def __init__(self, row: Any, parent: Any, roles: Roles) -> None:
        self.row = row
        self.__parent__ = parent
        self.__name__ = row.slug
        self.__acl__ = acl_of(row.grants, row.inherit, roles)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)

    def sufficient_permissions(self, request: Any, permission: str) -> tuple[str, ...]:
        return sufficient_permissions(request, self.row, permission)


def fetch_rows(
    session: Session, site_id: int, tree: str, paths: Sequence[str], front: str | None
) -> dict[str, Any]:
    """Rows by path for the given paths, and for the front page when `front` is its uid."""
    values: dict[str, Any] = {"site_id": site_id, "tree": tree}
    if front is not None:
        values["front"] = front
    values.update((f"path_{number}", path) for number, path in enumerate(paths))
    found = session.connection().execute(_by_paths(len(paths), front is not None), values)
    return {row.path: row for row in found}


def fetch_way(session: Session, site_id: int, tree: str, uid: str) -> dict[str, Any]:
    """Rows by path of the node with this uid and of all above it, the root first."""
    values = {"site_id": site_id, "tree": tree, "uid": uid}
    return {row.path: row for row in session.connection().execute(_by_uid(), values)}


def chain(rows: dict[str, Any], paths: Sequence[str], roles: Roles) -> list[Ancestor]:
    """Ancestors from the root down `paths`, as far as each exists under the one before."""
    found: list[Ancestor] = []
    for path in paths:
        row = rows.get(path)
        if row is None or (found and row.parent_id != found[-1].row.id):
            break
        found.append(Ancestor(row, found[-1] if found else None, roles))
    return found


def parent_paths(path: str) -> list[str]:
    """Every proper prefix of `path`, the root first."""
    parts = path.split("/")
    return [ROOT, *("/".join(parts[:end]) for end in range(2, len(parts)))]
