"""Content: what nodes contain, and the operations that change it.

Lives here: content types, revisions and their snapshots, references between nodes, the catalog;
what is not a page (`library/`), fields that plugins add to types of others (`extension.py`), rows
that belong to a node (`records/`), importers and exporters. Does not live here: any concrete page
(plugins bring those), and any screen. To add a state change, write an operation in `operations/`:
it takes the request first, asks the guard, changes, writes a revision where the content changed,
and records.
"""

from __future__ import annotations

from typing import Any

from mastaba.content.body import RenderedBodies
from mastaba.content.catalog import catalog
from mastaba.content.extension import Extensions, add_extension
from mastaba.content.faces import Faces, add_face
from mastaba.content.importing import Importers, add_importer
from mastaba.content.operations.errors import OperationError
from mastaba.content.types import ContentTypes, add_content_type
from mastaba.jobs.registry import Jobs


def includeme(config: Any) -> None:
    """Register the directives and `request.catalog`."""
    config.registry[ContentTypes] = ContentTypes()
    config.registry[RenderedBodies] = RenderedBodies()
    config.registry[Importers] = Importers()
    config.registry[Jobs].refusals += (OperationError,)
    config.add_directive("add_content_type", add_content_type)
    config.add_directive("add_importer", add_importer)
    config.registry[Faces] = Faces()
    config.add_directive("add_face", add_face)
    config.add_request_method(catalog, "catalog")
    config.registry[Extensions] = Extensions()
    config.add_directive("add_extension", add_extension)
    config.include("mastaba.content.blocks")
    config.include("mastaba.content.exporting")
    config.include("mastaba.content.library")
    config.include("mastaba.content.records")
    config.include("mastaba.content.due")
    config.include("mastaba.content.periodic")
    config.include("mastaba.content.checks")
    config.include("mastaba.content.reference_checks")
    config.include("mastaba.content.lifecycle.waiting")
