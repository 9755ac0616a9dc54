"""CPU time of WSGI calls in this thread, in alternating rounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from bench.content import HOST

Call = Callable[[], str]


def caller(app: Any, path: str, cookie: str = "", query: str = "") -> Call:
    """A function that sends a GET to `app` and returns the status line."""
    fixed = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
        "SERVER_NAME": HOST, "SERVER_PORT": "443", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST, "REMOTE_ADDR": "192.0.2.1", "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https", "wsgi.multithread": True, "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }  # fmt: skip
    if cookie:
        fixed["HTTP_COOKIE"] = cookie

    def call() -> str:
        said: list[str] = []
        environ = {**fixed, "wsgi.input": BytesIO(b""), "wsgi.errors": BytesIO()}
        answer = app(environ, lambda status, headers, exc_info=None: said.append(status))
        try:
            b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        return said[0]

    return call


def cpu(call: Call, times: int) -> float:
    """Seconds of CPU per call."""
    started = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - started) / times


def least(calls: list[Call], *, rounds: int, times: int) -> list[float]:
    """Seconds of CPU per call, the least of `rounds` rounds, in which the calls take turns.

    The least, because whatever else runs on the machine can only add to it (emptied caches).
    """
    for call in calls:
        cpu(call, times)  # warm-up: compiled templates and statements, connections
    samples = [[cpu(call, times) for call in calls] for _ in range(rounds)]
    return [min(column) for column in zip(*samples, strict=True)]
