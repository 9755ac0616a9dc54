"""Plugins that fail, in processes of their own: one process has one set of models."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

START = """
import sys
from mastaba import configure
from mastaba.plugins import PluginError
settings = dict(line.split("=", 1) for line in sys.argv[1:])
try:
    config = configure(settings)
except PluginError as error:
    print(error); sys.exit(3)
from mastaba.plugins import Plugins
print("up", [item.plugin.name for item in config.registry[Plugins].loaded])
"""
GOOD = """
from mastaba.api import Plugin
plugin = Plugin({name!r}, "Title"{more})
def includeme(config):
    {body}
"""


def install(
    folder: Path, name: str, body: str = "pass", more: str = "", raw: str | None = None
) -> None:
    """A distribution with one plugin, as an installer would leave it on the path."""
    package = folder / f"plugin_{name}"
    package.mkdir()
    text = raw if raw is not None else GOOD.format(name=name, body=body, more=more)
    (package / "__init__.py").write_text(text)
    info = folder / f"plugin_{name}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: plugin-{name}\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(f"[mastaba.plugins]\n{name} = plugin_{name}:plugin\n")


def start(folder: Path, plugins: str, **settings: str) -> tuple[int, str]:
    chosen = {
        "mastaba.env": "development",
        "mastaba.session.secure": "no",
        "mastaba.database.url": f"sqlite:///{folder / 'x.sqlite'}",
        "mastaba.plugins": plugins,
        "here": str(folder),
        **{key.replace("__", "."): value for key, value in settings.items()},
    }
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", START, *(f"{k}={v}" for k, v in chosen.items())],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_core_starts_alone(tmp_path: Path) -> None:
    assert start(tmp_path, "") == (0, "up []\n")


def test_plugins_load_behind_what_they_require(tmp_path: Path) -> None:
    install(tmp_path, "event", more=", requires=('venue>=1',)")
    install(tmp_path, "venue")
    assert start(tmp_path, "event venue") == (0, "up ['venue', 'event']\n")


def test_what_is_not_enabled_is_never_imported(tmp_path: Path) -> None:
    install(tmp_path, "bomb", raw="raise SystemExit('imported')")
    assert start(tmp_path, "") == (0, "up []\n")
    assert start(tmp_path, "bomb", mastaba__plugins__disable="bomb") == (0, "up []\n")


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (None, "its includeme failed; RuntimeError: boom, at "),
        ("import nothing_of_this_name\n", "Plugin bad: plugin_bad cannot be imported"),
        (
            "plugin = 1\n",
            "Plugin bad: its entry point plugin_bad:plugin is a int, not a mastaba.api.Plugin.",
        ),
        (
            "from mastaba.api import Plugin\nplugin = Plugin('other', 'Other')\n",
            "Plugin bad: its manifest at plugin_bad/__init__.py:2 calls itself other",
        ),
    ],
)
def test_case_206_a_plugin_that_cannot_load_is_named(
    tmp_path: Path, raw: str | None, wanted: str
) -> None:
    install(tmp_path, "bad", body="raise RuntimeError('boom')", raw=raw)
    code, output = start(tmp_path, "bad")
    assert code == 3
    assert wanted in output
    assert "Traceback" not in output
    if raw is None:
        assert "Plugin bad:" in output
        assert "plugin_bad/__init__.py:5" in output
        assert "mastaba.plugins.disable" in output


def test_a_misspelt_plugin_is_answered_with_the_nearest(tmp_path: Path) -> None:
    code, output = start(tmp_path, "pagse")
    assert code == 3
    assert (
        "Plugin pagse: named in mastaba.plugins but not installed. Did you mean pages?" in output
    )
    assert "Install its distribution" in start(tmp_path, "zzz")[1]


def test_case_212_two_claimants_of_one_view_are_both_named(tmp_path: Path) -> None:
    view = (
        "from pyramid.security import NO_PERMISSION_REQUIRED as n; "
        "config.add_view(lambda r: r.response, name='same', permission=n)"
    )
    install(tmp_path, "one", body=view)
    install(tmp_path, "two", body=view)
    code, output = start(tmp_path, "one two")
    assert code == 3
    assert "plugin_one/__init__.py" in output
    assert "plugin_two/__init__.py" in output


def test_case_115_a_view_without_permission_does_not_start(tmp_path: Path) -> None:
    install(tmp_path, "naked", body="config.add_view(lambda r: r.response, name='naked')")
    code, output = start(tmp_path, "naked")
    assert code == 1
    assert "without an explicit permission" in output
    assert "plugin_naked/__init__.py:5" in output
