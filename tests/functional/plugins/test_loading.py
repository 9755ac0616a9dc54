"""Starts that fail, and what they say; the distributions are `tests/pkgs/bad_*`.

One process has one set of models, so everything happens in two child processes.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from scripts.errors_page import PAGE, text

from mastaba.api import create, find_at, publish
from mastaba.cli.mistakes import Mistake
from mastaba.cli.serve import serve_paste
from mastaba.plugins import Plugins
from mastaba.plugins.catalogue import CATALOGUE
from mastaba.plugins.states import states
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page
from tests.support import databases, pkgs
from tests.support.bad_starts import STARTS, collect

PLACE = re.compile(r"\bmastaba_bad_\w+/[\w/]+\.py:\d+\b")
WITHOUT_PLACE = {  # said of what is installed or in the ini file
    *("extra-missing", "not-installed", "installed-twice", "no-manifest", "missing-migration"),
    *("unwritten-migration", "unknown-setting", "bad-setting"),
}
FIXTURES = ("layer-error", "no-answer")  # cannot be brought about by one plugin alone


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each start said."""
    where = tmp_path_factory.mktemp("starts")
    return collect(where, databases.sqlite_copy(where))


@pytest.mark.parametrize("start", STARTS, ids=[start.key for start in STARTS])
def test_case_206_212_every_failure_is_one_line_with_names_and_a_way_out(
    start: Any, told: dict[str, Any]
) -> None:
    line = told[start.key]
    assert line is not None, "it started"
    assert "\n" not in line
    named = [name for name in start.plugins.split() if name.startswith("bad_")]
    assert all(name in line for name in named)
    assert (start.code in WITHOUT_PLACE) != bool(PLACE.search(line))
    assert "/home" not in line
    assert "site-packages" not in line
    if start.code in CATALOGUE:
        assert _is_from(CATALOGUE[start.code].sentence, line)


def test_every_sentence_of_the_catalogue_is_tried(told: dict[str, Any]) -> None:
    assert set(CATALOGUE) - set(told) == set(FIXTURES)


def test_the_errors_page_shows_what_is_really_said(told: dict[str, Any]) -> None:
    assert PAGE.read_text(encoding="utf-8") == text(told), "run: python -m scripts.errors_page"


def test_case_211_a_missing_migration_is_answered_with_the_command(told: dict[str, Any]) -> None:
    assert told["missing-migration"].endswith("; run: mastaba -c site.ini migrate")


def test_what_is_wrong_with_discovery_is_told_at_once(told: dict[str, Any]) -> None:
    lines = told["together"].splitlines()
    named = [re.split(r"[ :,]", line)[1] for line in lines]
    assert sorted(named) == [
        *("bad_api", "bad_cycle_one", "bad_import", "bad_manifest", "bad_needs", "zzz")
    ]


def test_what_is_not_enabled_is_never_imported(told: dict[str, Any]) -> None:
    assert told["healthy"] is None
    assert told["untouched"] is True


def test_nothing_can_be_left_out_for_a_critical_plugin_even_one_that_cannot_be_imported(
    told: dict[str, Any],
) -> None:
    assert told["critical"] == [[], ["bad_api"]]


def test_case_211_pserve_refuses_too_and_names_its_ini_file() -> None:
    site = ScratchSite("sqlite://", databases.PLUGINS)
    with pytest.raises(
        Mistake, match=r"core has no tables and .*; run: mastaba -c live.ini migrate"
    ):
        serve_paste(site.application, {"__file__": "live.ini"})
    site.close()


QUARANTINE = """
import json, logging, sys
from click.testing import CliRunner
from mastaba.cli import mastaba
from mastaba.plugins import Plugins
from mastaba.plugins.choose import in_safe_mode
from mastaba.plugins.states import states
from mastaba.testing import ScratchSite

url, ini = sys.argv[1:]
plugins = "pages bad_mapper bad_follower"
settings = {
    "mastaba.plugins": plugins, "here": ".", "mastaba.bad_mapper.anything": "1",
    "mastaba.plugins.on_error": "quarantine",
}

class Listener(logging.Handler):
    heard = []

    def emit(self, record):
        self.heard.append(record.getMessage())

logging.getLogger("mastaba.plugins").addHandler(Listener())

def look(site):
    admin, visitor = site.client("admin"), site.client()
    seen = {
        "loaded": [item.plugin.name for item in site.registry[Plugins].loaded],
        "sidelined": dict(site.registry[Plugins].sidelined),
        "public": visitor.get("/guide", status="*").status_int,
        "states": {one.name: one.state for one in states(site.registry)},
        "front": visitor.get("/-/health").status_int,
        "list": admin.get("/admin/").text,
        "place": admin.get("/admin/guide", status="*").text,
    }
    site.close()
    return seen

with in_safe_mode():
    safe = look(ScratchSite(url, settings))
imported = "mastaba_pages" in sys.modules
check = CliRunner().invoke(mastaba, ["--safe-mode", "-c", ini, "check"])
whole = look(ScratchSite(url, settings))
poisoned = [name for name in sys.modules if name.startswith("mastaba_bad_mapper.")]
print(json.dumps({
    "safe": safe, "imported": imported, "check": check.output, "code": check.exit_code,
    "whole": whole, "poisoned": poisoned, "log": Listener.heard,
}))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A site with a page, in safe mode and then with plugins of which some fail."""
    where = tmp_path_factory.mktemp("quarantine")
    url = databases.sqlite_copy(where)
    site = ScratchSite(url, {"mastaba.plugins": "pages", "here": str(where)})
    with site.request() as request:
        root = find_at(request, "/")
        publish(request, create(request, root, Page, {"title": "Guide"}, slug="guide"))
    site.close()
    ini = where / "site.ini"
    ini.write_text(INI.format(url=url))
    environment = pkgs.environment(where, "bad_mapper", "bad_follower")
    output = pkgs.run(QUARANTINE, environment, url, str(ini))
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return found


INI = """\
[app:main]
use = egg:mastaba
mastaba.env = development
mastaba.session.secure = no
mastaba.plugins = pages bad_mapper
mastaba.database.url = {url}
[loggers]
keys = root
[handlers]
keys =
[formatters]
keys =
[logger_root]
handlers =
"""


def test_case_206_quarantine_leaves_out_what_fails_and_what_requires_it(
    seen: dict[str, Any],
) -> None:
    whole = seen["whole"]
    assert whole["loaded"] == ["pages"]
    assert sorted(whole["sidelined"]) == ["bad_follower", "bad_mapper"]
    assert "mastaba_bad_mapper/models.py:8 cannot be mapped" in whole["sidelined"]["bad_mapper"]
    assert "requires bad_mapper" in whole["sidelined"]["bad_follower"]
    assert seen["poisoned"] == []
    assert sorted(line.split(":")[1] for line in seen["log"]) == [
        *(" Plugin bad_follower", " Plugin bad_mapper")
    ]
    assert whole["states"]["pages"] == "enabled"
    assert whole["states"]["bad_mapper"] == "quarantined"
    assert (whole["front"], whole["public"]) == (200, 200)
    assert "Safe mode" not in whole["list"]


def test_case_206_in_safe_mode_the_core_runs_alone_and_content_stays_readable(
    seen: dict[str, Any],
) -> None:
    safe = seen["safe"]
    assert safe["loaded"] == []
    assert seen["imported"] is False
    assert safe["states"]["pages"] == "paused"
    assert (safe["front"], safe["public"]) == (200, 404)
    assert "Safe mode" in safe["list"]
    assert "Guide" in safe["list"]
    assert "Guide" in safe["place"]
    assert seen["code"] == 1
    assert "Safe mode: no plugin runs. Unset MASTABA_SAFE_MODE" in seen["check"]


def test_what_is_left_out_and_not_even_installed_is_listed() -> None:
    site = ScratchSite("sqlite://", {"mastaba.plugins": ""})
    site.registry[Plugins] = Plugins(sidelined={"zzz": "It is not installed."})
    (lost,) = (one for one in states(site.registry) if one.name == "zzz")
    site.close()
    assert (lost.state, lost.reason) == ("quarantined", "It is not installed.")


def _is_from(sentence: str, line: str) -> bool:
    parts = [re.escape(part) for part in re.split(r"\{[^}]+\}", sentence)]
    return re.fullmatch(".+".join(parts), line) is not None
