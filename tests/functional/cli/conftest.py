"""Run the command `mastaba` in an empty folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mastaba.cli import mastaba
from mastaba.cli.mistakes import KNOWN
from tests.support import databases

Run = Callable[..., Result]

SITE = """\
[app:main]
use = egg:mastaba
mastaba.env = development
mastaba.session.secure = no
mastaba.plugins = pages
mastaba.database.url = {database}
{further}
[loggers]
keys = root
[handlers]
keys =
[formatters]
keys =
[logger_root]
handlers =
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("init", "site")`: the command's result; an exception that is no mistake is raised."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, **options: str) -> Result:
        result = CliRunner().invoke(mastaba, arguments, **options)
        known = (*KNOWN, SystemExit)
        if result.exception is not None and not isinstance(result.exception, known):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def ini(tmp_path: Path) -> str:
    """The ini file of a fresh, migrated development site in the present folder."""
    return write_ini(tmp_path, databases.sqlite_copy(tmp_path))


def write_ini(folder: Path, database: str, further: str = "", name: str = "site.ini") -> str:
    """Write an ini file in `folder`; its name."""
    (folder / name).write_text(SITE.format(database=database, further=further))
    return name
