"""Between a node and the JSON of its revisions. Nobody else reads or writes that JSON.

A snapshot has a key per declared field, the version of its type where that is not 1, and which
fields ask for a permission of their own: what a plugin keeps from some readers stays kept from
them when its code is gone. The fields of an extension make a snapshot of their own below its id.
Keys that nobody declares any more, or whose plugin is gone, are carried along word for word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mastaba.fields import fields_of
from mastaba.fields.declare import own_fields_of
from mastaba.fields.extended import extensions_in, full_name
from mastaba.tree.models import Node

VERSION = "@version"  # no Python name, so no field can have it
READ = "@read"

Json = dict[str, Any]


def snapshot(node: Node) -> dict[str, Any]:
    """The declared fields of `node` by name, as Python values."""
    return {bound.name: getattr(node, bound.name) for bound in fields_of(type(node))}


def apply(node: Node, data: Mapping[str, Any]) -> None:
    """Set the declared fields that `data` has; names that are no longer declared are left out."""
    for bound in fields_of(type(node)):
        if bound.name in data:
            setattr(node, bound.name, data[bound.name])


def pack(model: type[Node], fields: Mapping[str, Any], kept: Mapping[str, Any] = {}) -> Json:
    """The JSON of `fields`, with what only `kept`, an earlier snapshot of the node, knows."""
    found = _pack(model, fields, kept)
    for ext in extensions_in(model):
        theirs = {bound.name: full_name(ext, bound.name) for bound in own_fields_of(ext)}
        values = {own: fields[full] for own, full in theirs.items() if full in fields}
        found[ext.__type__] = _pack(ext, values, _section(ext, kept))
    return found


def _pack(model: type[Any], fields: Mapping[str, Any], kept: Mapping[str, Any]) -> Json:
    declared = {bound.name: bound.type.dump for bound in own_fields_of(model)}
    known = {name: declared[name](value) for name, value in fields.items() if name in declared}
    version = _version(model)
    stamp = {} if version == 1 else {VERSION: version}
    asked = {b.name: b.spec.read for b in own_fields_of(model) if b.spec.read}
    return {**_undeclared(model, kept), **known, **stamp, **({READ: asked} if asked else {})}


def unpack(model: type[Node], data: Mapping[str, Any]) -> dict[str, Any]:
    """The declared fields in a snapshot as Python values, in the form of today's version.

    A value that cannot be read as its field's type any more is left out.
    """
    found = _unpack(model, data)
    for ext in extensions_in(model):
        theirs = _unpack(ext, _section(ext, data))
        found.update((full_name(ext, name), value) for name, value in theirs.items())
    return found


def _section(extension: type[Any], data: Mapping[str, Any]) -> Mapping[str, Any]:
    found = data.get(extension.__type__)
    return found if isinstance(found, dict) else {}


def _unpack(model: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    current, found = upgraded(model, data), {}
    for bound in own_fields_of(model):
        if bound.name in current:
            try:
                found[bound.name] = bound.type.load(current[bound.name])
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                continue
    return found


def upgraded(model: type[Any], data: Mapping[str, Any]) -> Json:
    """`data` taken through the type's `__upgrades__`, one version at a time."""
    current, upgrades = dict(data), getattr(model, "__upgrades__", {})
    current.pop(READ, None)
    for version in range(current.pop(VERSION, 1), _version(model) if data else 1):
        current = upgrades[version](current)
    return current


def _undeclared(model: type[Any], data: Mapping[str, Any]) -> Json:
    declared = {bound.name for bound in own_fields_of(model)}
    return {key: value for key, value in upgraded(model, data).items() if key not in declared}


def absent_sections(model: type[Node], data: Mapping[str, Any]) -> list[str]:
    """Names of what extensions that are not enabled keep in a snapshot."""
    known = {ext.__type__ for ext in extensions_in(model)}
    return [key for key, value in data.items() if "." in key and _is_section(key, value, known)]


def _is_section(key: str, value: Any, known: set[str]) -> bool:
    return key not in known and isinstance(value, dict)


def readable_words(request: Any, node: Any, data: Mapping[str, Any]) -> Json:
    """A snapshot that no class is loaded for, as far as the requester may read it.

    Its stamps (`@version`, `@read`) are left as they are.
    """
    asked = data.get(READ) or {}
    return {
        key: readable_words(request, node, value) if isinstance(value, dict) else value
        for key, value in data.items()
        if key.startswith("@") or _may_read(request, node, asked.get(key))
    }


def _may_read(request: Any, node: Any, permission: Any) -> bool:
    return not permission or bool(request.has_permission(str(permission), node))


def _version(model: type[Any]) -> int:
    return getattr(model, "__version__", 1)
