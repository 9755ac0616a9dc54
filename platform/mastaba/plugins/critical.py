"""Whether a plugin is critical, even when its manifest cannot be imported."""

from __future__ import annotations

import re
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path

from mastaba.plugins.discover import installed
from mastaba.plugins.manifest import Plugin

SAID = re.compile(r"\bcritical\s*=\s*True\b")


def is_critical(name: str) -> bool:
    """What the manifest says; where it cannot be imported, what its source says."""
    point = installed().get(name)
    if point is None:
        return False
    try:
        plugin = point.load()
    except (Exception, SystemExit):
        return any(SAID.search(text) for text in _sources(point))
    return isinstance(plugin, Plugin) and plugin.critical


def _sources(point: EntryPoint) -> list[str]:
    """The file of the manifest, found without importing anything."""
    top, *rest = point.module.split(".")
    spec = find_spec(top)
    if spec is None or spec.origin is None:
        return []
    path = Path(spec.origin).parent.joinpath(*rest)
    files = [Path(spec.origin)] if not rest else [path.with_suffix(".py"), path / "__init__.py"]
    return [file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file()]
