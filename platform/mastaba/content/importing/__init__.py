"""Imports: content from elsewhere, made by the same operations that editors use.

Lives here: what every import shares. An importer of a plugin reads its source and says what is
there (`ImportPlan`); `run.py` creates and updates, in small transactions, and remembers in the
table `import_item` which node came from which part of the source. Therefore a run can be killed
and repeated, a second run changes nothing, and pages that somebody edited here are left alone.
Records (`records.py`) belong to nodes that are found (`seeking.py`) or made, and are streamed
(`record_run.py`).
Does not live here: any format; plugins bring those.

To add an importer, write `read(source, target) -> ImportPlan` and declare it in `includeme`:
`config.add_importer("markdown", read, title="Folder of Markdown files")`.
"""

from __future__ import annotations

from mastaba.content.importing.files import Transactions
from mastaba.content.importing.folders import files_below, printable
from mastaba.content.importing.models import ImportedItem
from mastaba.content.importing.plan import (
    Converted,
    ImportFile,
    ImportItem,
    ImportPlan,
    ImportTarget,
    Known,
    Note,
    Refused,
)
from mastaba.content.importing.records import ImportRecord, ImportRecords, NewRecord, SoughtNode
from mastaba.content.importing.registry import Importer, Importers, ImportOption, add_importer
from mastaba.content.importing.report import Report
from mastaba.content.importing.run import run_import

__all__ = [
    "Converted",
    "ImportFile",
    "ImportItem",
    "ImportOption",
    "ImportPlan",
    "ImportRecord",
    "ImportRecords",
    "ImportTarget",
    "ImportedItem",
    "Importer",
    "Importers",
    "Known",
    "NewRecord",
    "Note",
    "Refused",
    "Report",
    "SoughtNode",
    "Transactions",
    "add_importer",
    "files_below",
    "printable",
    "run_import",
]
