"""One folder per test run, shared by the workers and removed at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import fasteners
import pytest

VARIABLE = "MASTABA_TEST_RUN"


def is_controller(config: pytest.Config) -> bool:
    """Tell whether this process steers the run (or is the whole of it), and is no worker."""
    return not hasattr(config, "workerinput")


def begin() -> None:
    """Make the folder; workers, started later, find it in their environment."""
    os.environ[VARIABLE] = tempfile.mkdtemp(prefix="mastaba-test-")
    # Where sockets go; unset, the PostgreSQL wheel warns at import, and warnings are errors.
    os.environ["XDG_RUNTIME_DIR"] = str(folder() / "runtime")
    (folder() / "runtime").mkdir(mode=0o700)
    # PostgreSQL does not run as root: its own user must reach the folders below.
    folder().chmod(0o755)


def end() -> None:
    """Remove the folder and what is in it."""
    shutil.rmtree(folder(), ignore_errors=True)


def folder() -> Path:
    """Return the run's folder."""
    return Path(os.environ[VARIABLE])


def once(name: str) -> fasteners.InterProcessLock:
    """Return the lock under which one worker makes what all of them use."""
    return fasteners.InterProcessLock(folder() / f"{name}.lock")
