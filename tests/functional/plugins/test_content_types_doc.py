"""The plugin of `docs/content-types.md`, as it stands there, in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import CHECKOUT

FILE = re.compile(r"```python\n# (\w+\.py)\n(.*?)```", re.DOTALL)
USE = """
import sys
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
    uid = votes.vote(request, page, "Splendid").uid
    assert [row.reason for row in votes.newest(request).rows] == ["Splendid"]
    votes.take_back(request, uid)
    request.db.flush()
    assert votes.newest(request).rows == []
form = site.client("editor").get("/admin/opening/@@edit").html
assert "Rating" in form.select_one("[data-extension]").legend.text
print("used")
"""


def test_the_examples_run(tmp_path: Path) -> None:
    package = tmp_path / "event"
    package.mkdir()
    text = (CHECKOUT / "docs" / "content-types.md").read_text(encoding="utf-8")
    for name, code in FILE.findall(text):
        (package / name).write_text(code)
    info = tmp_path / "event-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: event\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[mastaba.plugins]\nevent = event:plugin\n")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", USE, f"sqlite:///{tmp_path / 'x.sqlite'}", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["used"], done.stdout + done.stderr
