"""Write requirements/*.txt from requirements/*.in: every dependency pinned, every file hashed.

One universal resolution serves Python 3.11 to 3.13 (WebOb needs `legacy-cgi` from 3.13 on, and a
lock made on 3.11 alone would lack it). The index is the one pip is configured with; neither its
address nor any host is written to the lock. Run by `make lock`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
LOWEST_PYTHON = "3.11"


def index_environment() -> dict[str, str]:
    """Return the environment with pip's index and certificates in the names uv reads."""
    environment = dict(os.environ)
    asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    index = environment.get("PIP_INDEX_URL") or answer.stdout.strip()
    if index:
        environment.setdefault("UV_DEFAULT_INDEX", index)
    if "PIP_CERT" in environment:
        environment.setdefault("SSL_CERT_FILE", environment["PIP_CERT"])
    return environment


def lock(name: str, *options: str) -> None:
    """Compile `<name>.in` to `<name>.txt`; options are passed on to `uv pip compile`."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    command += ["--python-version", LOWEST_PYTHON, "--generate-hashes", "--no-header"]
    command += ["--no-emit-index-url", "--no-emit-find-links", *options]
    command += [f"{name}.in", "--output-file", f"{name}.txt"]
    subprocess.run(command, cwd=REQUIREMENTS, env=index_environment(), check=True)
    print(f"requirements/{name}.txt")


def main() -> None:
    """Lock the run set first: the others are constrained by it."""
    upgrade = sys.argv[1:]
    lock("run", *upgrade)
    for name in ("dev", "docs", "node"):
        lock(name, "--constraint", "run.txt", *upgrade)


if __name__ == "__main__":
    main()
