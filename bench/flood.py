"""What other readers notice while one address sends 200 comments a second.

This one measures wall time, since that is what the promise is about: the 95th percentile of a page
under the flood beside the same when nothing comes. Idle and flooded rounds take turns and the best
of each counts, because other work on the machine can only add. Server and sender are processes of
their own; each post holds a valid ticket of its own and new words.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

from sqlalchemy import func, select

from bench.content import HOST, SETTINGS, fill
from mastaba.api import find_at
from mastaba.testing import ScratchSite
from mastaba_comments.models import SHOWN, Comment
from mastaba_comments.operations import Draft, decide, post

BUDGET = 2.0  # times the 95th percentile of a page when nothing comes
PER_SECOND = 200
PAGE, READ = "/depth-1", "/section-0/depth-2"
COMMENTS = 50
ROUNDS = 6
READS = 150  # of a round, one every 20 ms
PAUSE = 0.02
STATUSES = ("303", "429")


class Round(NamedTuple):
    """One round: seconds at the 95th percentile, and what the flood was answered."""

    p95: float
    answers: dict[str, int]


def report(folder: Path) -> list[str]:
    """Print the lines; return what is over its budget."""
    site = _site(folder)
    before = _comments(site)
    with _server(folder, site) as port:
        _read(port, READS)  # templates and statements are compiled
        rounds = [(_idle(port), _flooded(port, site)) for _ in range(ROUNDS)]
    idle, flooded = min(one.p95 for one, _ in rounds), min(one.p95 for _, one in rounds)
    made = _comments(site) - before
    site.close()
    answers = {status: sum(one.answers.get(status, 0) for _, one in rounds) for status in STATUSES}
    print(
        f"{'page under a flood':24} {flooded / idle:6.2f} {BUDGET:7.1f} {flooded * 1000:7.2f} ms, "
        f"without {idle * 1000:.2f} ms\n"
        f"{'  comments made':24} {made:6} of {sum(answers.values())} posts, answered {answers}"
    )
    return ["page under a flood"] if flooded > BUDGET * idle else []


def _site(folder: Path) -> ScratchSite:
    settings = {**SETTINGS, "mastaba.plugins": "pages comments"}
    site = ScratchSite(f"sqlite:///{folder / 'flood.sqlite'}", settings)
    site.migrate()
    with site.request() as request:
        fill(request)
        for path in (PAGE, READ):
            node = find_at(request, path)
            made = [
                post(request, node, Draft(text=f"Comment {number} on this.", name="Ann"))
                for number in range(COMMENTS)
            ]
            decide(request, made, SHOWN)
    return site


def _comments(site: ScratchSite) -> int:
    with site.request() as request:
        return int(request.db.scalar(select(func.count()).select_from(Comment)))


@contextmanager
def _server(folder: Path, site: ScratchSite) -> Iterator[int]:
    """`mastaba serve` on the site, as anybody runs it; the port it listens on."""
    ini = folder / "flood.ini"
    known = site.registry.settings.items()
    lines = [f"{key} = {value}" for key, value in known if key.startswith("mastaba.")]
    ini.write_text("\n".join(["[app:main]", "use = egg:mastaba", *lines]), encoding="utf-8")
    port = _free_port()
    command = [sys.executable, "-m", "mastaba.cli", "-c", str(ini), "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            while "Serving on" not in server.stdout.readline():  # type: ignore[union-attr]  # PIPE
                assert server.poll() is None, "the server ended"
            yield port
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _idle(port: int) -> Round:
    return Round(_read(port, READS), {})


def _flooded(port: int, site: ScratchSite) -> Round:
    with site.request() as request:
        node = find_at(request, PAGE).uid
    order = {"port": port, "node": node, "path": f"{PAGE}/@@comment", "rate": PER_SECOND}
    command = [sys.executable, "-m", "bench.flood_child", json.dumps(order)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as sender:
        sender.stdout.readline()  # it has begun
        found = _read(port, READS)
        answers, _ = sender.communicate("stop\n")
    return Round(found, json.loads(answers))


def _read(port: int, times: int) -> float:
    """Seconds until a page was read, at the 95th percentile; one at a time, at even moments."""
    connection = HTTPConnection("127.0.0.1", port)
    taken = []
    for number in range(times):
        begun = time.perf_counter()
        connection.request("GET", READ, headers={"Host": HOST})
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - begun)
        assert answer.status == 200, answer.status
        time.sleep(PAUSE * (0.5 + number % 3 / 2))  # not in step with the flood
    return quantiles(taken, n=20)[-1]
