"""Bringing content in from elsewhere."""

from __future__ import annotations

from mastaba.content.blocks.from_file import block_for_file
from mastaba.content.importing import (
    Converted,
    ImportFile,
    ImportItem,
    ImportOption,
    ImportPlan,
    ImportRecord,
    ImportRecords,
    ImportTarget,
    Known,
    NewRecord,
    Refused,
    SoughtNode,
    files_below,
    printable,
)
from mastaba.content.importing import Note as ImportNote

__all__ = [
    "Converted",
    "ImportFile",
    "ImportItem",
    "ImportNote",
    "ImportOption",
    "ImportPlan",
    "ImportRecord",
    "ImportRecords",
    "ImportTarget",
    "Known",
    "NewRecord",
    "Refused",
    "SoughtNode",
    "block_for_file",
    "files_below",
    "printable",
]
