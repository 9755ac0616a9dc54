"""Make the checkout ready: virtual environment, locked packages, front end.

Called by the Makefile, and usable without make: `python3 scripts/bootstrap.py --dev`. Standard
library only, and in the syntax of Python 3.8, so that an old Python gets a sentence and not a
SyntaxError. Each step prints one line with its seconds; a step whose inputs did not change is
skipped without a word. What commonly fails is checked first and answered in one sentence that
ends with the command to type.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Dict

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "mastaba-stamp.json"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "requirements"
LOWEST = (3, 11)
LOWEST_NODE = 20
NAMES = ("python3.13", "python3.12", "python3.11")
PROBE = "import sys, json; print(json.dumps(sys.version_info[:2]))"
SHORT = 0.8  # seconds without a line of progress; nothing to build takes less
VENV_PROBE = "import venv, ensurepip"
Stamp = Dict[str, str]  # set of packages -> digest of the lock that it was installed from


class RefusedError(Exception):
    """The checkout cannot be made ready; the text is one sentence with the command to type."""


# ---------------------------------------------------------------- what commonly fails


def runs(python: str, code: str) -> str | None:
    """Return what `python -c code` prints, or None when it fails (as an unset pyenv shim does)."""
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout.decode() if done.returncode == 0 else None


def candidates() -> list[str]:
    """Return the Pythons to try, best first: the supported names on PATH, then the running one."""
    found = [shutil.which(name) for name in NAMES]
    return [python for python in [*found, sys.executable] if python]


def recent(python: str) -> bool:
    """Tell whether this Python runs and is new enough."""
    answer = runs(python, PROBE)
    return answer is not None and tuple(json.loads(answer)) >= LOWEST


def find_python() -> str:
    """Return the first Python that is new enough and can make virtual environments."""
    new_enough = [python for python in candidates() if recent(python)]
    if not new_enough:
        found = ".".join(str(part) for part in sys.version_info[:2])
        raise RefusedError(
            f"Mastaba needs Python 3.11 or newer and found only {found}: install one (Debian and "
            "Ubuntu: `sudo apt install python3 python3-venv`) and put it on PATH."
        )
    for python in new_enough:
        if runs(python, VENV_PROBE) is not None:
            return python
    raise RefusedError(
        f"{new_enough[0]} lacks the venv module: type `sudo apt install python3-venv` (Debian and "
        "Ubuntu), then the same command again."
    )


def check_git() -> None:
    """Refuse a machine without git: the sdist is made from what git tracks."""
    if not shutil.which("git"):
        raise RefusedError("git is missing: type `sudo apt install git` (Debian and Ubuntu).")


def check_port(port: int) -> None:
    """Refuse when something listens on the port already, before any long work."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            other = port + 1 if 0 < port < 65535 else 6543
            raise RefusedError(
                f"Port {port} cannot be used ({error}): type `make run PORT={other}`."
            ) from None


def check_index() -> None:
    """Refuse when the package index does not answer, by fetching the smallest locked package."""
    with tempfile.TemporaryDirectory() as folder:
        lock = one_requirement("wheel", Path(folder))
        command = pip("download", "--no-deps", "--require-hashes", "-r", str(lock), "-d", folder)
        command += ["--retries", "1", "--timeout", "15"]
        done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0:
        raise RefusedError(
            f"The package index does not answer ({last_error(done.stderr.decode())}): check the "
            "network, or name a mirror with `pip config set global.index-url URL`, then type the "
            "same command again."
        )


def one_requirement(name: str, folder: Path) -> Path:
    """Write the locked lines of one package to a file of its own and return the file."""
    text = (REQUIREMENTS / "run.txt").read_text()
    lines = re.search(rf"^{name}==(.*\\\n)*.*\n", text, re.MULTILINE)
    target = folder / "requirements.txt"
    target.write_text(lines.group(0) if lines else name + "\n")
    return target


def last_error(output: str) -> str:
    """Return the last line of pip's output that tells an error, shortened."""
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    return (errors[-1][len("ERROR:") :] if errors else "no answer").strip()[:160]


# ---------------------------------------------------------------- steps


class Step:
    """Print one line per step: its name at once, dots while it works, its seconds at the end."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.began = time.monotonic()

    def __enter__(self) -> Step:
        sys.stdout.write(f"  {self.title} ")
        sys.stdout.flush()
        return self

    def __exit__(self, kind: object, value: object, traceback: object) -> None:
        seconds = time.monotonic() - self.began
        sys.stdout.write(f" {seconds:.1f} s\n" if kind is None else " failed\n")
        sys.stdout.flush()

    def run(self, command: list[str]) -> None:
        """Run a command, one dot per ten lines of output; show the output when it fails."""
        environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PYTHONUNBUFFERED="1")
        both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        lines = []
        with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **both) as process:
            for number, line in enumerate(process.stdout):
                lines.append(line)
                if number % 10 == 9:
                    sys.stdout.write(".")
                    sys.stdout.flush()
        if process.returncode != 0:
            output = "".join(lines[-20:])
            raise RefusedError(f"{output}\nThis command failed: {' '.join(command)}")


def pip(*arguments: str) -> list[str]:
    """Return the command line of the virtual environment's pip."""
    return [str(PYTHON), "-m", "pip", *arguments]


def read_stamp() -> Stamp:
    """Return what was installed last; empty when nothing was, or the Python below is gone."""
    try:
        return json.loads(STAMP.read_text()) if starts(PYTHON) else {}
    except (OSError, ValueError):
        return {}


def starts(python: Path) -> bool:
    """Tell whether the interpreter is there: a removed base Python leaves a dangling link."""
    return python.exists() and os.access(str(python), os.X_OK)


def digest(*paths: Path) -> str:
    """Return one SHA-256 over the files' contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes() if path.exists() else b"-")
    return total.hexdigest()


def write_stamp(stamp: Stamp) -> None:
    """Keep what is installed now; written after each step, so that a broken run goes on there."""
    STAMP.write_text(json.dumps(stamp, indent=1, sort_keys=True))


def make_venv(stamp: Stamp) -> None:
    """Create the virtual environment with the best Python of the machine."""
    if starts(PYTHON) and runs(str(PYTHON), "import pip") is not None:
        return
    python = find_python()
    with Step(f"Making .venv with {python}") as step:
        step.run([python, "-m", "venv", "--clear", str(VENV)])
    stamp.clear()


def install(stamp: Stamp, kind: str) -> None:
    """Install one locked set, when the lock differs from what was installed last."""
    lock = REQUIREMENTS / (kind + ".txt")
    now = digest(lock)
    if stamp.get(kind) == now:
        return
    with Step(f"Installing requirements/{kind}.txt") as step:
        step.run(pip("install", "--prefer-binary", "--require-hashes", "-r", str(lock)))
    stamp[kind] = now
    if kind == "dev":
        stamp["run"] = digest(REQUIREMENTS / "run.txt")
    write_stamp(stamp)


def install_project(stamp: Stamp) -> None:
    """Install the project itself, editable, when its metadata changed."""
    now = digest(ROOT / "setup.cfg", ROOT / "pyproject.toml", ROOT / "setup.py")
    if stamp.get("project") == now:
        return
    with Step("Installing Mastaba (editable)") as step:
        step.run(pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT)))
    stamp["project"] = now
    write_stamp(stamp)


def system_node() -> bool:
    """Tell whether npm and a new enough Node are on PATH."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    done = subprocess.run([node, "--version"], capture_output=True, check=False)
    version = re.match(r"v(\d+)", done.stdout.decode())
    return bool(version) and int(version.group(1)) >= LOWEST_NODE


def build_front_end(stamp: Stamp) -> None:
    """Build the front end; its own script knows whether anything changed."""
    script = ROOT / "frontend" / "build.py"
    if not script.exists():
        return
    if not stamp.get("node") and not system_node():
        install(stamp, "node")
    with subprocess.Popen([str(PYTHON), str(script)], cwd=ROOT) as process:
        try:
            process.wait(SHORT)
        except subprocess.TimeoutExpired:
            with Step("Building the front end"):
                process.wait()
    if process.returncode != 0:
        raise RefusedError(f"The front end was not built: type `{PYTHON} frontend/build.py`.")


# ---------------------------------------------------------------- the command


def missing_sets(stamp: Stamp, kinds: list[str]) -> list[str]:
    """Return the sets whose lock differs from what was installed last."""
    return [kind for kind in kinds if stamp.get(kind) != digest(REQUIREMENTS / (kind + ".txt"))]


def prepare(arguments: argparse.Namespace) -> None:
    """Make the checkout ready, or raise RefusedError."""
    if arguments.port is not None:
        check_port(arguments.port)
    stamp = read_stamp()
    wanted = ["dev" if arguments.dev or "dev" in stamp else "run"]
    wanted += ["docs"] if arguments.docs else []
    make_venv(stamp)
    outdated = missing_sets(stamp, wanted)
    if outdated:
        check_index()
        check_git()
    for kind in outdated:
        install(stamp, kind)
    install_project(stamp)
    if not arguments.no_front_end:
        build_front_end(stamp)


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dev", action="store_true", help="install what the tests need too")
    parser.add_argument("--docs", action="store_true", help="install what the docs need too")
    parser.add_argument("--port", type=int, help="refuse when this port is busy")
    parser.add_argument("--no-front-end", action="store_true", help="leave out the front end")
    return parser.parse_args()


def main() -> None:
    """Make the checkout ready; exit 1 with a sentence when that cannot be."""
    try:
        prepare(parse())
    except RefusedError as refused:
        sys.exit(f"\n{refused}")
    except KeyboardInterrupt:
        sys.exit("\nStopped; the same command goes on where it was.")


if __name__ == "__main__":
    main()
