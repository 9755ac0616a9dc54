"""Plugins of strangers: built, installed beside Mastaba's wheel, used, and tested there."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import icalendar
import pytest

from tests.support.absent import skip_group
from tests.support.pkgs import PKGS
from tests.support.process import Serving, free_port, serving
from tests.support.run import once
from tests.wheel import build
from tests.wheel.build import clean_environment, layered, pip_install, run

NAMES = ("guestbook", "event")
LIBRARIES = ("icalendar", "python-dateutil", "six")  # what the events need and Mastaba does not
WRITE = """
import sys
from mastaba.api import create, find_at, publish
from mastaba.cli.application import command_request, load
from mastaba_event.models import Calendar, Event
from mastaba_pages.models import Page

with command_request(load(sys.argv[1])) as request:
    def add(parent, model, **fields):
        node = create(request, parent, model, fields)
        publish(request, node)
        return node

    calendar = add(find_at(request, "/"), Calendar, title="What is on")
    talk = add(calendar, Event, title="A talk", starts="2030-05-14T18:00:00+00:00")
    fields = {"guestbook.place.open": True, "event.related.event": talk.uid}
    add(find_at(request, "/"), Page, title="Visit us", **fields)
"""
# As the plugins' authors would: warnings are errors, but for those of Pyramid's own imports.
PYTEST = (
    *("-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib", "-W", "error"),
    *("-W", "ignore:'cgi' is deprecated:DeprecationWarning"),
    *("-W", "ignore:pkg_resources is deprecated", "-W", "ignore:Deprecated call to"),
)


class Visitor:
    """A browser without script: it keeps its cookies and follows nothing by itself."""

    def __init__(self, server: Serving) -> None:
        self._parts = urlsplit(server.url)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and text of an answer; of a redirection, where it leads."""
        connection = http.client.HTTPConnection(
            self._parts.hostname or "", self._parts.port, timeout=60
        )
        headers = {
            "Host": self._parts.netloc,
            "Origin": f"{self._parts.scheme}://{self._parts.netloc}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, answer.headers.get("Location") or text


@pytest.fixture(scope="module")
def python(programs: Path, request: pytest.FixtureRequest) -> Path:
    """An environment with Mastaba's wheel and those of the strangers, made once in a run."""
    home = programs.parent.parent / "strangers"
    with once("strangers"):
        if not (home / "done").exists():
            install_strangers(layered(home), home, request.config)
            (home / "done").touch()
    return home / "bin" / "python"


def install_strangers(python: Path, home: Path, config: pytest.Config) -> None:
    """Build their wheels and install them; skip, and name it, where a library cannot be had."""
    fetched = fetch(python)
    if fetched.returncode != 0:
        skip_group(config, "wheel", f"icalendar cannot be installed: {fetched.stderr}")
    wheels = [str(wheel_of(name, home / "sources")) for name in NAMES]
    installed = pip_install(python, home, *wheels)
    assert installed.returncode == 0, installed.stderr


def fetch(python: Path) -> subprocess.CompletedProcess[str]:
    """Install the libraries of the events, in the locked versions."""
    pins = build.locked_versions().splitlines()
    wanted = [pin for pin in pins if pin.partition("==")[0] in LIBRARIES]
    command = [sys.executable, "-m", "uv", "pip", "install", "--python", str(python), "--quiet"]
    return run([*command, "--no-deps", *wanted], python.parent)


def wheel_of(name: str, where: Path) -> Path:
    """Build a stranger's distribution from a copy of its sources."""
    source = where / name
    shutil.copytree(
        PKGS / name, source, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    done = build.build(source, "--wheel")
    assert done.returncode == 0, done.stdout + done.stderr
    return next((source / "dist").glob("*.whl"))


@pytest.fixture
def ini(python: Path, tmp_path: Path) -> Path:
    """The ini file of a migrated site with both plugins and some content."""
    mastaba(python, tmp_path, "init", "site")
    file = next((tmp_path / "site").glob("*.ini"))
    text, count = re.subn(
        r"^mastaba\.plugins = .*",
        "mastaba.plugins = pages guestbook event",
        file.read_text(),
        flags=re.M,
    )
    assert count == 1
    file.write_text(text)
    told = mastaba(python, tmp_path, "-c", str(file), "migrate")
    assert "guestbook: empty -> guestbook_0001" in told
    written = run([str(python), "-c", WRITE, str(file)], tmp_path)
    assert written.returncode == 0, written.stderr
    return file


def mastaba(python: Path, where: Path, *arguments: str) -> str:
    done = run([str(python), "-m", "mastaba.cli", *arguments], where)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def visitor(python: Path, ini: Path) -> Iterator[Visitor]:
    command = [str(python), "-m", "mastaba.cli", "-c", str(ini), "serve"]
    command += ["--port", str(free_port())]
    with serving(command, ini.parent, clean_environment()) as server:
        yield Visitor(server)
        assert server.stop() == 0


def test_they_serve_a_site(visitor: Visitor) -> None:
    write_into_the_guestbook(visitor)
    read_the_calendar(visitor)
    page = visitor.ask("GET", "/visit-us")[1]
    styles = re.findall(r'href="(/-/static/(?:guestbook|event)/[^"]+\.css)"', page)
    assert len(styles) == len(NAMES)
    assert {visitor.ask("GET", style)[0] for style in styles} == {200}


def write_into_the_guestbook(visitor: Visitor) -> None:
    status, form = visitor.ask("GET", "/visit-us/@@sign")
    ticket = re.search(r'name="ticket" value="([^"]+)"', form)
    assert status == 200
    assert ticket
    written = {"ticket": ticket[1], "name": "Ada", "message": "A lovely place."}
    status, onward = visitor.ask("POST", "/visit-us/@@sign", written)
    assert (status, urlsplit(onward).query) == (303, "thanks=waiting")
    assert "lovely" not in visitor.ask("GET", "/visit-us")[1]
    assert visitor.ask("POST", "/visit-us/@@sign", {**written, "ticket": "x"})[0] == 403
    assert not visitor.cookies


def read_the_calendar(visitor: Visitor) -> None:
    """As another program does that subscribes to it."""
    status, text = visitor.ask("GET", "/what-is-on/@@calendar.ics")
    (entry,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert status == 200
    assert entry["SUMMARY"] == "A talk"
    assert urlsplit(entry["URL"]).path == "/what-is-on/a-talk"


@pytest.mark.parametrize("name", NAMES)
def test_its_own_tests_pass_where_it_is_installed(python: Path, name: str, tmp_path: Path) -> None:
    shutil.copytree(PKGS / name / "tests", tmp_path / "tests")
    done = run([str(python), *PYTEST, "tests"], tmp_path, HOME=os.environ.get("HOME", "/"))
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "passed" in done.stdout
