"""The screen of one file: what `media/item.jinja2` shows beside the core's form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from mastaba.api import hidden_users, names_of, used_by, uses_in, versions_of
from mastaba_media.library.posted import in_per_cent, read
from mastaba_media.library.tiles import ICONS, facts, kind_word, thumb_url
from mastaba_media.models import Item
from mastaba_media.renditions.specs import Presets

LOOKED_AT = 30  # versions, for what it looked like
SHOWN = 12  # pages that use it; the rest is on the screen “Where used”


def shown(request: Any, node: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Variables: `media` (the file), `edits` (per cent), `descriptions`, `used`."""
    versions = versions_of(request, node, LOOKED_AT)
    newest = versions[0].fields if versions else fields  # what somebody types is not the file's
    return {
        "media": _file(request, node, newest),
        "edits": in_per_cent(fields) if fields["kind"] == "image" else None,
        "descriptions": _descriptions(request, fields),
        "used": _used(request, node),
        "earlier": list(_earlier(request, node, versions)),
        "presets": _shapes(request),
    }


def _shapes(request: Any) -> list[dict[str, Any]]:
    """One preset for each shape that pictures are cut to, for the previews."""
    known = request.registry[Presets].by_name.values()
    found = {spec.ratio: spec.title for spec in known if spec.ratio}
    return [{"title": title, "ratio": wide / high} for (wide, high), title in found.items()]


def _file(request: Any, node: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    def address(view: str) -> str:
        return str(request.node_url(node, view, front="admin"))

    permanent = f"{request.node_url(node, 'file')}/{quote(fields['name'])}"
    return {
        "is_image": fields["kind"] == "image",
        "kind": kind_word(fields["media_type"] or "", fields["name"]),
        "icon": ICONS.get(fields["kind"], "file"),
        "name": fields["name"],
        "media_type": fields["media_type"],
        "facts": facts(SimpleNamespace(**fields)),
        "digest": (fields["blob"] or "")[:12],
        "uploaded_by": names_of(request, [node.owner_id])[node.owner_id],
        "large_url": thumb_url(request, node, "media.wide", 1600),
        "plain_url": f"{address('file')}?plain=1&v={node.version}",
        "download_url": f"{address('file')}?v={node.version}",
        "permanent_url": request.host_url + permanent,
        "replace_url": address("replace"),
        "usage_url": address("usage"),
    }


def _descriptions(request: Any, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(locale, text): the site's own language first, then those that are there."""
    texts = {request.site.locale: "", **(fields["alt"] or {})}
    return list(texts.items())


def _used(request: Any, node: Any) -> dict[str, Any]:
    """Pages and library content that show it, as far as one may see them."""
    both = (used_by(request, node), used_by(request, node, tree=node.tree))
    rows = [row for found in both for row in found.visible("enter").latest("modified").rows(SHOWN)]
    uses = uses_in(request, rows, node)
    return {
        "rows": [
            {
                "title": row.title,
                "path": row.path,
                "url": request.node_url(row, "edit", front="admin"),
                "draft": all(use.draft for use in uses.get(row.id, ())),
            }
            for row in rows
        ],
        "more": len(rows) >= SHOWN,
        "others": _others(*hidden_users(request, node)),
    }


def _others(hidden: int, gone: int) -> str:
    """What is said of pages that cannot be named."""
    found = [(hidden, "that you cannot see"), (gone, "in the trash")]
    said = [
        f"{count} {'page' if count == 1 else 'pages'} {where}" for count, where in found if count
    ]
    return " and ".join(said)


def _earlier(request: Any, node: Any, versions: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Versions that looked otherwise, newest first, where there is a picture of them."""
    last = _looks(versions[0].fields) if versions else ()
    address = request.node_url(node, "revision", front="admin")
    for version in versions:
        if (looks := _looks(version.fields)) != last and version.fields.get("kind") == "image":
            yield {
                "number": version.number,
                "created": version.created,
                "url": f"{address}?number={version.number}",
                "thumb": f"{thumb_url(request, node)}&revision={version.number}",
            }
        last = looks


def _looks(fields: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(fields.get(name)) for name in ("blob", "turn", "crop"))


def includeme(config: Any) -> None:
    """Register the form."""
    config.add_edit_form(Item.__type__, template="media/item.jinja2", data=shown, read=read)
