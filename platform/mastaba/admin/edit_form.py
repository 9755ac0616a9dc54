"""The edit form: what it shows of a page, and what it sends back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mastaba.admin.addresses import contents_url, edit_url, public_url, view_url
from mastaba.admin.edit_forms import form_of
from mastaba.admin.link_notes import link_notes
from mastaba.admin.people_names import names_of
from mastaba.admin.shown_notes import shown_notes
from mastaba.admin.state_words import of_draft, sentence
from mastaba.admin.timing import now_label, strong_label, timing_fields
from mastaba.content.extension import Extensions
from mastaba.content.operations.working import is_behind, working_fields
from mastaba.content.types import ContentType, ContentTypes
from mastaba.fields.extended import split_name
from mastaba.forms import FormField, form_fields, read_form
from mastaba.site.ahead import may_look_ahead
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY, LIVE, is_public, status_of
from mastaba.tree.slugs import slugify

NAME_HELP = "By this name templates find it. It can stay as it is when the title changes."
SLUG_HELP = "The last part of the page's address. Links inside the site follow when it changes."


def editing(
    request: Any,
    node: Node,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    error: str = "",
) -> dict[str, Any]:
    """Variables of `admin/edit.jinja2` for a page that exists.

    `typed` are values of a form that was refused; without them the requester's working copy,
    else the newest saved fields are shown.
    """
    fields, copy = working_fields(request, node)
    slug = node.slug if copy is None else copy.data.get("slug") or node.slug
    begun = (copy.base_version, copy.base_revision) if copy and is_behind(node, copy) else None
    if typed is not None:
        fields, slug = {**fields, **typed}, typed.get("slug", slug)
    state = state_with_copy(status_of(node, request.now), copy)
    form = _fields(request, node, type(node), fields, slug, errors or {})
    return {
        **_placed(request, node.tree, form),
        "values": fields,
        "page": _page(request, node, fields, state, begun, unsaved=copy is not None),
        "urls": _urls(request, node),
        "links": link_notes(request, node, fields),
        "shows": shown_notes(request, node, fields),
        "error": error,
        "strong_label": strong_label(node, request.now),
        "now_label": now_label(node, request.now),
        "timing": timing_fields(request, node, errors or {}),
        "may_publish": bool(request.has_permission("publish", node)),
    }


def adding(
    request: Any,
    parent: Node,
    kind: ContentType,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    error: str = "",
) -> dict[str, Any]:
    """Variables of `admin/edit.jinja2` for a page that does not exist yet."""
    given = typed or {}
    form = _fields(request, parent, kind.model, given, given.get("slug", ""), errors or {})
    return {
        **_placed(request, kind.tree, form),
        "page": _new_page(request, parent, kind),
        "urls": _new_urls(request, parent, kind),
        "error": error,
        "strong_label": strong_label(None, request.now),
        "now_label": now_label(None, request.now),
        "timing": timing_fields(request, None, errors or {}),
        "may_publish": bool(request.has_permission("publish", parent)),
        "trail": [{"title": f"New {kind.title.lower()}", "url": ""}],
    }


def posted(model: type[Any], request: Any) -> dict[str, Any]:
    """The declared fields in the posted form."""
    plain = read_form(request, model, request.POST)
    own = form_of(request, model.__type__)
    return {**plain, **own.read(request, request.POST)} if own and own.read else plain


def wanted_slug(request: Any, title: str, current: str = "") -> str | None:
    """The address a person asked for; None when it only follows the title.

    A form whose address field follows the title must not fail because that address is taken:
    then the operations choose a free one.
    """
    slug = request.POST.get("slug", "").strip()
    if not slug or slug == current:
        return None
    follows_title = slug == slugify(title)
    return None if follows_title and current.startswith(slug if current else "") else slug


def state_with_copy(state: str, copy: object | None) -> str:
    """A published page with text of yours that is not published has changes."""
    return "changed" if state == "published" and copy is not None else state


def _fields(
    request: Any,
    place: Node,
    model: type[Any],
    data: Mapping[str, Any],
    slug: str,
    errors: Mapping[str, str],
) -> dict[str, Any]:
    fields = form_fields(request, model, data, errors, place=place)
    address = FormField(
        "slug",
        "Address",
        "text",
        slug,
        help=SLUG_HELP,
        error=errors.get("slug", ""),
        maxlength=200,
    )
    return {
        "fields": {**fields, "slug": address},
        "main": [name for name, f in fields.items() if f.place == "main"],
        "details": ["slug", *(name for name, f in fields.items() if f.place == "details")],
    }


def _placed(request: Any, tree: str, form: dict[str, Any]) -> dict[str, Any]:
    """Extensions have groups of their own; the library has neither menu nor addresses."""
    form = {**form, **_grouped(request, form)}
    if tree != LIBRARY:
        return form
    name = replace(form["fields"]["slug"], label="Name", help=NAME_HELP)
    details = [field for field in form["details"] if field != "in_menu"]
    return {**form, "fields": {**form["fields"], "slug": name}, "details": details}


def _grouped(request: Any, form: Mapping[str, Any]) -> dict[str, Any]:
    """`main` and `details` without the fields of extensions, and `groups` of those."""
    titles = request.registry[Extensions].titles
    names: dict[str, list[str]] = {}
    for name in form["fields"]:
        names.setdefault(split_name(name)[0], []).append(name)
    own = frozenset(names.pop("", ()))
    groups = [
        {"id": key, "title": titles.get(key, key), "names": found} for key, found in names.items()
    ]
    kept = {part: [n for n in form[part] if n in own] for part in ("main", "details")}
    return {**kept, "groups": groups}


def _page(
    request: Any,
    node: Node,
    fields: Mapping[str, Any],
    state: str,
    begun: tuple[int, int | None] | None,
    *,
    unsaved: bool,
) -> dict[str, Any]:
    kind = request.registry[ContentTypes].get(node.type)
    author = names_of(request, [node.modified_by])[node.modified_by]
    return {
        "title": fields.get("title") or node.title,
        "state": state,
        "is_new": False,
        "path": node.path,
        "in_library": node.tree == LIBRARY,
        "parent_path": "" if node.tree == LIBRARY else node.path.rpartition("/")[0] + "/",
        "type_title": kind.title if kind else node.type,
        "version": node.version if begun is None else begun[0],
        "revision": node.revision if begun is None else begun[1],
        "behind": begun is not None,
        "unsaved": unsaved,
        "created": node.created,
        "modified": node.modified,
        "modified_by": author,
        "published_at": node.published_at,
        "revisions": node.revision,
        "sentence": sentence(request, node, state),
    }


def _new_page(request: Any, parent: Node, kind: ContentType) -> dict[str, Any]:
    return {
        "title": "",
        "state": "draft",
        "is_new": True,
        "path": "",
        "in_library": parent.tree == LIBRARY,
        "parent_path": "" if parent.tree == LIBRARY else parent.path.rstrip("/") + "/",
        "type_title": kind.title,
        "version": "",
        "revision": "",
        "sentence": of_draft(request, parent),
    }


def _urls(request: Any, node: Node) -> dict[str, str | None]:
    def may(permission: str, view: str) -> str | None:
        return view_url(request, node, view) if request.has_permission(permission, node) else None

    return {
        "action": edit_url(request, node),
        "autosave": view_url(request, node, "autosave"),
        "preview": None if node.tree == LIBRARY else view_url(request, node, "preview"),
        "preview_links": None
        if node.tree == LIBRARY
        else view_url(request, node, "preview-links"),
        "contents": contents_url(request, node),
        "history": view_url(request, node, "history"),
        "find": view_url(request, request.root, "find-page"),
        "public": public_url(request, node),
        "copy": view_url(request, node, "copy"),
        "duplicate": _beside(request, node),
        "move": may("edit", "move"),
        "trash": may("trash", "trash"),
        "unpublish": may("publish", "unpublish") if node.state == "published" else None,
        "ahead": request.node_url(node) if may_look_ahead(request, node) else None,
        "expire": may("publish", "expire") if is_public(node, request.now) else None,
        "cancel_update": may("publish", "cancel-update") if node.next_at else None,
        "discard": view_url(request, node, "discard"),
        "merge": view_url(request, node, "merge"),
        "front": may("manage_site", "front") if _may_be_front(request, node) else None,
    }


def _may_be_front(request: Any, node: Node) -> bool:
    return node.tree == LIVE and request.site.front_uid != node.uid


def _beside(request: Any, node: Node) -> str | None:
    may = request.has_permission("create", node.__parent__)
    return view_url(request, node, "duplicate") if may else None


def _new_urls(request: Any, parent: Node, kind: ContentType) -> dict[str, str | None]:
    return {
        "action": view_url(request, parent, "add", type=kind.name),
        "autosave": view_url(request, parent, "add-autosave", type=kind.name),
        "contents": contents_url(request, parent),
        "find": view_url(request, request.root, "find-page"),
    }
