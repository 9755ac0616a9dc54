"""What the editor has to know of each block: no more than it needs to offer and draw it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mastaba.blocks.allow import Allowed
from mastaba.content.blocks.from_file import largest_of
from mastaba.content.blocks.groups import content_of, group_of
from mastaba.content.blocks.registry import Blocks, DeclaredBlock, blocks_of
from mastaba.content.choosers import SEVERAL, chooser_url
from mastaba.fields import defaults, fields_of
from mastaba.plugins import Plugins

Json = dict[str, Any]


def block_descriptors(request: Any, allow: Iterable[str] | None = None) -> list[Json]:
    """The blocks that a text may hold, in the order of their declaration.

    `allow` as in `field(allow=...)`; None allows all. `insertable` ones may be offered by a menu;
    others are parts of one that is.
    """
    blocks, names = blocks_of(request), None if allow is None else Allowed.of(allow)
    titles = {found.plugin.name: found.plugin.title for found in _plugins(request).loaded}
    return [
        _descriptor(request, block, blocks, titles)
        for block in blocks.by_name.values()
        if names is None or _is_allowed(block, names)
    ]


def _is_allowed(block: DeclaredBlock, names: Allowed) -> bool:
    return block.name in names or any(outer in names for outer in block.inside)


def _descriptor(
    request: Any, block: DeclaredBlock, blocks: Blocks, titles: dict[str, str]
) -> Json:
    fields = fields_of(block.form)
    described = {
        "name": block.name,
        "title": block.title,
        "icon": block.icon,
        "description": block.description,
        "owner": titles.get(block.owner, ""),
        "leaf": block.is_leaf,
        "content": content_of(block, blocks.by_name),
        "group": group_of(block),
        "insertable": not block.inside or block.name in _guests(block, blocks),
        "form": bool(fields),
        "required": any(bound.required and bound.default is None for bound in fields),
        "version": block.version,
        "defaults": blocks.data(block).packed(defaults(block.form)),
    }
    return described | _further(request, block)


def _further(request: Any, block: DeclaredBlock) -> Json:
    """What only some blocks have."""
    more: Json = {"reads": "headings"} if block.headings else {}
    if block.takes is not None:
        more["takes"] = list(block.takes.types)
        more["limit"] = largest_of(request.registry, block.takes)
    if choosing := _choosing(request, block):
        more["choose"] = choosing
    return more


def _choosing(request: Any, block: DeclaredBlock) -> Json | None:
    """How to fill the block by choosing: its one necessary field has a chooser.

    A block without a necessary field is filled by its first one, if that takes several.
    """
    fields = fields_of(block.form)
    needed = [bound for bound in fields if bound.required and bound.default is None]
    wanted = needed or [bound for bound in fields[:1] if bound.type.name in SEVERAL]
    url = chooser_url(request, wanted[0]) if len(wanted) == 1 else ""
    several = bool(url) and wanted[0].type.name in SEVERAL
    return {"field": wanted[0].name, "url": url, "several": several} if url else None


def _guests(block: DeclaredBlock, blocks: Blocks) -> set[str]:
    """The block itself, when one that it may stand in takes other blocks besides."""
    outer = (blocks.by_name[name] for name in block.inside if name in blocks.by_name)
    return {block.name for other in outer if block.name not in other.children}


def _plugins(request: Any) -> Plugins:
    found: Plugins = request.registry[Plugins]
    return found
