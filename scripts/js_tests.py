"""Run the front end's unit tests with Node's own test runner (the Node that builds it)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
sys.path.insert(0, str(FRONTEND))

import build  # noqa: E402 - the front end's build script is no installed package


def main() -> int:
    """Return Node's exit code; named files, since Node 22 no longer takes a folder."""
    folders = [FRONTEND / "test", *ROOT.glob("plugins/*/frontend/test")]
    tests = sorted(str(path) for folder in folders for path in folder.glob("*.test.*js"))
    if not tests:
        print("frontend/test holds no *.test.js file.", file=sys.stderr)
        return 1
    node = build.find_node()[0]
    return subprocess.run([*node, "--test", *tests], cwd=FRONTEND, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
