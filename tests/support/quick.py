"""Two costs of starting an application that a test run pays a thousand times, paid once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import FrameType, SimpleNamespace

import pyramid_jinja2
from jinja2 import Environment, FileSystemBytecodeCache

from mastaba.testing import ScratchSite
from tests.support.run import folder


def share_compiled_templates(site: ScratchSite) -> None:
    """Compile each template once per run: every application has a fresh Jinja2 environment."""
    compiled = folder() / "templates"
    compiled.mkdir(exist_ok=True)
    site.registry[Environment].bytecode_cache = FileSystemBytecodeCache(str(compiled))


def look_up_callers_cheaply() -> None:
    """Spare pyramid_jinja2 reading the source of every frame below pytest (a third of a start).

    It asks `inspect.stack()` for its caller's package and uses the frames only.
    """
    pyramid_jinja2._PackageFinder.inspect = SimpleNamespace(stack=_frames)


def _frames() -> Iterator[tuple[FrameType]]:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        yield (frame,)
        frame = frame.f_back
