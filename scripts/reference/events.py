"""docs/reference/events.md: what is told after a commit, found where it is told."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mastaba

ROOT = Path(mastaba.__file__).parent
TELLING = {"record": 1, "emit": 1}
HEAD = """\
# Events

What operations tell after their commit. `config.add_outbox_subscriber("content.*", deliver, ...)`
hears them, at least once each; `message.payload` holds `node` (the uid of the page, or null) and
what the third column names. Written by `python -m scripts.reference`.

| topic | told by | payload, beside `node` |
| --- | --- | --- |
"""


@dataclass(frozen=True)
class Told:
    """One call that tells."""

    topic: str
    operation: str
    says: str
    payload: tuple[str, ...]

    @property
    def row(self) -> str:
        says = f": {self.says}" if self.says else ""
        return f"| `{self.topic}` | `{self.operation}`{says} | {', '.join(self.payload)} |"


def page(_registry: Any) -> str:
    return HEAD + "\n".join(item.row for item in told())


def told() -> list[Told]:
    """Every topic that the core tells, by name."""
    found = (item for path in sorted(ROOT.rglob("*.py")) for item in _told_in(path))
    shown = {item.topic: item for item in found if "testing" not in item.operation}
    return [shown[topic] for topic in sorted(shown)]


def _told_in(path: Path) -> Iterator[Told]:
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            calls = (part for part in ast.walk(function) if isinstance(part, ast.Call))
            for call in calls:
                if topic := _topic(call):
                    yield Told(topic, function.name, _first(function), _payload(call))


def _topic(call: ast.Call) -> str:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name not in TELLING or len(call.args) <= TELLING[name]:
        return ""
    topic = call.args[TELLING[name]]
    if isinstance(topic, ast.JoinedStr):
        return "".join(_piece(part) for part in topic.values)
    return str(topic.value) if isinstance(topic, ast.Constant) else ""


def _piece(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "..."


def _first(function: ast.FunctionDef) -> str:
    text = ast.get_docstring(function) or ""
    return " ".join(text.split("\n\n")[0].split())


def _payload(call: ast.Call) -> tuple[str, ...]:
    if any(isinstance(part, ast.Dict) for part in call.args):
        keys = (key for part in call.args if isinstance(part, ast.Dict) for key in part.keys)
        return tuple(
            f"`{k.value}`" for k in keys if isinstance(k, ast.Constant) and k.value != "node"
        )
    return tuple(f"`{k.arg}`" for k in call.keywords if k.arg not in (None, "subject"))
