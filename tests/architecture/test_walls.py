"""Walls: the core knows no plugin, a plugin knows `mastaba.api` only.

import-linter (`.importlinter`) holds the layers between the rooms; here are the rules it cannot
see: strings, templates, and which names of `mastaba` a plugin touches.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mastaba import api
from tests.architecture.sources import (
    BUILT,
    CHECKOUT,
    CORE,
    MIGRATIONS,
    PLUGINS,
    imports,
    place,
    plugin_names,
    python_files,
    strings,
)

PKGS = CHECKOUT / "tests" / "pkgs"
PUBLIC = API, TESTING = "mastaba.api", "mastaba.testing"
TEMPLATES = {".jinja2", ".html", ".mako", ".ini", ".txt", ".mjs", ".js", ".css"}


def _core_python() -> list[Path]:
    return python_files(CORE, MIGRATIONS)


def _core_texts() -> list[Path]:
    found = [path for path in CORE.rglob("*") if path.suffix in TEMPLATES and path.is_file()]
    return [path for path in found if not path.is_relative_to(BUILT)]


def _named(text: str) -> list[str]:
    return [name for name in plugin_names() if re.search(rf"\b{name}\b", text)]


def _is_promised(name: str) -> bool:
    """A name of `mastaba.api` itself, not of the modules it is put together from."""
    place, _, last = name.rpartition(".")
    return name in PUBLIC or place == TESTING or (place == API and last in api.__all__)


def test_there_is_a_plugin_to_look_for() -> None:
    assert "mastaba_pages" in plugin_names()


def test_the_core_imports_no_plugin() -> None:
    found = [
        f"{place(path, line)} {module}"
        for path in _core_python()
        for line, module in imports(path)
        if module.split(".")[0] in plugin_names()
    ]
    assert not found, "\n".join(found)


def test_the_core_names_no_plugin_in_a_string() -> None:
    found = [
        place(path, line)
        for path in _core_python()
        for line, text in strings(path)
        if _named(text)
    ]
    assert not found, "\n".join(found)


def test_the_core_uses_no_id_of_a_plugin() -> None:
    # Ids, types and templates of a plugin begin with its short name: `pages.page`, `pages/x`.
    prefixes = [name.removeprefix("mastaba_") for name in plugin_names()]
    pattern = re.compile(rf"^({'|'.join(prefixes)})[./:][\w.-]+$")
    found = [
        f"{place(path, line)} {text!r}"
        for path in _core_python()
        for line, text in strings(path)
        if pattern.match(text)
    ]
    assert not found, "\n".join(found)


def test_the_core_names_no_plugin_in_a_template() -> None:
    found = [path.name for path in _core_texts() if _named(path.read_text(encoding="utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", plugin_names())
def test_a_plugin_imports_the_api_only(name: str) -> None:
    found = [
        f"{place(path, line)} {module}"
        for path in python_files(PLUGINS / name)
        for line, module in imports(path)
        if module.split(".")[0] == "mastaba" and not _is_promised(module)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", plugin_names())
def test_a_plugin_imports_no_other_plugin(name: str) -> None:
    others = set(plugin_names()) - {name}
    found = [
        f"{place(path, line)} {module}"
        for path in python_files(PLUGINS / name)
        for line, module in imports(path)
        if module.split(".")[0] in others and module.split(".")[1:2] != ["api"]
    ]
    assert not found, "\n".join(found)


STRANGERS = ("brand", "event", "garden", "guestbook")


def _modules(name: str) -> list[str]:
    """What a stranger's distribution imports, its tests left out, with the places."""
    root = PKGS / name
    files = [p for p in python_files(root) if "tests" not in p.relative_to(root).parts]
    return [
        f"{place(path, line)} {module}"
        for path in files
        for line, module in imports(path)
        if module.split(".")[0].startswith("mastaba")
    ]


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_imports_the_api_only(name: str) -> None:
    found = [line.split() for line in _modules(name)]
    own = tuple(f"{path.parent.name}." for path in (PKGS / name).rglob("__init__.py"))
    assert found
    assert [
        " ".join(pair)
        for pair in found
        if not pair[1].startswith(own) and not re.match(r"mastaba\.(api|testing)\b", pair[1])
    ] == []
