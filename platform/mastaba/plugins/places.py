"""Where something was written: `package/file.py:12`, the same on every machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any


def place(file: str | None, line: int | None) -> str:
    """File and line, from the folder on that holds the file's outermost package."""
    return f"{_short(file)}:{line}" if file else "unknown place"


def place_of_action(info: Any) -> str:
    """Where the directive of a Pyramid action was called, from its `info`."""
    return place(getattr(info, "file", None), getattr(info, "line", None))


@cache
def _short(file: str) -> str:
    """Answers depend on the files alone, so that they are remembered for the process."""
    path = Path(file)
    if not path.is_absolute():
        return file
    folder = path.parent
    while (folder / "__init__.py").is_file():
        folder = folder.parent
    return path.relative_to(folder).as_posix()
