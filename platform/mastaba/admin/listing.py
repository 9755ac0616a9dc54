"""What editors see in lists: light rows of the catalog, with a face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from mastaba.admin.addresses import contents_url, edit_url, public_url
from mastaba.admin.people_names import names_of
from mastaba.content.catalog import Catalog
from mastaba.content.faces import faces_of
from mastaba.content.types import ContentType, ContentTypes
from mastaba.tree.kinds import plugin_of
from mastaba.tree.models import Node
from mastaba.tree.publication import LIVE, status_of


@dataclass(frozen=True)
class Row:
    """A row as `admin/contents.jinja2` and the dashboard read it."""

    id: int
    uid: str
    title: str
    path: str
    url: str
    edit_url: str
    contents_url: str
    public_url: str | None
    state: str
    icon: str
    type_title: str
    modified: datetime
    modified_by: str
    has_children: bool
    restricted: bool
    section: str
    missing: str  # the plugin that it needs and that is not enabled
    face: str  # address of a small picture, or empty


def listed(request: Any, tree: str | None = None) -> Catalog:
    """Everything this person may see on the editors' screens, of the tree that they are in."""
    here = tree or getattr(request.context, "tree", LIVE)
    catalog: Catalog = request.catalog(tree=here).visible().visible("enter")
    return catalog


def is_branch() -> ColumnElement[bool]:
    """Nodes with something below them, and the root."""
    child = aliased(Node.__table__)
    below = select(child.c.id).where(child.c.parent_id == Node.id).exists()
    return or_(below, Node.parent_id.is_(None))


def rows_of(request: Any, found: Sequence[Any], *, details: bool = False) -> list[Row]:
    """Rows for the templates: one statement for names, two more for `details`."""
    names = names_of(request, [row.modified_by for row in found])
    ids = [row.id for row in found] if details else []
    parents = listed(request).parents_among(ids)
    hidden = listed(request).restricted_among(found) if details else set()
    faces = faces_of(request, found)
    return [
        _row(
            request,
            row,
            modified_by=names.get(row.modified_by, ""),
            has_children=row.id in parents,
            restricted=row.id in hidden,
            face=faces.get(row.uid, ""),
        )
        for row in found
    ]


def _row(request: Any, row: Any, **shown: Any) -> Row:
    kind = request.registry[ContentTypes].get(row.type)
    below, edit = contents_url(request, row), edit_url(request, row)
    return Row(
        id=row.id,
        uid=row.uid,
        title=row.title,
        path=row.path,
        url=below if shown["has_children"] else edit,
        edit_url=edit,
        contents_url=below,
        public_url=public_url(request, row),
        state=status_of(row, request.now),
        icon=_icon(request, row, kind),
        type_title=kind.title if kind else needs(row),
        modified=row.modified,
        section=_section(row.path),
        missing="" if kind else plugin_of(row.type),
        **shown,
    )


def _icon(request: Any, row: Any, kind: ContentType | None) -> str:
    if row.uid == request.site.front_uid:
        return "house"
    return kind.icon if kind else "puzzle"


def needs(row: Any) -> str:
    """What is said of a page whose plugin is not enabled."""
    return f"Needs the plugin “{plugin_of(row.type)}”, which is not enabled"


def _section(path: str) -> str:
    parent = path.rpartition("/")[0]
    return parent or "/"
