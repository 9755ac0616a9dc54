"""The plugin of `docs/content-types.md`, as it stands there, in a process of its own."""

from __future__ import annotations

from pathlib import Path

from tests.support import doc_plugin, pkgs

USE = """
import sys
from datetime import timedelta

from mastaba.testing import ScratchSite
from mastaba.db import Base

site = ScratchSite(sys.argv[1], {"mastaba.plugins": "pages event", "here": sys.argv[2]})
site.migrate()
tables = [table for name, table in Base.metadata.tables.items() if name.startswith("event_")]
Base.metadata.create_all(site.database.writes, tables=tables)

from event import change, lists, votes
from mastaba.api import Term, create, find, find_at, publish, vocabulary
from mastaba_pages.models import Page

with site.request("editor") as request:
    kinds = find(request, vocabulary(request, "event.kinds").uid, tree="library")
    talk = create(request, kinds, Term, {"title": "Talk"})
    lecture = create(request, talk, Term, {"title": "Lecture"})
    for node in (talk, lecture):
        publish(request, node)
    page = create(request, find_at(request, "/"), Page, {
        "title": "Opening", "event.rating.kinds": [lecture.uid],
    })
    publish(request, page)
    change.rate(request, page, 4)
    assert change.stars_of(request, page) == 0
    publish(request, page)
    assert change.stars_of_all(request, [page]) == [4]
    page_uid = page.uid
with site.request("reader") as request:
    page = find_at(request, "/opening")
    term = find_at(request, "/event.kinds/talk", tree="library")
    assert [row[1:] for row in lists.kinds(request)] == [("Talk", 0), ("Lecture", 1)]
    uids = getattr(page, "event.rating.kinds")
    assert lists.kinds_of(request, uids) == ["Lecture"]
    assert [row.title for row in lists.pages_of(request, term)] == ["Opening"]
    narrow = find(request, uids[0], tree="library")
    assert [row.title for row in lists.what_names(request, narrow)] == ["Opening"]
    assert lists.opening_hours(request) is None
    assert [row.title for row in lists.best(request)] == ["Opening"]
    assert lists.with_stars(request) == [("Opening", 4, 1)]
    assert "Lecture" not in [row.title for row in lists.not_used(request)]
    uid = votes.vote(request, page, "Splendid").uid
    assert [row.reason for row in votes.newest(request).rows] == ["Splendid"]
    assert votes.addresses(request) == ["/opening"]
    votes.take_back(request, uid)
    request.db.flush()
    assert votes.newest(request).rows == []
form = site.client("editor").get("/admin/opening/@@edit").html
assert "Rating" in form.select_one("[data-extension]").legend.text
with site.request("reader") as request:
    url = request.node_url(find(request, uids[0], tree="library"), "text")
assert site.client().get(url).text == "Lecture"
visitor = site.client()
filled = visitor.get("/opening/@@vote").forms[0]
filled["reason"] = "x" * 201
wrong = filled.submit(status=422)
assert "200" in wrong
again = wrong.forms[0]
assert again["reason"].value == "x" * 201
again["reason"] = "Splendid"
assert again.submit().status_int == 303
late = {"reason": "Late", **visitor.ticket(page_uid, "vote", age=timedelta(days=1))}
assert "open for too long" in visitor.post("/opening/@@vote", late, status=422)
with site.request() as request:
    assert [row.reason for row in votes.newest(request).rows] == ["Splendid"]
print("used")
"""


def test_the_examples_run(tmp_path: Path) -> None:
    env = doc_plugin.installed("content-types.md", "event", tmp_path)
    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    assert pkgs.run(USE, env, url, str(tmp_path)).splitlines()[-1:] == ["used"]
