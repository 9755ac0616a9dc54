"""`mastaba demo`: from nothing to a site with content, and back to it the next day."""

from __future__ import annotations

import os
import re
import shutil
import socket
import stat
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from webtest import TestApp

from mastaba import configure
from mastaba.cli import mastaba
from mastaba.cli.demo.settings import demo_settings, public_name
from mastaba.cli.mistakes import Mistake
from mastaba.db import Database
from mastaba.tree.models import Node
from tests.functional.cli.conftest import Run
from tests.support.process import free_port, serving

ROLES = ("admin", "editor", "reader")


def passwords(output: str) -> dict[str, str]:
    return dict(re.findall(r"^  (admin|editor|reader)\s+(\S{14})$", output, re.M))


def count_nodes(folder: Path) -> int:
    registry = configure(demo_settings(folder / "demo.ini", "127.0.0.1", 6543)).registry
    with Session(registry[Database].reads) as session:
        found = session.scalar(select(func.count()).select_from(Node))
    registry[Database].dispose()
    return int(found or 0)


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a demonstration, and what its first start said; making one takes seconds."""
    folder = tmp_path_factory.mktemp("demo")
    with chdir(folder):
        result = CliRunner().invoke(mastaba, ["demo", "--no-serve"])
    assert result.exit_code == 0, result.output
    return folder, result.output


@pytest.fixture
def first(first_start: tuple[Path, str], tmp_path: Path) -> str:
    """A copy of it in the folder of the test; what the first start said."""
    shutil.copytree(first_start[0], tmp_path, dirs_exist_ok=True)
    return first_start[1]


def test_the_first_start_makes_everything_the_second_keeps_it(
    run: Run, first: str, tmp_path: Path
) -> None:
    assert "Writing what the plugin pages shows" in first
    folder = tmp_path / "var" / "demo"
    before = count_nodes(folder)
    assert before > 70
    second = run("demo", "--no-serve")
    assert "Writing" not in second.output
    assert passwords(second.output) == passwords(first)
    assert set(passwords(first)) == set(ROLES)
    assert count_nodes(folder) == before
    for name in ("demo.ini", "logins.txt", "mastaba.sqlite"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def log_in(folder: Path, found: dict[str, str]) -> None:
    """Log in with each of the passwords; fails when one is not accepted."""
    config = configure(demo_settings(folder / "demo.ini", "127.0.0.1", 6543))
    for role in ROLES:
        browser = TestApp(config.make_wsgi_app())
        form = next(f for f in browser.get("/login").forms.values() if "password" in f.fields)
        form["login"], form["password"] = role, found[role]
        form.submit(status=303)
    config.registry[Database].dispose()


def test_the_log_ins_work_also_after_their_file_was_lost(
    run: Run, first: str, tmp_path: Path
) -> None:
    (tmp_path / "var" / "demo").rename(tmp_path / "here")
    before = passwords(first)
    log_in(tmp_path / "here", before)
    (tmp_path / "here" / "logins.txt").unlink()
    second = passwords(run("demo", "--no-serve", "--dir", "here").output)
    assert all(before[role] != second[role] for role in ROLES)
    log_in(tmp_path / "here", second)


def test_a_busy_port_is_answered_before_anything_is_made(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("demo", "--port", str(port))
    assert isinstance(result.exception, Mistake)
    assert f"mastaba demo --port {port + 1}" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("first")
def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("mastaba")
    command = [str(program), "demo", "--port", str(free_port())]
    with serving(command, tmp_path, dict(os.environ)) as server:
        assert all(role in server.printed for role in ROLES)
        assert f"{server.url}/admin/" in server.printed
        assert server.stop() == 0


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1", "localhost"),
        ("::1", "localhost"),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::7", "[2001:db8::7]"),
        ("0.0.0.0", socket.gethostname()),
    ],
)
def test_the_address_is_one_that_a_browser_can_open(host: str, name: str) -> None:
    assert public_name(host) == name
