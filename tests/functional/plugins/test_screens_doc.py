"""The plugin of `docs/screens.md`, as it stands there, in a process of its own."""

from __future__ import annotations

from pathlib import Path

from tests.support import doc_plugin, pkgs

USE = """
import sys, logging
from datetime import timedelta
from mastaba.testing import ScratchSite

folder = sys.argv[1]
settings = {"mastaba.plugins": "pages shelf", "here": folder, "mastaba.shelf.longest": "10"}
site = ScratchSite(f"sqlite:///{folder}/x.sqlite", settings)
site.migrate()

from pathlib import Path
from mastaba.api import create, find_at, publish
from mastaba.checks import Checks
from mastaba.content.importing import Importers, ImportTarget
from mastaba.events import deliver_due
from mastaba.clock import utc_now
from mastaba_pages.models import Page

with site.request("editor") as request:
    for title in ("Short", "A rather long title"):
        publish(request, create(request, find_at(request, "/"), Page, {"title": title}))
screen = site.client("editor").get("/admin/-/shelf").text
assert "A rather long title" in screen and "at most 10 characters" in screen
site.client("reader").get("/admin/-/shelf", status=(403, 404))
form = site.client("editor").get("/admin/short/@@edit")
assert "5 of 10 characters." in form.text and form.forms["edit-form"]["title"].value == "Short"
editor = site.client("editor")
token = {"X-CSRF-Token": editor.csrf["csrf_token"]}
assert editor.post("/admin/short/@@scan", b"One\\nTwo\\n", headers=token).json == {"added": 2}
(problem,) = site.registry[Checks].by_name["shelf.titles"].find(site.registry)
assert problem.startswith("“A rather long title” has more than 10")
heard = []
logging.getLogger("shelf.news").addFilter(lambda line: heard.append(line.getMessage()))
logging.getLogger("shelf.news").setLevel("INFO")
with site.request() as request:
    uid = find_at(request, "/short").uid
deliver_due(site.registry, utc_now() + timedelta(minutes=1))
assert f"Published: {uid}" in heard
source = Path(folder) / "titles.txt"
source.write_text("First\\n\\nThird\\n")
plan = site.registry[Importers].by_name["titles"].read(source, ImportTarget(""))
assert [item.slug for item in plan.items] == ["title-1", "title-3"]
print("used")
"""


def test_the_examples_run(tmp_path: Path) -> None:
    env = doc_plugin.installed("screens.md", "shelf", tmp_path)
    assert pkgs.run(USE, env, str(tmp_path)).splitlines()[-1:] == ["used"]
