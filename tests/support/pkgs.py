"""The distributions of `tests/pkgs/`, on the path of a child process without installing them.

`environment(tmp_path, "guestbook")` are the variables of such a process: the sources are on
`PYTHONPATH`, beside metadata made from their `pyproject.toml`, as an installer leaves it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support import forks

PKGS = Path(__file__).resolve().parents[1] / "pkgs"


def environment(where: Path, *names: str, checkout: bool = False) -> dict[str, str]:
    """The environment of a process that finds the distributions `names`; `where` is a folder.

    With `checkout` it finds this checkout's package `tests`, too.
    """
    sources = [str(_source(name)) for name in names]
    sources += [str(PKGS.parents[1])] if checkout else []
    for name in names:
        _write_metadata(where, PKGS / name)
    path = [str(where), *sources, os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))}


def run(code: str, environment: dict[str, str], *arguments: str) -> str:
    """What a child process prints that runs this Python `code`; fails with all it printed."""
    done = forks.run(code, environment, *arguments)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def project(name: str) -> dict[str, Any]:
    """The table `[project]` of a distribution."""
    text = (PKGS / name / "pyproject.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)["project"]
    return found


def _source(name: str) -> Path:
    """The folder that goes on the path: `src` where there is one."""
    folder = PKGS / name
    return folder / "src" if (folder / "src").is_dir() else folder


def _extras(found: dict[str, Any]) -> Iterator[str]:
    """What the extras ask for, as lines of metadata."""
    for extra, wanted in found.get("optional-dependencies", {}).items():
        yield f"Provides-Extra: {extra}\n"
        yield from (f'Requires-Dist: {one}; extra == "{extra}"\n' for one in wanted)


def _write_metadata(where: Path, folder: Path) -> None:
    found = project(folder.name)
    title, version = found["name"], found["version"]
    info = where / f"{title.replace('-', '_')}-{version}.dist-info"
    info.mkdir(exist_ok=True)
    head = f"Metadata-Version: 2.1\nName: {title}\nVersion: {version}\n"
    (info / "METADATA").write_text(head + "".join(_extras(found)))
    (info / "entry_points.txt").write_text(_entry_points(found))


def _entry_points(found: dict[str, Any]) -> str:
    groups: dict[str, dict[str, str]] = found.get("entry-points", {})
    return "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
        for group, points in groups.items()
    )
