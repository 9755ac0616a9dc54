"""A command that serves, watched by what it prints: no sleeping, no guessing."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ADDRESS = re.compile(r"http://[\w.\[\]:]+")
PATIENCE = 120  # seconds until a command that never serves is killed


class Serving:
    """A running server: its address, and what it printed until it served."""

    def __init__(self, process: subprocess.Popen[str], printed: str) -> None:
        self._process = process
        self.printed = printed
        self.url = ADDRESS.findall(printed)[-1].rstrip("/")

    def wait_until_served(self) -> None:
        """Wait until it says once more that it serves, as after a restart."""
        self.printed += _until_served(self._process)

    def stop(self) -> int:
        """Send SIGTERM and return the exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(PATIENCE)


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: list[str], where: Path, environment: Mapping[str, str]) -> Iterator[Serving]:
    """Run a command until it prints "Serving on", for the block; it is stopped at the end."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    process = subprocess.Popen(command, cwd=where, env=environment, text=True, **pipes)  # type: ignore[call-overload]  # a dict of options
    guard = threading.Timer(PATIENCE, process.kill)
    guard.start()
    try:
        yield Serving(process, _until_served(process))
    finally:
        guard.cancel()
        process.terminate()
        process.communicate()


def _until_served(process: subprocess.Popen[str]) -> str:
    printed = ""
    for line in process.stdout or ():
        printed += line
        if "Serving on" in line:
            return printed
    raise AssertionError(f"it ended without serving:\n{printed}")
