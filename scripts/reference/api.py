"""docs/reference/api.md: every name of `mastaba.api` and `mastaba.testing` with its signature."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

from scripts.reference.words import first_sentence, signature

from mastaba import api as plugin_api
from mastaba import testing

HEAD = """\
# What plugins may import

Plugins import `mastaba.api`, their tests `mastaba.testing`, and nothing else of Mastaba. These
names and signatures are version {version} of [the promise](../promise.md).
Written by `python -m scripts.reference`.
"""


def page(_registry: Any) -> str:
    parts = [HEAD.format(version=plugin_api.API_VERSION)]
    for module in (plugin_api, testing):
        names = sorted(module.__all__)
        parts += [f"## {module.__name__}\n", *(entry(module, name) for name in names)]
    return "\n".join(parts)


def entry(module: ModuleType, name: str) -> str:
    """One name: how it is called, and its first sentence."""
    thing = getattr(module, name)
    own = getattr(thing, "__module__", "").startswith("mastaba")
    if not callable(thing) or not own:
        return f"- `{name}`"
    says = first_sentence(thing)
    lines = [f"- `{name}{signature(thing)}`: {says}"]
    if inspect.isclass(thing):
        lines += [f"    - `.{part}`" for part in public_parts(thing)]
    return "\n".join(lines)


def public_parts(thing: type) -> list[str]:
    """Methods and properties that the class itself defines."""
    shown = ((name, part) for name, part in vars(thing).items() if not name.startswith("_"))
    return [f"{name}{_how(part)}" for name, part in sorted(shown) if _is_said(part)]


def _is_said(part: Any) -> bool:
    return inspect.isfunction(part) or isinstance(part, (property, classmethod))


def _how(part: Any) -> str:
    if isinstance(part, property):
        return ""
    function = part.__func__ if isinstance(part, classmethod) else part
    return signature(function, skip=1)
