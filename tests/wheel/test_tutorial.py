"""`docs/tutorial/first-plugin.md`, done as it stands there, away from the checkout.

Every block of the page is a file or a list of commands. They run against the wheel, one after the
other, in one folder; only what would be fetched from an index is there already.
"""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.process import free_port, serving
from tests.wheel import build
from tests.wheel.build import CHECKOUT, Distributions, clean_environment, layered, run

DOCS = CHECKOUT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLACE = re.compile(r"(?:# |\{# |/\* )([\w./-]+)(?: #\}| \*/)?\n")
OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_BUILD_ISOLATION": "0",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
VENV = ("python3 -m venv .venv", ". .venv/bin/activate")
PASSED = re.compile(r"(\d+) passed in")


class Newcomer:
    """Somebody at a terminal who types what the page says."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.where = folder, folder
        self.plugin = folder / "mastaba-event"
        self.printed: list[str] = []
        self._python = layered(folder / ".venv")
        self._environment = clean_environment(**OFFLINE)
        programs = self._make_programs()
        self._environment["PATH"] = f"{programs}:{self._environment['PATH']}"

    def follow(self, page: str) -> None:
        """Write every file and type every command of a page."""
        for language, text in BLOCK.findall(page):
            if language == "sh":
                self.type(text)
            else:
                self.write(text)

    def write(self, text: str) -> None:
        """Write a file; its first line says where."""
        place = PLACE.match(text)
        assert place, f"a block does not say which file it is:\n{text[:200]}"
        path = self.plugin / place[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def type(self, commands: str) -> None:
        """Run commands in one shell, which keeps its folder and variables for the next ones."""
        if commands.strip() == "mastaba serve":
            self.look()
            return
        lines = [line for line in commands.splitlines() if line not in VENV]
        script = "\n".join(["set -e", *lines, "echo; echo ==; pwd; env -0"])
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.where,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
        said, _, state = done.stdout.rpartition("\n==\n")
        where, _, variables = state.partition("\n")
        self.where = Path(where)
        self._environment = dict(pair.split("=", 1) for pair in variables.split("\0") if pair)
        self.printed.append(said + done.stderr)

    def look(self) -> None:
        """Start the server as the page says, and look at the front page and the way in."""
        command = [str(self._python), "-m", "mastaba.cli", "serve", "--port", str(free_port())]
        with serving(command, self.where, self._environment) as server:
            parts = urlsplit(server.url)
            for path, wanted in (("/", 200), ("/login", 200), ("/admin/", 303)):
                connection = http.client.HTTPConnection(parts.netloc, timeout=30)
                connection.request("GET", path)
                assert connection.getresponse().status == wanted, path
                connection.close()
            assert server.stop() == 0

    def _make_programs(self) -> Path:
        """`pip`, `mastaba` and `pytest` as an installation leaves them in the environment."""
        where = self._python.parent
        pip = f"{build.sys.executable} -m pip --python {self._python}"
        python = str(self._python)
        for name, command in {
            "pip": pip,
            "mastaba": f"{python} -m mastaba.cli",
            "pytest": f"{python} -m pytest -p no:cacheprovider",
        }.items():
            program = where / name
            program.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
            program.chmod(0o755)
        return where


@pytest.fixture(scope="module")
def newcomer(
    programs: Path, distributions: Distributions, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Newcomer]:
    """Somebody in an empty folder with the wheel, who has followed the page to its end."""
    folder = tmp_path_factory.mktemp("tutorial")
    shutil.copy(distributions.wheel, folder)
    found = Newcomer(folder)
    more = (DOCS / "testing.md").read_text(encoding="utf-8")
    page = (DOCS / "tutorial" / "first-plugin.md").read_text(encoding="utf-8")
    before, _, behind = page.partition("## 7.")
    for part in (before, more, behind):  # what the page on testing shows is in the last test run
        found.follow(part)
    yield found


def test_the_new_plugin_and_the_finished_one_pass_their_tests(newcomer: Newcomer) -> None:
    passed = [int(n) for said in newcomer.printed for n in PASSED.findall(said)]
    assert len(passed) == 2
    assert passed[0] < passed[1]


def test_the_plugin_runs_and_nothing_is_wrong_with_it(newcomer: Newcomer) -> None:
    looked = next(text for text in newcomer.printed if "Tables are current" in text)
    assert re.search(r"event +0\.1\.0 +enabled", looked)
    assert not re.search(r"^(?!ok ).*\b(warning|problem|FAIL)", looked, re.MULTILINE)


def test_its_wheel_holds_everything_and_works(newcomer: Newcomer, tmp_path: Path) -> None:
    wheel = next((newcomer.plugin / "dist").glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("templates/list.jinja2", "static/event.css", "migrations/versions/__init__.py"):
        assert f"mastaba_event/{part}" in names
    assert not [name for name in names if name.startswith(("tests", "site"))]
    python = layered(tmp_path / "other")
    done = build.pip_install(python, tmp_path, "--no-deps", str(wheel))
    assert done.returncode == 0, done.stderr
    ini = newcomer.plugin / "site" / "mastaba.ini"
    status = run([str(python), "-m", "mastaba.cli", "-c", str(ini), "migrate", "status"], tmp_path)
    assert re.search(r"event\s+event_0001\s+current", status.stdout), status.stderr


def test_the_page_names_the_wheel_of_this_release(distributions: Distributions) -> None:
    page = (DOCS / "tutorial" / "first-plugin.md").read_text(encoding="utf-8")
    assert distributions.wheel.name in page
