"""docs/reference/settings.md: every key of the core."""

from __future__ import annotations

from typing import Any

from mastaba.settings import declared

HEAD = """\
# Settings

Every key of the ini file that the core knows. Any value may be `env:NAME` or `file:PATH`.
`mastaba config` prints them with their values, those of plugins included.
Written by `python -m scripts.reference`.

| key | default | what it is | |
| --- | --- | --- | --- |
"""


def page(registry: Any) -> str:
    return HEAD + "\n".join(_row(item) for item in declared(registry))


def _row(item: Any) -> str:
    default = f"`{' '.join(item.default.split())}`" if item.default else ""
    where = "also at `/admin/-/settings`" if item.editable else ""
    what = _cell(f"{item.help} Expected: {item.expected}.")
    return f"| `{item.key}` | {default} | {what} | {where} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
