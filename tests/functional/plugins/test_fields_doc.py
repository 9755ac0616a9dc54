"""The plugin of `docs/fields.md`, as it stands there, in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import doc_plugin, pkgs

INI = """
[app:main]
use = egg:mastaba
mastaba.env = development
mastaba.session.secure = no
mastaba.plugins = pages concert
mastaba.database.url = sqlite:///%(here)s/x.sqlite
"""
USE = """
import json
import sys
from click.testing import CliRunner
from mastaba.cli import mastaba
from mastaba.testing import ScratchSite

def run(*arguments):
    done = CliRunner().invoke(mastaba, ["-c", "x.ini", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output

run("migrate")
said = run("migrate", "new", "concert", "First tables")
assert sys.argv[3] in said, said
assert "concert: empty -> concert_0001" in run("migrate")
site = ScratchSite(sys.argv[1], {"mastaba.plugins": "pages concert", "here": sys.argv[2]})
from concert.isbn import Isbn
from concert.models import Concert
from mastaba.api import OperationError, create, find_at, json_schema, publish
from mastaba.content.snapshot import unpack
from mastaba_pages.models import Section

data = {"title": "Quartet", "players": [{"name": "Ann"}]}
data["starts"] = "2026-03-28T20:00[Europe/Berlin]"
with site.request("editor") as request:
    root = find_at(request, "/")
    try:
        create(request, root, Concert, data)
    except OperationError as problem:
        print(problem)
    news = create(request, root, Section, {"title": "News"})
    publish(request, news)
    concert = create(request, news, Concert, data)
    publish(request, concert)
    uid = concert.uid
    assert concert.players == [{"name": "Ann", "page": None}] and concert.seats == 50
assert str(unpack(Concert, {"cents": 1250})["price"]) == "12.5"
assert set(json_schema(Concert)["required"]) == {"title", "starts"}
print(site.client().get("/news/quartet").json["starts"])
form = site.client("editor").get("/admin/news/quartet/@@edit").text
assert "Players" in form and "Our cost" not in form
page = site.client("editor").get("/admin/-/concert-chooser?q=quartet").html
assert json.loads(page.select_one("[data-choose]")["data-choose"]) == {
    "uid": uid, "title": "Quartet", "thumb": "/posters/quartet.png"
}
listed = site.client("editor").get("/admin/news").html
assert listed.select_one("img.face[src='/posters/quartet.png']")
"""


def test_the_example_is_migrated_by_its_own_migration_and_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    env = doc_plugin.installed("fields.md", "concert", tmp_path)
    Path("x.ini").write_text(INI)
    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    versions = tmp_path / "concert" / "migrations" / "versions"
    told = pkgs.run(USE, env, url, str(tmp_path), str(versions / "concert_0001_first_tables.py"))
    assert told.splitlines() == [
        "A Concert cannot be put here.",
        "2026-03-28T19:00:00+00:00",
    ]
