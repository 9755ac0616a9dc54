"""SIGTERM lets what is under way finish; a second server on the port is answered in a line.

No clock is involved: the slow view waits at a named pipe until the test lets it go.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.functional.cli.conftest import write_ini
from tests.support.databases import sqlite_copy
from tests.support.process import Serving, free_port, serving

SLOW = """
from pathlib import Path
from pyramid.security import NO_PERMISSION_REQUIRED
from mastaba.api import Plugin
plugin = Plugin("slow", "Slow")

def view(request):
    folder = Path(request.registry.settings["slow.folder"])
    with open(folder / "begun", "w"):
        pass
    with open(folder / "go") as gate:
        request.response.text = gate.read()
    return request.response

def includeme(config):
    config.add_view(view, name="slow", permission=NO_PERMISSION_REQUIRED, shows="nothing")
"""


@pytest.fixture
def slow_site(tmp_path: Path) -> tuple[Path, dict[str, str], int]:
    """An ini file with a view that waits, the environment that finds it, and a free port."""
    (tmp_path / "plugin_slow.py").write_text(SLOW)
    info = tmp_path / "slow-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: slow\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[mastaba.plugins]\nslow = plugin_slow:plugin\n")
    for name in ("begun", "go"):
        os.mkfifo(tmp_path / name)
    port = free_port()
    further = f"mastaba.server.port = {port}\nslow.folder = {tmp_path}\n"
    write_ini(tmp_path, sqlite_copy(tmp_path), further)
    ini = (tmp_path / "site.ini").read_text().replace("plugins = pages", "plugins = pages slow")
    (tmp_path / "site.ini").write_text(ini)
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    return tmp_path, {**os.environ, "PYTHONPATH": path}, port


@pytest.fixture
def served(slow_site: tuple[Path, dict[str, str], int]) -> Iterator[Serving]:
    folder, environment, _port = slow_site
    command = [sys.executable, "-m", "mastaba.cli", "-c", "site.ini", "serve"]
    with serving(command, folder, environment) as server:
        yield server


def test_case_240_sigterm_lets_a_running_request_finish(
    served: Serving, slow_site: tuple[Path, dict[str, str], int]
) -> None:
    folder = slow_site[0]
    answers: list[str] = []

    def ask() -> None:
        with urllib.request.urlopen(f"{served.url}/@@slow") as response:
            answers.append(f"{response.status} {response.read().decode()}")

    asking = threading.Thread(target=ask)
    asking.start()
    (folder / "begun").read_text()
    codes: list[int] = []
    stopping = threading.Thread(target=lambda: codes.append(served.stop()))
    stopping.start()
    while True:
        try:
            urllib.request.urlopen(f"{served.url}/-/health").close()
        except (URLError, ConnectionError):
            break
    (folder / "go").write_text("finished")
    asking.join()
    stopping.join()
    assert answers == ["200 finished"]
    assert codes == [0]


def test_case_243_a_second_server_on_the_port_is_told_in_one_line(
    served: Serving, slow_site: tuple[Path, dict[str, str], int]
) -> None:
    folder, environment, port = slow_site
    second = subprocess.run(
        [sys.executable, "-m", "mastaba.cli", "-c", "site.ini", "serve"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in second.stderr
    assert f"mastaba serve --port {port + 1}" in second.stderr
    assert "Traceback" not in second.stderr
    assert served.stop() == 0
