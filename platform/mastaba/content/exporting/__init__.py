"""Exports: a place and what lies below it as a file, for whoever asks.

Lives here: what every export shares. An exporter of a plugin is a function of request and place
that yields the file piece by piece; it lists content through `request.catalog().visible()`, so
that the file holds what its reader may see. `mastaba export` runs it as the system, the screen
`@@export` as the person who asks. Lives here too: plain data as JSON (`json_lines.py`).
Does not live here: any other format; plugins bring those.

To add one, write `function(request, place) -> Iterable[str | bytes]`, and in `includeme` say
`config.add_exporter("event.ics", function, title="iCalendar", media_type="text/calendar",
suffix=".ics")`.
"""

from __future__ import annotations

from typing import Any

from mastaba.content.exporting.registry import Exporter, Exporters, add_exporter
from mastaba.content.exporting.run import write_export

__all__ = ["Exporter", "Exporters", "add_exporter", "includeme", "write_export"]


def includeme(config: Any) -> None:
    """Add the directive, and the one format of the core."""
    config.registry[Exporters] = Exporters()
    config.add_directive("add_exporter", add_exporter)
    config.include("mastaba.content.exporting.json_lines")
