"""`mastaba import wxr-comments`: threads, states, dates and authors of a WordPress site."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mastaba.api import find_at
from mastaba.cli import mastaba
from mastaba.cli.application import command_request
from mastaba.content.importing import Importers, Report, run_import
from mastaba.testing import Client, ScratchSite
from mastaba_comments.models import Comment, Thread
from tests.support.shared_data import shared_data
from tests.support.wxr import comment, post, write

FOLDER = "wxr-theme-unit-test"
WHOLE = {
    "author's name": (1, 0, 0, {"cut to 100 characters": 1}),
    "author's site": (22, 0, 0, {"its address is not kept": 22}),
    "comment": (28, 28, 0, {}),
    "password": (1, 0, 0, {"pages have none; it is a draft": 1}),
    "pingback": (2, 2, 0, {}),
    "trackback": (2, 2, 0, {}),
}


def run(site: ScratchSite, source: Path, into: str = "/", **options: str) -> Report:
    importer = site.registry[Importers].by_name["wxr-comments"]
    begin = lambda: command_request(site.config)  # noqa: E731 - a transaction each time
    return run_import(begin, importer, source, into, options=options)


def counts(report: Report) -> dict[str, Any]:
    return {
        kind: (count.seen, count.created, count.updated, dict(count.skipped))
        for kind, count in report.kinds.items()
    }


def test_the_shared_export_comes_in_whole(
    site: ScratchSite, visitor: Client, pytestconfig: pytest.Config
) -> None:
    source = shared_data(pytestconfig, f"{FOLDER}/themeunittestdata.wordpress.xml")
    report = run(site, source, missing="page")
    assert counts(report) == {**WHOLE, "page": (6, 6, 0, {}), "old address": (6, 6, 0, {})}
    with site.request() as request:
        found = request.db.query(Comment).order_by(Comment.thread).all()
        states = Counter(one.state for one in found)
        kinds = Counter(one.kind for one in found)
        threads = request.db.query(Thread).all()
        assert states == {"shown": 29, "waiting": 3}
        assert kinds == {"comment": 28, "pingback": 2, "trackback": 2}
        assert max(one.depth for one in found) == 9
        assert sum(one.shown for one in threads) == 29
        assert sum(one.waiting for one in threads) == 3
        deep = [one.text.split("\n")[0][:16] for one in found if "Depth" in one.text]
        assert deep == [f"Comment Depth {n:02}" for n in range(1, 11)]
        marked = next(one.text for one in found if one.text.startswith("**Headings**"))
        for part in (
            "\n> Stay hungry",
            "\n    - List item two\n",
            "\n8. List item one -start",
            "```\nRobert",
        ):
            assert part in marked
        by_id = {one.id: one for one in found}
        for one in found:
            parent = by_id.get(one.parent_id)
            assert one.thread[:-16] == ("" if parent is None else parent.thread)
            assert parent is None or parent.node_id == one.node_id
        locked = find_at(request, "/template-password-protected-the-password-is-enter")
        assert locked.state == "draft"
    again = counts(run(site, source, missing="page"))
    assert [numbers[1:3] for numbers in again.values()] == [(0, 0)] * len(again)
    assert (
        "Template: Comments" in visitor.get("/2012/01/03/template-comments", status=301).follow()
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_command_takes_options_and_rehearses(database: str, tmp_path: Path) -> None:
    ini = tmp_path / "site.ini"
    ini.write_text(
        "[app:main]\nuse = egg:mastaba\nmastaba.env = development\nmastaba.session.secure = no\n"
        f"mastaba.database.url = {database}\nmastaba.plugins = pages comments\n"
    )
    source = write(tmp_path / "a.xml", post("News", comment(1), comment(2, parent=1)))

    def call(*words: str) -> Any:
        command = ["-c", str(ini), "import", "wxr-comments", str(source), *words]
        return CliRunner().invoke(mastaba, command)

    assert "expected NAME=VALUE" in str(call("--set", "missing").exception)
    wanted = ("--set", "missing=page", "--json")
    tried, done, again = call(*wanted, "--dry-run"), call(*wanted), call(*wanted)
    assert tried.stdout == done.stdout != again.stdout
    assert json.loads(done.stdout)["kinds"]["comment"]["created"] == 2
    assert json.loads(again.stdout)["kinds"]["comment"]["skipped"] == {"unchanged": 2}
