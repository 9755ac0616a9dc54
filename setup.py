"""Two guards round the build; everything else about the package is in setup.cfg.

A distribution without the built front end would install and then serve unstyled pages, so it is
refused. A `build/` folder left from an earlier build would bring deleted modules back, so it is
removed first.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

ROOT = Path(__file__).resolve().parent
MANIFEST = ROOT / "platform" / "mastaba" / "static" / "manifest.json"


def wanted() -> list[Path]:
    """What the front end's build makes: of the core, and for each source of a plugin."""
    entries = [
        path for kind in ("js", "css") for path in ROOT.glob(f"plugins/*/frontend/*.{kind}")
    ]
    return [MANIFEST, *(path.parent.parent / "static" / path.name for path in entries)]


def require_front_end() -> None:
    """Stop the build with a sentence when the front end is not built."""
    missing = [path.relative_to(ROOT) for path in wanted() if not path.exists()]
    if missing:
        raise SystemExit(
            f"The front end is not built ({missing[0]} is missing): "
            "type `python frontend/build.py`, then the same command again."
        )


class BuildPy(build_py):
    """Builds from nothing, and only with the front end; an editable install needs neither."""

    def run(self) -> None:
        if not self.editable_mode:
            require_front_end()
            shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


class SourceDistribution(sdist):
    """Carries the built front end, so that installing needs no Node."""

    def run(self) -> None:
        require_front_end()
        super().run()


setup(cmdclass={"build_py": BuildPy, "sdist": SourceDistribution})
