"""Finding the sources that a rule is about."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
# Where each top-level package lives; the same as package_dir in setup.cfg.
CORE = CHECKOUT / "platform" / "mastaba"
PLUGINS = CHECKOUT / "plugins"
MIGRATIONS = CHECKOUT / "migrations"
BUILT = CORE / "static"


def python_files(*roots: Path) -> list[Path]:
    """Return the Python files below these folders, in a stable order."""
    return sorted(path for root in roots for path in root.rglob("*.py"))


def shipped() -> list[Path]:
    """Return every Python file that ends up in the wheel."""
    return python_files(CORE, PLUGINS, MIGRATIONS)


def plugin_names() -> list[str]:
    """Return the names of the plugins' packages in this checkout."""
    return sorted(path.name for path in PLUGINS.iterdir() if (path / "__init__.py").exists())


def tree(path: Path) -> ast.Module:
    """Parse one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and module of every import, `from a.b import c` as `a.b.c`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and value of every string constant, docstrings and f-string parts included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def place(path: Path, line: int) -> str:
    """Return `path:line` below the checkout, as an editor opens it."""
    return f"{path.relative_to(CHECKOUT)}:{line}"
