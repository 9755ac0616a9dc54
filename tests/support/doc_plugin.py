"""The plugin that a page of docs/ shows, as files in a folder, found by a child process.

A block that begins with a comment naming a file (`# views.py`, `{# templates/list.jinja2 #}`) is
that file of the plugin's package; blocks without one are not looked at.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
FILE = re.compile(r"```\w+\n(?:# |\{# |/\* )([\w/.-]+\.\w+)(?: #\}| \*/)?\n(.*?)```", re.DOTALL)


def installed(page: str, name: str, folder: Path) -> dict[str, str]:
    """Write the package `name` of `docs/<page>`; the environment that has it installed."""
    text = (DOCS / page).read_text(encoding="utf-8")
    for file, code in FILE.findall(text):
        target = folder / name / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(code, encoding="utf-8")
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[mastaba.plugins]\n{name} = {name}:plugin\n")
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "PYTHONPATH": path}
