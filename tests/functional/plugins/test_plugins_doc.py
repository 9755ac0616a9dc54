"""docs/plugins.md: its files make a plugin and a site package, and the last layer wins."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.sources import CHECKOUT
from tests.support import databases, pkgs

FILE = re.compile(r"```\w+\n(?:#|{#) (\w+/[\w/]+\.\w+)(?: #})?\n(.*?)```", re.DOTALL)
USE = """
import sys
from mastaba.plugins import Ledger, Plugins
from mastaba.settings import settings_of
from mastaba.testing import ScratchSite

site = ScratchSite(sys.argv[1], {
    "mastaba.plugins": "tea", "mastaba.site": "example_site", "mastaba.tea.cups": "3",
})
entries = site.registry[Ledger].entries
for entry in entries:
    if (entry.kind, entry.id) == ("renderer factory", "json"):
        print(entry.layer, entry.owner, entry.place, entry.won)
from tea.settings import TeaSettings
print(settings_of(site.registry, TeaSettings).cups)
for entry in entries:
    if entry.owner == "tea" and entry.layer == "plugins":
        print(entry.kind, entry.id, entry.place, entry.won)

print("astronomical" in site.client().get("/").text)
site.config.add_renderer("json", None)  # what is declared later goes on with the last layer
site.config.commit()
print(sum(entry.won for entry in site.registry[Ledger].entries if entry.id == "json"))
"""


def test_the_last_layer_wins_and_the_ledger_remembers_the_others(tmp_path: Path) -> None:
    text = (CHECKOUT / "docs" / "plugins.md").read_text(encoding="utf-8")
    for name, code in FILE.findall(text):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(code)
    info = tmp_path / "tea-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tea\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[mastaba.plugins]\ntea = tea:plugin\n")
    told = pkgs.run(USE, pkgs.environment(tmp_path), databases.sqlite_copy(tmp_path))
    core, *rest = told.splitlines()
    assert core.startswith("core core pyramid/config/rendering.py:")
    assert core.endswith(" False")
    assert rest == [
        "overrides tea tea/overrides.py:5 False",
        "site example_site example_site/__init__.py:5 True",
        "3",
        "setting mastaba.tea.cups tea/settings.py:4 True",
        "permission tea.pour tea/__init__.py:7 True",
        "True",
        "1",
    ]
