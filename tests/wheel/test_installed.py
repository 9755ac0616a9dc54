"""The wheel in an empty environment, away from the checkout: the commands of the README."""

from __future__ import annotations

import http.client
import re
import stat
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.process import Serving, free_port, serving
from tests.wheel.build import clean_environment, install, layered, run


def get(server: Serving, path: str, host: str | None = None) -> tuple[int, str]:
    """Return status and body of a page, asked for by the name the site is configured with."""
    parts = urlsplit(server.url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    connection.request("GET", path, headers={"Host": host or parts.netloc})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


@pytest.fixture
def mastaba(programs: Path) -> str:
    """The command, as installed."""
    return str(programs / "mastaba")


def test_nothing_comes_from_the_checkout(programs: Path, tmp_path: Path) -> None:
    code = "import mastaba, mastaba_pages, mastaba_migrations as m; print(mastaba.__file__, m)"
    done = run([str(programs / "python"), "-c", code], tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("site-packages") == 2


def test_the_command_prints_no_warning(mastaba: str, tmp_path: Path) -> None:
    done = run([mastaba, "--version"], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_site_is_made_migrated_and_served(mastaba: str, tmp_path: Path) -> None:
    made = run([mastaba, "init", "site"], tmp_path)
    assert made.returncode == 0, made.stderr
    ini = next((tmp_path / "site").glob("*.ini"))
    assert stat.S_IMODE(ini.stat().st_mode) & 0o077 == 0
    assert " migrate" in made.stdout
    assert " serve" in made.stdout
    early = run([mastaba, "-c", str(ini), "serve"], tmp_path)
    assert early.returncode == 1
    assert re.search(r"mastaba -c \S+ migrate", early.stderr)
    migrated = run([mastaba, "-c", str(ini), "migrate"], tmp_path)
    assert migrated.returncode == 0, migrated.stderr
    command = [mastaba, "-c", str(ini), "serve", "--port", str(free_port())]
    with serving(command, tmp_path, clean_environment()) as server:
        assert get(server, "/-/health")[0] == 200
        assert server.stop() == 0


def test_the_demo_serves_a_site_with_its_style(mastaba: str, tmp_path: Path) -> None:
    command = [mastaba, "demo", "--port", str(free_port())]
    with serving(command, tmp_path, clean_environment()) as server:
        status, page = get(server, "/")
        assert status == 200
        style = re.search(r'href="(/-/static/[^"]+\.css)"', page)
        assert style
        assert get(server, style[1])[0] == 200
        for role in ("admin", "editor", "reader"):
            assert role in server.printed
        assert server.stop() == 0


def test_media_waits_for_the_packages_of_its_extra(mastaba: str, tmp_path: Path) -> None:
    run([mastaba, "init"], tmp_path)
    ini = tmp_path / "mastaba.ini"
    assert re.search(r"(?m)^mastaba\.plugins = pages$", ini.read_text())
    ini.write_text(ini.read_text().replace("plugins = pages", "plugins = pages media"))
    refused = run([mastaba, "migrate"], tmp_path)
    assert refused.returncode == 1
    assert "Type: pip install 'mastaba[media]'" in refused.stderr


def test_with_them_the_demo_draws_its_pictures(programs: Path, tmp_path: Path) -> None:
    python = layered(tmp_path / "environment")
    for name in extra(programs, "media"):
        install(tmp_path / "environment", name)
    made = run([str(python), "-m", "mastaba.cli", "demo", "--no-serve"], tmp_path)
    assert made.returncode == 0, made.stderr
    assert "Writing what the plugin media shows" in made.stdout
    assert len(list((tmp_path / "var" / "demo").glob("media/blobs/*/*"))) > 10


def extra(programs: Path, name: str) -> list[str]:
    """What the wheel asks for in this extra."""
    code = (
        "from importlib.metadata import requires;"
        "print(*(one.partition(';')[0] for one in requires('mastaba')"
        f" if 'extra == \"{name}\"' in one))"
    )
    return run([str(programs / "python"), "-c", code], programs).stdout.split()


def test_every_command_can_be_imported(programs: Path, tmp_path: Path) -> None:
    # One process for all: a command whose module or dependency is missing fails here.
    code = (
        "from mastaba.cli import COMMANDS, mastaba as m;"
        "print(*(m.get_command(None, name).name for name in COMMANDS))"
    )
    done = run([str(programs / "python"), "-c", code], tmp_path)
    assert done.returncode == 0, done.stderr
    assert {"migrate", "serve"} <= set(done.stdout.split())
