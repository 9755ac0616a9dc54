"""Find Chromium for the browser tests, or install it where that needs no question.

Looked for in this order: the variable CHROMIUM, then the usual names on PATH. As root on Debian
and its kin the package is installed; elsewhere one sentence says how. Always exits 0: the test
run itself names the browser group as not run, and fails for it under CI=true.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HOW = (
    "No Chromium was found: type `sudo apt-get install chromium` (Debian and Ubuntu), or set "
    "CHROMIUM=/path/to/chromium. Without it the browser tests do not run."
)


def find() -> str | None:
    """Return the path of a Chromium, or None when there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None)


def may_install() -> bool:
    """Tell whether this is root on a machine with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install() -> bool:
    """Install Debian's package and tell whether that worked."""
    print("  Installing chromium with apt-get", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "check": False}
    subprocess.run(["apt-get", "update", "-q"], **quiet)  # type: ignore[call-overload]  # a dict of mixed types
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    done = subprocess.run(command, env=environment, **quiet)  # type: ignore[call-overload]  # as above
    return bool(done.returncode == 0)


def main() -> None:
    """Make sure there is a Chromium, or say how to get one."""
    if find() or (may_install() and install() and find()):
        return
    print(HOW, file=sys.stderr)


if __name__ == "__main__":
    main()
