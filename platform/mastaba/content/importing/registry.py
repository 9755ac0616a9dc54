"""The importers of this application and the directive that declares one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mastaba.content.importing.plan import Reader
from mastaba.declaring import declare
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIVE


@dataclass(frozen=True)
class Importer:
    """One kind of source: `mastaba import NAME SOURCE`."""

    name: str
    read: Reader
    title: str
    into: str = ROOT
    tree: str = LIVE


@dataclass
class Importers:
    """The declared importers, by name."""

    by_name: dict[str, Importer] = field(default_factory=dict)


def add_importer(
    config: Any, name: str, read: Reader, *, title: str, into: str = ROOT, tree: str = LIVE
) -> None:
    """Declare a kind of source. `read(source, target)` reads it and returns an `ImportPlan`.

    `read` raises `OperationError` (a sentence) when the source as a whole cannot be read. `into`
    is the path that it goes to when none is named, `tree` is "library" for what is no page.
    """
    importer = Importer(name, read, title, into, tree)

    def register() -> None:
        config.registry[Importers].by_name[name] = importer

    declare(config, "importer", name, register, title=title, importer=importer)
