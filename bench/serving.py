"""What it costs a server to send a picture that is made already, beside a static file as large.

The static file comes from the same application and the same waitress by Pyramid's `static_view`;
and from an application that does nothing else. The CPU is that of the server's process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

BUDGET = 2.0  # the picture to a static file of the same server
ROUNDS = 40
TIMES = 50  # requests of a round
STATIC = "static file"


def report(folder: Path) -> list[str]:
    """Print the lines; return what is over its budget."""
    command = [sys.executable, "-m", "bench.serving_child", str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as server:  # type: ignore[call-overload]  # by words
        told = json.loads(server.stdout.readline())
        found = _least(told)
        server.stdin.close()
    over = found["made picture"] > BUDGET * found[STATIC]
    for name, seconds in found.items():
        limit = f"{BUDGET:.1f}" if name == "made picture" else ""
        print(f"{name:24} {seconds / found[STATIC]:6.2f} {limit:>7} {seconds * 1000:7.3f}")
    return ["made picture"] if over else []


def _least(told: dict[str, Any]) -> dict[str, float]:
    """Seconds of CPU per request, the least of some rounds, in which the addresses take turns."""
    asked: dict[str, tuple[str, dict[str, str]]] = {
        STATIC: ("/-/bench/file.webp", {}),
        "  of a bare application": ("/bare/file.webp", {}),
        "made picture": (told["address"], {}),
        "  known to the browser": (told["address"], {"If-None-Match": told["tag"]}),
        "  a range of it": (told["address"], {"Range": "bytes=0-999"}),
    }
    rounds = [
        {name: _cpu(told["port"], *asking) for name, asking in asked.items()}
        for _ in range(ROUNDS)
    ]
    return {name: min(one[name] for one in rounds) for name in asked}


def _cpu(port: int, path: str, headers: dict[str, str]) -> float:
    connection = HTTPConnection("127.0.0.1", port)
    begun = float(_get(connection, "/cpu", {}))
    for _ in range(TIMES):
        _get(connection, path, headers)
    return (float(_get(connection, "/cpu", {})) - begun) / TIMES


def _get(connection: HTTPConnection, path: str, headers: dict[str, str]) -> bytes:
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    assert answer.status in (200, 206, 304), f"{path}: {answer.status}"
    return answer.read()
