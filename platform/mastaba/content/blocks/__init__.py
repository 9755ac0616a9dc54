"""Blocks with a form and a template: what editors put into a text beside paragraphs and lists.

Lives here: the directive `config.add_block`, the schema of an application's texts
(`registry[Blocks].schema`), how the data of a block is checked, upgraded and kept (`data.py`), how
blocks are drawn (`show.py`), and the core's own blocks in `core/`, one file each. Does not live
here: paragraphs, lists, tables and links (see `mastaba.blocks`), and the editor.

To add one more to the core: a file in `core/` with a `Group`, a template in `templates/`, and its
name in `core/__init__.py`. It is declared as a plugin declares its own.
"""

from __future__ import annotations

from typing import Any

from mastaba.content.blocks.declare import add_block
from mastaba.content.blocks.registry import Blocks


def includeme(config: Any) -> None:
    """Register the directive and the core's blocks."""
    config.registry[Blocks] = Blocks()
    config.add_directive("add_block", add_block)
    config.add_templates("blocks", "mastaba.content.blocks:templates")
    config.include("mastaba.content.blocks.core")
