"""The importers of this application and the directive that declares one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mastaba.content.importing.plan import Reader
from mastaba.content.operations import OperationError
from mastaba.declaring import declare
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIVE


@dataclass(frozen=True)
class ImportOption:
    """Something that whoever imports may choose: `--set NAME=VALUE`.

    `help` says what in a sentence; without `choices` every value is taken.
    """

    help: str
    default: str = ""
    choices: Sequence[str] = ()


@dataclass(frozen=True)
class Importer:
    """One kind of source: `mastaba import NAME SOURCE`."""

    name: str
    read: Reader
    title: str
    into: str = ROOT
    tree: str = LIVE
    options: Mapping[str, ImportOption] = field(default_factory=dict)

    def chosen(self, given: Mapping[str, str]) -> dict[str, str]:
        """A value for each option. Raises `OperationError` for what is none of them."""
        for name, value in given.items():
            option = self.options.get(name)
            if option is None:
                raise OperationError(f"{self.name} has no option “{name}”; {self._listed()}")
            if option.choices and value not in option.choices:
                known = ", ".join(option.choices)
                raise OperationError(f"{name} is “{value}”; expected one of: {known}.")
        return {name: given.get(name, option.default) for name, option in self.options.items()}

    def _listed(self) -> str:
        lines = [f"{name}: {option.help}" for name, option in sorted(self.options.items())]
        return "it has " + " ".join(lines) if lines else "it has none."


@dataclass
class Importers:
    """The declared importers, by name."""

    by_name: dict[str, Importer] = field(default_factory=dict)


def add_importer(
    config: Any,
    name: str,
    read: Reader,
    *,
    title: str,
    into: str = ROOT,
    tree: str = LIVE,
    options: Mapping[str, ImportOption] | None = None,
) -> None:
    """Declare a kind of source. `read(source, target)` reads it and returns an `ImportPlan`.

    `read` raises `OperationError` (a sentence) when the source as a whole cannot be read. `into`
    is the path that it goes to when none is named, `tree` is "library" for what is no page.
    `options` are what people may choose, by name.
    """
    importer = Importer(name, read, title, into, tree, options or {})

    def register() -> None:
        config.registry[Importers].by_name[name] = importer

    declare(config, "importer", name, register, title=title, importer=importer)
