"""A theme with colours, cards and a mark of its own; no content."""

from __future__ import annotations

from typing import Any

from mastaba.api import Plugin

plugin = Plugin("brand", title="Brand", api=">=0.1,<1", after=("pages",))


def includeme(config: Any) -> None:
    """Declare the theme and what browsers fetch for it."""
    config.add_theme("brand", title="Brand", templates="mastaba_brand:templates")
    config.add_assets("brand", "mastaba_brand:static")
