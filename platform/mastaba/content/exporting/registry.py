"""The exporters of this application and the directive that declares one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pyramid.exceptions import ConfigurationError

from mastaba.declaring import declare
from mastaba.tree.models import Node

_SUFFIX = re.compile(r"\.[A-Za-z0-9][A-Za-z0-9.]{0,19}")
Pieces = Iterable[str | bytes]
Export = Callable[[Any, Node], Pieces]
"""Takes request and place; yields the file. What it lists, it asks `catalog().visible()` for."""


@dataclass(frozen=True)
class Exporter:
    """One kind of file: `mastaba export ID`."""

    id: str
    function: Export
    title: str
    media_type: str
    suffix: str
    description: str = ""

    def file_name(self, place: Node) -> str:
        """What the file is called: the place's own address, or `site`, with the suffix."""
        return f"{place.slug or 'site'}{self.suffix}"


@dataclass
class Exporters:
    """The declared exporters, by id."""

    by_id: dict[str, Exporter] = field(default_factory=dict)

    def listed(self) -> list[Exporter]:
        """All of them, by title."""
        return sorted(self.by_id.values(), key=lambda one: (one.title.casefold(), one.id))


def add_exporter(
    config: Any,
    id: str,
    function: Export,
    *,
    title: str,
    media_type: str,
    suffix: str,
    description: str = "",
) -> None:
    """Directive: declare a kind of file that a place and what lies below it can be saved as.

    `function(request, place)` yields texts (written as UTF-8) or bytes. `media_type` such as
    `text/calendar` and `suffix` such as `.ics` are those of the file. Raises
    `ConfigurationError` for a suffix that is none, since it becomes part of a header.
    """
    if not _SUFFIX.fullmatch(suffix):
        raise ConfigurationError(
            f"Exporter {id}: suffix is {suffix!r}; expected one such as '.ics'."
        )
    exporter = Exporter(id, function, title, media_type, suffix, description)

    def register() -> None:
        config.registry[Exporters].by_id[id] = exporter

    declare(config, "exporter", id, register, title=title, exporter=exporter)
