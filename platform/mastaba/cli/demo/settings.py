"""The ini file of the demo, and what the command line says instead of it."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

from mastaba.cli.application import read_ini
from mastaba.cli.ini_file import write_ini
from mastaba.settings.core import is_loopback

NAME = "demo.ini"
HEADING = """\
Settings of the Mastaba demo, written by `mastaba demo`.
It is meant for your own machine: people there may log in without a password.
Delete this folder and start the demo again to get a fresh one.
"""
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


def demo_ini(folder: Path) -> Path:
    """The demo's ini file in `folder`, written at the first call."""
    path = folder / NAME
    if not path.exists():
        chosen = {"mastaba.env": "development", "mastaba.session.secure": "no"}
        write_ini(path, chosen, HEADING)
    return path


def demo_settings(ini: Path, host: str, port: int) -> dict[str, Any]:
    """What the file says, with address and port of the command line."""
    settings = read_ini(str(ini))
    name = public_name(host)
    settings["mastaba.server.host"] = host
    settings["mastaba.server.port"] = str(port)
    settings["mastaba.url"] = f"http://{name}:{port}"
    settings["mastaba.hosts"] = f"{settings.get('mastaba.hosts', '')} localhost 127.0.0.1 {name}"
    return settings


def public_name(host: str) -> str:
    """What a browser calls a server that listens on `host`."""
    if host in ANYWHERE:
        return socket.gethostname()
    if is_loopback(host):
        return "localhost"
    return f"[{host}]" if ":" in host else host
