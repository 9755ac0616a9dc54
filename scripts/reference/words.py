"""Signatures and docstrings as Markdown."""

from __future__ import annotations

import inspect
import re
from typing import Any

FROM_MASTABA = re.compile(
    r"\b(?:mastaba|sqlalchemy|pydantic|collections|datetime)(?:\.\w+)*\.(?=\w)"
)
QUOTED = re.compile(r"(: |-> )'([^']*)'")  # annotations; a default keeps its quotes
FUNCTION = re.compile(r"<(?:function|class) '?([\w.]+)'?(?: at 0x[0-9a-f]+)?>")


def signature(thing: Any, *, skip: int = 0) -> str:
    """`(request, node, *, at=None)`, with types as they are written; empty where there is none."""
    try:
        found = inspect.signature(thing)
    except (TypeError, ValueError):
        return ""
    kept = list(found.parameters.values())[skip:]
    text = str(found.replace(parameters=kept))
    return QUOTED.sub(r"\1\2", FUNCTION.sub(r"\1", FROM_MASTABA.sub("", text)))


def first_sentence(thing: Any) -> str:
    """The first paragraph of its docstring in one line."""
    text = inspect.getdoc(thing) or ""
    return " ".join(text.split("\n\n")[0].split())


def paragraphs(thing: Any) -> str:
    """The whole docstring as it stands."""
    return inspect.getdoc(thing) or ""
