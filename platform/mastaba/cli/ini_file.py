"""Make the ini file of a new site."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from mastaba import configure
from mastaba.cli.ini_text import ini_text
from mastaba.cli.mistakes import Mistake
from mastaba.plugins.discover import discover, installed

INCOMPLETE = "extra-missing"
DATABASE = "sqlite:///%(here)s/mastaba.sqlite"


def new_secret() -> str:
    """A random key of 64 characters, fit for an ini file (no per cent sign)."""
    return secrets.token_urlsafe(48)


def write_ini(path: Path, chosen: Mapping[str, str], heading: str) -> None:
    """Write an explained ini file that only its owner can read.

    All installed plugins are enabled, but for those of which a part is not installed. Raises
    `Mistake` when there is such a file or it cannot be written.
    """
    values = {
        "mastaba.secret": new_secret(),
        "mastaba.database.url": DATABASE,
        "mastaba.plugins": " ".join(_whole()),
        **chosen,
    }
    registry = configure({**values, "mastaba.database.url": "sqlite://"}).registry
    write_private(path, ini_text(registry, values, heading=heading))


def _whole() -> list[str]:
    """Names of the plugins that can run here; one that is broken is kept, and complains."""
    _, problems = discover(installed())
    lacking = {name for one in problems if one.code == INCOMPLETE for name in one.plugins}
    return sorted(set(installed()) - lacking)


def write_private(path: Path, text: str) -> None:
    """Write a new file with mode 0600; its folder is made. Raises `Mistake`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Mistake(f"{path} is there already; remove it or choose another folder.") from None
    except OSError as error:
        raise Mistake(f"{path} cannot be written ({error.strerror}).") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
