"""The plugin of `docs/media.md`, as it stands there, in a process of its own."""

from __future__ import annotations

from pathlib import Path

from tests.support import doc_plugin, pkgs

USE = """
import io, sys
from mastaba.testing import ScratchSite
from mastaba.db import Base
from mastaba.api import create, declared_place, find, find_at, latest_fields, publish
from mastaba_media.api import receive, shown, upload
from tests.support.made_files import picture as made

url, folder = sys.argv[1:]
chosen = {"mastaba.plugins": "media poster", "here": folder, "mastaba.media.folder": folder}
site = ScratchSite(url, chosen)
site.migrate()
tables = [table for name, table in Base.metadata.tables.items() if name.startswith("poster_")]
Base.metadata.create_all(site.database.writes, tables=tables)

from poster.models import Poster
from poster.walls import stamp, wall

with site.request("editor") as request:
    top = find(request, declared_place(request, "media.files").uid, tree="library")
    received = receive(io.BytesIO(made("PNG", (900, 700))), "wall.png")
    item = upload(request, top, received, fields={"alt": {"en": "A wall"}})
    home = find_at(request, "/")
    poster = create(request, home, Poster, {"title": "Concert", "design": item.uid})
    assert wall(request, ["0190-none"]) == []
    uid = item.uid
    assert [node.uid for node in publish(request, poster)] == [uid]
image = site.client().get("/concert").html.select_one("main img")
assert image["alt"] == "A wall"
assert round(int(image["width"]) / int(image["height"]), 2) == 0.67
assert site.client().get(image["src"]).content_type.startswith("image/")
with site.request() as request:
    small = stamp(request, shown(request, [uid])[uid])
    assert "48w" in small and 'alt=""' in small
    assert "300w" in wall(request, [uid])[0]
form = site.client("editor").get("/admin/concert/@@edit").html
assert form.select_one("[name='design']")
print("used")
"""


def test_the_examples_run(tmp_path: Path) -> None:
    env = doc_plugin.installed("media.md", "poster", tmp_path)
    url, files = f"sqlite:///{tmp_path / 'x.sqlite'}", str(tmp_path / "files")
    checkout = pkgs.environment(tmp_path, checkout=True)["PYTHONPATH"]
    env["PYTHONPATH"] = f"{env['PYTHONPATH']}:{checkout}"
    assert pkgs.run(USE, env, url, files).splitlines()[-1:] == ["used"]
