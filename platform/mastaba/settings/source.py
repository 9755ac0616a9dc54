"""Values kept elsewhere: `env:NAME` and `file:PATH` stand for what is found there."""

from __future__ import annotations

import os
from pathlib import Path


def resolve(key: str, text: str, here: Path) -> str:
    """Follow `env:NAME` or `file:PATH` (relative to `here`, the ini file's folder).

    Any other text is returned unchanged. Raises ValueError with a sentence naming the key.
    """
    kind, _, name = text.strip().partition(":")
    if kind == "env":
        return _from_environment(key, name.strip())
    if kind == "file":
        return _from_file(key, here / name.strip())
    return text


def _from_environment(key: str, name: str) -> str:
    value = os.environ.get(name)
    if value is None:
        raise ValueError(
            f"{key} is to be read from the environment variable {name!r}, which is not set; "
            f"set it before starting Mastaba."
        )
    return value


def _from_file(key: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not a readable UTF-8 text"
        raise ValueError(
            f"{key} is to be read from the file {str(path)!r}, which cannot be read: {reason}."
        ) from error
