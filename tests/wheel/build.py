"""Building the distributions once per run, and one environment that has them installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from tests.support.run import folder, once

CHECKOUT = Path(__file__).resolve().parents[2]
STATIC = Path("platform/mastaba/static")


@dataclass(frozen=True)
class Distributions:
    """The two files that a release publishes."""

    sdist: Path
    wheel: Path


class NotInstallableError(Exception):
    """The package index does not answer; the text is its last error."""


def run(command: list[str], where: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command outside the checkout's environment and keep its output."""
    return subprocess.run(
        command, cwd=where, env=clean_environment(**variables), text=True, capture_output=True
    )


def clean_environment(**variables: str) -> dict[str, str]:
    """Return the environment without what would lead back into the checkout."""
    leads_back = re.compile(r"PYTHON|VIRTUAL_ENV|COV_|COVERAGE|MASTABA|PYTEST")
    kept = {key: value for key, value in os.environ.items() if not leads_back.match(key)}
    return {**kept, **variables}


def copy_sources(target: Path) -> Path:
    """Copy what git would commit, and the built front end, as a release would be made from it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (CHECKOUT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CHECKOUT / name, target / name)
    for built in [CHECKOUT / STATIC, *CHECKOUT.glob("plugins/*/static")]:
        shutil.copytree(built, target / built.relative_to(CHECKOUT), dirs_exist_ok=True)
    return target


def build(source: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m build` with the locked setuptools, so that nothing is fetched."""
    return run([sys.executable, "-m", "build", "--no-isolation", *arguments], source)


def distributions() -> Distributions:
    """Return the sdist and the wheel made from it, building them when no worker has yet."""
    source = folder() / "wheel-source"
    with once("wheel-build"):
        if not (source / "dist").exists():
            done = build(copy_sources(source))
            assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    found = source / "dist"
    return Distributions(next(found.glob("*.tar.gz")), next(found.glob("*.whl")))


def installed() -> Path:
    """Return the `bin` folder of an environment that holds the wheel and what it asks for.

    The wheel's own requirements are resolved, as for a user; the lock only holds the versions.
    Raises `NotInstallableError` when the index does not answer.
    """
    home = folder() / "wheel-environment"
    with once("wheel-install"):
        if not (home / "done").exists():
            venv.create(home, clear=True, with_pip=False)
            install(home, f"{distributions().wheel}[postgres,testing]")
            (home / "done").touch()
    return home / "bin"


def layered(home: Path) -> Path:
    """Make an environment on top of that of `installed()`; return its `python`.

    It sees all that is installed there, and what is installed into it is nobody else's.
    """
    below = next((installed().parent / "lib").glob("python*/site-packages"))
    venv.create(home, with_pip=False)
    own = next((home / "lib").glob("python*/site-packages"))
    (own / "below.pth").write_text(f"import site; site.addsitedir({str(below)!r})\n")
    return home / "bin" / "python"


def pip_install(python: Path, where: Path, *wanted: str) -> subprocess.CompletedProcess[str]:
    """Install what is built here into an environment of `layered()`; nothing is fetched."""
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    return run([*command, "--no-build-isolation", "--no-index", *wanted], where)


def install(home: Path, wanted: str) -> None:
    """Install into an environment that has no pip of its own; uv, which is quick, else pip."""
    constraints = home / "constraints.txt"
    constraints.write_text(locked_versions())
    python, versions = str(home / "bin" / "python"), ["-c", str(constraints)]
    quick = [sys.executable, "-m", "uv", "pip", "install", "--python", python, "--quiet"]
    usual = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
    for command in (quick, usual):
        done = run([*command, *versions, wanted], home)
        if done.returncode == 0:
            return
    raise NotInstallableError(done.stderr.strip()[-600:])


def locked_versions() -> str:
    """Return requirements/dev.txt without its hashes: the versions only, pytest's too."""
    text = (CHECKOUT / "requirements" / "dev.txt").read_text()
    lines = re.findall(r"^[a-zA-Z0-9].*==.*$", text, re.MULTILINE)
    return "\n".join(line.rstrip(" \\") for line in lines) + "\n"
