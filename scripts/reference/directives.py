"""docs/reference/directives.md: what a plugin's `includeme` may call, and where it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.reference.words import paragraphs, signature

DOCS = Path(__file__).resolve().parents[2] / "docs"
CODE = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
HEAD = """\
# Directives

What a plugin's `includeme(config)` may call. Each claims one id, `<plugin>.<name>`; two claimants
of one id are refused, both named. `mastaba plugins show NAME` lists what a plugin declared, with
file and line. Pyramid's own directives (`add_view`, `add_route`, ...) work too.
Written by `python -m scripts.reference`.
"""


def page(registry: Any) -> str:
    return "\n".join([HEAD, *(section(name, made) for name, made in directives(registry))])


def directives(registry: Any) -> list[tuple[str, Callable[..., Any]]]:
    """Name and function of every directive of the core."""
    known = ((name, made) for name, (made, _wrapped) in registry._directives.items())
    return sorted((n, made) for n, made in known if made.__module__.startswith("mastaba."))


def section(name: str, made: Callable[..., Any]) -> str:
    """Signature, docstring and the pages with an example."""
    shown = ", ".join(f"[{_title(path)}](../{path.relative_to(DOCS)})" for path in examples(name))
    return (
        f"## {name}\n\n```\nconfig.{name}{signature(made, skip=1)}\n```\n\n"
        f"{capitalised(paragraphs(made).removeprefix('Directive: '))}\n\nExample: {shown}\n"
    )


def capitalised(text: str) -> str:
    """With its first letter as a sentence has it."""
    return text[:1].upper() + text[1:]


def examples(name: str) -> list[Path]:
    """Pages that call it in a block of Python."""
    call = f"config.{name}("
    written = (path for path in sorted(DOCS.rglob("*.md")) if path.parent.name != "reference")
    return [
        path for path in written if any(call in code for code in CODE.findall(path.read_text()))
    ]


def _title(path: Path) -> str:
    return path.read_text().splitlines()[0].removeprefix("# ")
