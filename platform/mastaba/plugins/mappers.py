"""Import what plugins map, and find the class that cannot be mapped before a query meets it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Mapper, configure_mappers

from mastaba.plugins.blame import place_in
from mastaba.plugins.discover import Found
from mastaba.plugins.loaded import module_of
from mastaba.plugins.places import place
from mastaba.plugins.problems import PluginError, Problem, fault, one_line


def import_models(found: Iterable[Found]) -> None:
    """Import every plugin's models and configure the mappers. Raises `PluginError`.

    Models are the one thing that a process shares: a class that cannot be mapped breaks every
    query. Visitors' first request would configure the mappers anyway.
    """
    items = list(found)
    for item in items:
        import_part(item, "models")
    tried: list[Any] = []

    def note(mapper: Any, _model: type) -> None:
        tried.append(mapper)

    event.listen(Mapper, "before_mapper_configured", note)
    try:
        configure_mappers()
    except Exception as error:
        if tried and (guilty := _whose(tried[-1].class_, items)):
            raise PluginError([_unmapped(guilty, tried[-1].class_, error)]) from error
        raise
    finally:
        event.remove(Mapper, "before_mapper_configured", note)


def import_part(item: Found, part: str) -> Any:
    """A plugin's module or None. Raises `PluginError` when it cannot be imported."""
    try:
        return module_of(item, part)
    except (Exception, SystemExit) as error:
        module = item.plugin.module(item.package, part)
        facts = {"error": one_line(error), "place": place_in(item.package, error)}
        name = item.plugin.name
        broken = fault("import-error", name, module=module, **facts)
        raise PluginError([broken]) from error


def _whose(model: type, items: list[Found]) -> Found | None:
    for item in items:
        if f"{model.__module__}.".startswith(f"{item.package}."):
            return item
    return None


def _unmapped(item: Found, model: type, error: Exception) -> Problem:
    lines = inspect.getsourcelines(model)
    where = place(inspect.getsourcefile(model), lines[1])
    facts = {"model": model.__name__, "place": where, "error": one_line(error)}
    return fault("broken-model", item.plugin.name, **facts)
