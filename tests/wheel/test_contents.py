"""What the two distributions hold, and what they do not."""

from __future__ import annotations

import configparser
import json
import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.wheel.build import CHECKOUT, Distributions, build, copy_sources

UNWANTED = re.compile(r"(^|/)(tests|bench|node_modules|var|\.git)/|\.py[co]$|\.env$|\.sqlite")
SOURCES = {"mastaba": "platform/mastaba", "mastaba_migrations": "migrations"}


@pytest.fixture(scope="module")
def wheel_names(distributions: Distributions) -> set[str]:
    with zipfile.ZipFile(distributions.wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def sdist_names(distributions: Distributions) -> set[str]:
    with tarfile.open(distributions.sdist) as archive:
        names = [member.name for member in archive.getmembers() if member.isfile()]
    return {name.partition("/")[2] for name in names}


def _roots() -> dict[str, Path]:
    plugins = {path.parent.name: path.parent for path in CHECKOUT.glob("plugins/*/__init__.py")}
    return {name: CHECKOUT / folder for name, folder in SOURCES.items()} | plugins


def _expected(pattern: str) -> set[str]:
    """Return the names in the wheel of the sources that match."""
    return {
        f"{name}/{path.relative_to(root).as_posix()}"
        for name, root in _roots().items()
        for path in root.rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("pattern", ["*.py", "*.jinja2", "*.mako", "*.svg", "*.md", "*.mo"])
def test_the_wheel_holds_every_source(wheel_names: set[str], pattern: str) -> None:
    assert _expected(pattern) - wheel_names == set()


def test_the_wheel_holds_the_built_front_end(wheel_names: set[str]) -> None:
    built = CHECKOUT / "platform" / "mastaba" / "static"
    files = json.loads((built / "manifest.json").read_text()).values()
    of_plugins = {
        f"{path.parents[1].name}/static/{path.name}"
        for path in CHECKOUT.glob("plugins/*/frontend/*.*")
    }
    assert {f"mastaba/static/{name}" for name in files} | of_plugins <= wheel_names


def test_the_wheel_holds_no_sources_of_the_front_end(wheel_names: set[str]) -> None:
    assert {name for name in wheel_names if "/frontend/" in name} == set()


def test_the_wheel_holds_the_migrations(wheel_names: set[str]) -> None:
    assert "mastaba_migrations/env.py" in wheel_names
    assert any(re.match(r"mastaba_migrations/versions/\w+\.py", name) for name in wheel_names)


def test_the_wheel_holds_the_licence(wheel_names: set[str]) -> None:
    assert any(name.endswith("/LICENSE") and ".dist-info/" in name for name in wheel_names)


def test_the_wheel_holds_nothing_else(wheel_names: set[str]) -> None:
    assert {name for name in wheel_names if UNWANTED.search(name)} == set()
    tops = {name.split("/")[0] for name in wheel_names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(_roots())


def test_the_sdist_holds_what_the_wheel_is_made_of(sdist_names: set[str]) -> None:
    assert {"setup.cfg", "setup.py", "pyproject.toml", "LICENSE", "README.md"} <= sdist_names
    assert "platform/mastaba/static/manifest.json" in sdist_names
    assert {name for name in sdist_names if UNWANTED.search(name)} == set()


def test_the_entry_points_are_those_of_setup_cfg(distributions: Distributions) -> None:
    parser = configparser.ConfigParser()
    with zipfile.ZipFile(distributions.wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("entry_points.txt"))
        parser.read_string(archive.read(name).decode())
    assert parser["console_scripts"]["mastaba"]
    assert parser["paste.app_factory"]["main"]
    assert parser["mastaba.plugins"]["pages"]


CORE = "platform/mastaba/static/manifest.json"
PLUGIN = "plugins/mastaba_media/static/admin.js"


@pytest.mark.parametrize(("kind", "missing"), [("--sdist", CORE), ("--wheel", PLUGIN)])
def test_a_build_without_the_front_end_is_refused(kind: str, missing: str, tmp_path: Path) -> None:
    source = copy_sources(tmp_path / "source")
    (source / missing).unlink()
    done = build(source, kind)
    assert done.returncode != 0
    assert f"{missing} is missing" in done.stdout + done.stderr
    assert "type `python frontend/build.py`" in done.stdout + done.stderr
    assert not list(source.glob("dist/*"))
