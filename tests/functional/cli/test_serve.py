"""`mastaba serve` answers where it says that it serves."""

from __future__ import annotations

import os
import sys
import urllib.request
from pathlib import Path

from tests.functional.cli.conftest import Run
from tests.support.process import free_port, serving


def test_a_new_site_answers_at_the_port_of_the_command_line(run: Run, tmp_path: Path) -> None:
    run("init")
    run("migrate")
    port = free_port()
    command = [sys.executable, "-m", "mastaba.cli", "serve", "--port", str(port)]
    with serving(command, tmp_path, os.environ) as server:
        assert server.url.endswith(f":{port}")
        with urllib.request.urlopen(f"{server.url}/") as response:
            assert response.status == 200
