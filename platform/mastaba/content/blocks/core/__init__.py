"""The core's own blocks, one file each: its form, what it shows, and its declaration."""

from __future__ import annotations

from typing import Any

KINDS = ("callout", "columns", "details", "contents", "listing", "snippet", "embed")


def includeme(config: Any) -> None:
    """Declare them, in the order in which editors are offered them."""
    for kind in KINDS:
        config.include(f"mastaba.content.blocks.core.{kind}")
