"""The plugin of `docs/blocks.md`, as it stands there, in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import CHECKOUT

PYTHON = re.compile(r"```python\n# (\w+\.py)\n(.*?)```", re.DOTALL)
TEMPLATE = re.compile(r"```jinja\n\{# (\w+\.jinja2) #\}\n(.*?)```", re.DOTALL)
USE = """
import sys
from mastaba.testing import ScratchSite
from mastaba.api import create, find_at, publish, save
from mastaba_pages.models import Page, Section
from tests.support.bodies import block, body, text

site = ScratchSite(sys.argv[1], {"mastaba.plugins": "pages museum", "here": sys.argv[2]})
site.migrate()
with site.request("editor") as request:
    wing = create(request, find_at(request, "/"), Section, {"title": "East"})
    publish(request, wing)
    for title in ("Coins", "Clocks"):
        room = create(request, wing, Page, {"title": title})
        publish(request, room) if title == "Coins" else None
    page = create(request, find_at(request, "/"), Page, {"title": "Visit", "body": body(
        block("museum.hours", {"heading": "Open", "days": [{"name": "Friday"}]}, version=1),
        block("museum.rooms", {"wing": wing.uid}),
        block("museum.tour", {"name": "Short"}, *[
            block("museum.stop", {"room": room}, text("Look up.")) for room in ("A", "B")
        ]),
    )})
    assert page.body["content"][0]["attrs"]["data"] == {
        "title": "Open", "days": [{"name": "Friday", "time": "10 to 17"}]
    }
    publish(request, page)
shown = site.client().get("/visit").html
assert shown.select_one("caption").text == "Open"
assert shown.select_one("th[scope=row] + td").text == "10 to 17"
assert [a.text for a in shown.select(".body ul a")] == ["Coins"]
assert [a.text for a in site.client("editor").get("/visit").html.select(".body ul a")] == [
    "Coins", "Clocks"
]
assert len(shown.select("section.tour > .stop p")) == 4
form = site.client("editor").get("/admin/visit/@@edit").html.select_one("mastaba-body")
assert '"owner": "Museum"' in form["data-blocks"]
print("used")
"""


def test_the_examples_run(tmp_path: Path) -> None:
    package = tmp_path / "museum"
    (package / "templates").mkdir(parents=True)
    page = (CHECKOUT / "docs" / "blocks.md").read_text(encoding="utf-8")
    for name, code in PYTHON.findall(page):
        (package / name).write_text(code)
    for name, template in TEMPLATE.findall(page):
        (package / "templates" / name).write_text(template)
    info = tmp_path / "museum-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: museum\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[mastaba.plugins]\nmuseum = museum:plugin\n")
    path = os.pathsep.join([str(tmp_path), str(CHECKOUT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", USE, f"sqlite:///{tmp_path / 'x.sqlite'}", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["used"], done.stdout + done.stderr
