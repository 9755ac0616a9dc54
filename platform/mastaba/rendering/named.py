"""Templates that somebody names: by a view, a block or an item of a slot. Are they there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from mastaba.plugins.ledger import Entry, ledger_of
from mastaba.plugins.places import place_of_action
from mastaba.rendering.templates import SUFFIX, Templates


def check_named(registry: Any) -> Iterator[str]:
    """Names that stand for no file, and files that are no template, with the line."""
    environment: Environment = registry[Environment]
    templates: Templates = registry[Templates]
    for name, where in sorted(_named(registry).items()):
        if not templates.candidates(name):
            yield f"{where} names it. {templates.missing(name)}"
            continue
        try:
            environment.get_template(name)
        except TemplateSyntaxError as error:
            yield f"{error.filename}:{error.lineno} cannot be read: {error.message}"
        except (TemplateError, UnicodeDecodeError) as error:
            yield f"{name} cannot be read: {error}"


def _named(registry: Any) -> dict[str, str]:
    """Logical names, each with the file and line that says it."""
    of_views = registry.introspector.get_category("templates") or ()
    shown = (item["introspectable"] for item in of_views)
    found = {item["name"]: place_of_action(item.action_info) for item in shown}
    for entry in ledger_of(registry).entries:
        found.update((name, entry.place) for name in _renderers(entry))
    return {name: where for name, where in found.items() if str(name).endswith(SUFFIX)}


def _renderers(entry: Entry) -> Iterator[str]:
    """Of a block or an item of a slot, unless a later layer took its place."""
    for fact in entry.facts.values() if entry.won else ():
        if isinstance(name := getattr(fact, "renderer", None), str):
            yield name
