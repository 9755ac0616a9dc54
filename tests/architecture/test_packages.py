"""Packaging: what setup.cfg lists is what the source roots hold."""

from __future__ import annotations

import ast
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.architecture.sources import CHECKOUT, shipped, tree


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _roots(setup_cfg: ConfigParser) -> dict[str, Path]:
    """Return top-level package -> folder."""
    pairs = (line.split("=") for line in _lines(setup_cfg["options"]["package_dir"]))
    return {name.strip(): CHECKOUT / folder.strip() for name, folder in pairs}


def _present(setup_cfg: ConfigParser) -> set[str]:
    """Return the dotted name of every folder that has an `__init__.py`."""
    return {
        ".".join([name, *init.parent.relative_to(root).parts])
        for name, root in _roots(setup_cfg).items()
        for init in root.rglob("__init__.py")
    }


def test_setup_cfg_lists_every_package(setup_cfg: ConfigParser) -> None:
    # One that is not listed works in an editable install and is missing from the wheel.
    listed = _lines(setup_cfg["options"]["packages"])
    assert sorted(listed) == sorted(_present(setup_cfg))
    assert len(listed) == len(set(listed))


def test_every_python_file_is_in_a_package() -> None:
    bare = [path for path in shipped() if not (path.parent / "__init__.py").exists()]
    assert bare == []


def test_every_plugin_folder_is_a_root_of_setup_cfg(setup_cfg: ConfigParser) -> None:
    folders = {path.parent for path in (CHECKOUT / "plugins").glob("*/__init__.py")}
    assert folders <= set(_roots(setup_cfg).values())


@pytest.mark.parametrize("root", ["platform", "plugins"])
def test_a_source_root_is_no_package(root: str) -> None:
    # platform/__init__.py would shadow the standard library's `platform`.
    assert not (CHECKOUT / root / "__init__.py").exists()


def test_every_room_teaches() -> None:
    rooms = [path for path in shipped() if path.name == "__init__.py"]
    silent = [path for path in rooms if not ast.get_docstring(tree(path))]
    assert [str(path.relative_to(CHECKOUT)) for path in silent] == []


def test_the_locked_names_are_those_of_setup_cfg(setup_cfg: ConfigParser) -> None:
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    extras = setup_cfg["options.extras_require"]
    declared = _lines(setup_cfg["options"]["install_requires"])
    for extra in ("comments", "media", "postgres", "redis", "s3", "dev"):
        declared += _lines(extras[extra])
    text = (CHECKOUT / "requirements" / "run.in").read_text(encoding="utf-8")
    pinned = [Requirement(line) for line in _lines(text) if not line.startswith("#")]
    names = {canonicalize_name(pin.name) for pin in pinned} - {"wheel"}
    assert names == {canonicalize_name(Requirement(line).name) for line in declared}
    for line in declared:
        wanted = Requirement(line)
        pin = next(
            p for p in pinned if canonicalize_name(p.name) == canonicalize_name(wanted.name)
        )
        version = next(iter(pin.specifier)).version
        assert wanted.specifier.contains(version), f"{pin} is outside {wanted}"
