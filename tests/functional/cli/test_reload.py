"""`mastaba serve --reload` notices a changed ini file by itself."""

from __future__ import annotations

import os
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.functional.cli.conftest import write_ini
from tests.support.databases import sqlite_copy
from tests.support.process import free_port, serving


def title(url: str) -> str:
    with urllib.request.urlopen(url) as response:
        return str(response.read().decode().split("<title>")[1].split("</title>")[0])


@contextmanager
def touched_again(path: Path) -> Iterator[None]:
    """Save `path` again now and then: on a busy machine the first change came before the watch."""
    done = threading.Event()

    def touch() -> None:
        while not done.wait(20):
            path.touch()

    touching = threading.Thread(target=touch)
    touching.start()
    try:
        yield
    finally:
        done.set()
        touching.join()


def test_a_changed_ini_file_restarts_the_server(tmp_path: Path) -> None:
    further = f"mastaba.server.port = {free_port()}\nmastaba.site.title = Before\n"
    write_ini(tmp_path, sqlite_copy(tmp_path), further)
    command = [sys.executable, "-m", "mastaba.cli", "-c", "site.ini", "serve", "--reload"]
    with serving(command, tmp_path, os.environ) as server:
        assert title(server.url) == "Before"
        ini = tmp_path / "site.ini"
        ini.write_text(ini.read_text().replace("Before", "After"))
        with touched_again(ini):
            server.wait_until_served()
        assert title(server.url) == "After"
