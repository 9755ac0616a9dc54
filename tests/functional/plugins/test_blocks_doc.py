"""The plugin of `docs/blocks.md`, as it stands there, in a process of its own."""

from __future__ import annotations

import os
from pathlib import Path

from tests.conftest import CHECKOUT
from tests.support import doc_plugin, pkgs

USE = """
import sys
from mastaba.testing import ScratchSite
from mastaba.api import create, find_at, publish, save
from mastaba_pages.models import Page, Section
from tests.support.bodies import block, body, text

folder = sys.argv[1]
site = ScratchSite(
    f"sqlite:///{folder}/x.sqlite", {"mastaba.plugins": "pages museum", "here": folder}
)
site.migrate()
with site.request("editor") as request:
    wing = create(request, find_at(request, "/"), Section, {"title": "East"})
    publish(request, wing)
    rooms = [create(request, wing, Page, {"title": title}) for title in ("Coins", "Clocks")]
    publish(request, rooms[0])
    page = create(request, find_at(request, "/"), Page, {"title": "Visit", "body": body(
        block("museum.hours", {"heading": "Open", "days": [{"name": "Friday"}]}, version=1),
        block("museum.rooms", {"wing": wing.uid}),
        block("museum.tour", {"name": "Short"}, *[
            block("museum.stop", {"room": room}, text("Look up.")) for room in ("A", "B")
        ]),
        *[block("museum.door", {"room": child.uid}) for child in rooms],
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
assert [a["href"] for a in shown.select(".body > p > a")] == ["/east/coins"]
form = site.client("editor").get("/admin/visit/@@edit").html.select_one("mastaba-body")
assert '"owner": "Museum"' in form["data-blocks"]
editor = site.client("editor")
head = {"X-CSRF-Token": editor.csrf["csrf_token"], "Accept": "application/json"}
sent = editor.post("/admin/visit/@@block-file?name=a.txt", b"A coin", headers=head,
                   content_type="text/plain")
assert sent.json["node"]["attrs"]["data"] == {"words": "A coin"}
sent = editor.post("/admin/visit/@@block-file?name=a.txt", b"A" * 3000, headers=head,
                   content_type="text/plain", status=422)
assert sent.json["error"] == "“a.txt” has more than 2000 characters."
print("used")
"""


def test_the_examples_run(tmp_path: Path) -> None:
    env = doc_plugin.installed("blocks.md", "museum", tmp_path)
    env["PYTHONPATH"] += os.pathsep + str(CHECKOUT)  # for `tests.support.bodies`
    assert pkgs.run(USE, env, str(tmp_path)).splitlines()[-1:] == ["used"]
