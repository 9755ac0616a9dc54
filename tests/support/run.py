"""One folder per test run, shared by the workers and removed at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import fasteners
import psutil
import pytest

VARIABLE = "MASTABA_TEST_RUN"
PREFIX = "mastaba-test-"
OWNER = "controller.pid"


def is_controller(config: pytest.Config) -> bool:
    """Tell whether this process steers the run (or is the whole of it), and is no worker."""
    return not hasattr(config, "workerinput")


def begin() -> None:
    """Make the folder; workers, started later, find it in their environment."""
    os.environ[VARIABLE] = tempfile.mkdtemp(prefix=PREFIX)
    # Where sockets go; unset, the PostgreSQL wheel warns at import, and warnings are errors.
    os.environ["XDG_RUNTIME_DIR"] = str(folder() / "runtime")
    (folder() / "runtime").mkdir(mode=0o700)
    # PostgreSQL does not run as root: its own user must reach the folders below.
    folder().chmod(0o755)
    (folder() / OWNER).write_text(str(os.getpid()))


def end(where: Path) -> None:
    """Remove a run's folder and what is in it."""
    shutil.rmtree(where, ignore_errors=True)


def abandoned() -> list[Path]:
    """Return the folders of runs that were killed before they could tidy up."""
    owners = Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{OWNER}")
    return [owner.parent for owner in owners if not _is_alive(owner)]


def _is_alive(owner: Path) -> bool:
    try:
        return psutil.pid_exists(int(owner.read_text()))
    except (OSError, ValueError):  # just being written, or just being removed
        return True


def folder() -> Path:
    """Return the run's folder."""
    return Path(os.environ[VARIABLE])


def worker_folder() -> Path:
    """Return this worker's own folder in the run's."""
    own = folder() / os.environ.get("PYTEST_XDIST_WORKER", "main")
    own.mkdir(exist_ok=True)
    return own


def once(name: str) -> fasteners.InterProcessLock:
    """Return the lock under which one worker makes what all of them use."""
    return fasteners.InterProcessLock(folder() / f"{name}.lock")
