"""`mastaba import markdown`: pages of a folder, on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mastaba.api import create, find, find_at, publish, purge, save, trash
from mastaba.cli import mastaba
from mastaba.cli.application import command_request
from mastaba.content.importing import Importers, Report, run_import
from mastaba.content.importing.files import NO_TAKER
from mastaba.content.models import Revision
from mastaba.content.operations import OperationError
from mastaba.testing import Client, ScratchSite
from mastaba_pages.importing.images import NOT_TAKEN
from mastaba_pages.models import Page, Section

FILES = {
    "_index.md": "---\ntitle: The docs\ndescription: All of it.\n---\nWelcome to [one](one.md).",
    "one.md": "---\ntitle: One\ntags: [x, y]\nweight: 2\n---\n"
    "See [two](guide/two.md#part), [gone](gone.md), [out](https://e.org) {{< new >}}\n\n"
    "![A cat](cat.png)",
    "guide/_index.md": "+++\ntitle = 'Guide'\n+++\n",
    "guide/two.md": "# Two\n\n## Part {#part}\n\nBack to [one](../one/).\n\n| a |\n|---|\n| 1 |",
    "guide/draft.md": "---\ntitle: Draft\ndraft: true\n---\nsecret",
    "guide/later.md": "---\ntitle: Later\ndate: 2999-01-01\n---\nfuture",
    "guide/old.md": "---\ntitle: Old\ndate: 2001-02-03\nexpiryDate: 2002-01-01\n---\npast",
    "loose/three.md": "three",
    "cat.png": "not really",
    "data.csv": "a,b",
}
COUNTS = {
    "page": (6, 6, 0, {}),
    "section": (2, 2, 0, {}),
    "folder": (1, 1, 0, {}),
    "image": (1, 0, 0, {NO_TAKER: 1}),
    "image reference": (1, 0, 0, {NOT_TAKEN: 1}),
    "link": (1, 0, 0, {"no page for its address; its text is kept": 1}),
    "other file": (1, 0, 0, {"not Markdown": 1}),
    "shortcode": (1, 0, 0, {"kept as code": 1}),
}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "source", FILES)


def run(site: ScratchSite, folder: Path, into: str = "/docs") -> Report:
    importer = site.registry[Importers].by_name["markdown"]
    return run_import(lambda: command_request(site.config), importer, folder, into)


def counts(report: Report) -> dict[str, Any]:
    return {
        kind: (count.seen, count.created, count.updated, dict(count.skipped))
        for kind, count in report.kinds.items()
    }


def changed(report: Report) -> int:
    return sum(count.created + count.updated for count in report.kinds.values())


def skipped(report: Report, kind: str = "page") -> dict[str, int]:
    return dict(report.kinds[kind].skipped)


def test_a_folder_becomes_pages(site: ScratchSite, folder: Path, visitor: Client) -> None:
    assert counts(run(site, folder)) == COUNTS
    shown = visitor.get("/docs")
    assert "The docs" in shown
    assert 'Welcome to <a href="/docs/one">one</a>' in shown
    one = visitor.get("/docs/one")
    assert '<a href="/docs/guide/two#part">two</a>, gone,' in one
    assert '<a href="https://e.org">out</a> <code>{{&lt; new &gt;}}</code>' in one
    assert "<em>A cat</em>" in one
    two = visitor.get("/docs/guide/two")
    assert two.html.select_one("h1").get_text(strip=True) == "Two"
    assert [h.get("id") for h in two.html.select("h2")] == ["part"]
    assert two.html.select_one('a[href="/docs/one"]').text == "one"
    assert "three" in visitor.get("/docs/loose/three")


def test_aliases_lead_to_their_pages(site: ScratchSite, tmp_path: Path, visitor: Client) -> None:
    first = "---\naliases: [/2014/Old.html, 'caf%C3%A9/', /docs/first, ../up, /both]\n---\nfirst"
    folder = write(
        tmp_path / "a", {"first.md": first, "second.md": "---\naliases: [/both]\n---\nsecond"}
    )
    assert counts(run(site, folder))["old address"] == (
        6, 3, 0, {"address taken": 2, "not allowed": 1}
    )  # fmt: skip
    for address in ("/2014/Old.html", "/caf%C3%A9", "/both"):
        assert visitor.get(address, status=301).location.endswith("/docs/first")
    again = counts(run(site, folder))["old address"]
    assert again == (6, 0, 0, {"its page was left alone": 6})


def test_only_what_is_public_is_shown(site: ScratchSite, folder: Path, visitor: Client) -> None:
    run(site, folder)
    for name in ("draft", "later", "old"):
        visitor.get(f"/docs/guide/{name}", status=404)
    with site.request() as request:
        later = find_at(request, "/docs/guide/later")
        assert (later.state, later.published_at.year) == ("published", 2999)
        assert find_at(request, "/docs/guide/draft").state == "draft"


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ("expiryDate: 2001-01-01", 404),
        ("expiryDate: 2999-01-01", 200),
        ("date: 2002-01-01\nexpiryDate: 2001-01-01", 200),
    ],
)
def test_ends_of_publication(
    site: ScratchSite, tmp_path: Path, visitor: Client, dates: str, status: int
) -> None:
    folder = write(tmp_path / "a", {"x.md": f"---\n{dates}\n---\nx"})
    run(site, folder)
    visitor.get("/docs/x", status=status)
    assert changed(run(site, folder)) == 0


def test_a_second_run_changes_nothing(site: ScratchSite, folder: Path) -> None:
    first = run(site, folder)
    second = run(site, folder)
    assert changed(second) == 0
    assert {k: c.seen for k, c in first.kinds.items()} == {
        k: c.seen for k, c in second.kinds.items()
    }
    assert skipped(second) == {"unchanged": 6}
    with site.request() as request:
        assert request.db.query(Revision).filter_by(author_kind="import").count() == 9


def test_a_changed_file_becomes_a_new_revision(
    site: ScratchSite, folder: Path, visitor: Client
) -> None:
    run(site, folder)
    write(folder, {"loose/three.md": "changed", "gone.md": "# Found"})
    report = run(site, folder)
    # The new page resolves a link of another one.
    assert counts(report)["page"] == (7, 1, 2, {"unchanged": 4})
    assert "changed" in visitor.get("/docs/loose/three")
    assert '<a href="/docs/gone">gone</a>' in visitor.get("/docs/one")
    with site.request() as request:
        node = find_at(request, "/docs/loose/three")
        newest = request.db.query(Revision).filter_by(node_id=node.id).order_by(Revision.number)
        assert [r.author_kind for r in newest] == ["import", "import"]


def test_unchanged_blocks_keep_their_uids(site: ScratchSite, tmp_path: Path) -> None:
    def blocks() -> dict[str, str]:
        with site.request() as request:
            body = find_at(request, "/docs/x").body
            return {b["content"][0]["text"]: b["attrs"]["uid"] for b in body["content"]}

    run(site, write(tmp_path / "a", {"x.md": "one\n\ntwo\n\nthree"}))
    before = blocks()
    run(site, write(tmp_path / "a", {"x.md": "zero\n\none\n\nthree!\n\ntwo"}))
    after = blocks()
    assert (after["one"], after["two"]) == (before["one"], before["two"])
    assert after["three!"] not in before.values()
    assert len(set(after.values())) == 4


def test_a_page_that_became_a_draft_is_hidden(
    site: ScratchSite, folder: Path, visitor: Client
) -> None:
    run(site, folder)
    write(folder, {"loose/three.md": "---\ndraft: true\n---\nthree"})
    assert run(site, folder).kinds["page"].updated == 1
    visitor.get("/docs/loose/three", status=404)


def test_pages_edited_here_are_left_alone(
    site: ScratchSite, folder: Path, visitor: Client
) -> None:
    run(site, folder)
    with site.request() as request:
        node = find_at(request, "/docs/loose/three")
        save(request, node, {"title": "Our own words"})
        publish(request, node)
    write(folder, {"loose/three.md": "changed"})
    assert skipped(run(site, folder))["edited here since it was imported"] == 1
    assert "Our own words" in visitor.get("/docs/loose/three")


def test_pages_taken_away_here_do_not_come_back(site: ScratchSite, folder: Path) -> None:
    run(site, folder)
    with site.request() as request:
        trash(request, find_at(request, "/docs/one"))
        trash(request, find_at(request, "/docs/loose"))
    report = run(site, folder)
    assert skipped(report)["in the trash here"] == 2
    assert skipped(report, "folder") == {"in the trash here": 1}
    with site.request() as request:
        for node in list(find_trashed(request)):
            purge(request, node)
    write(folder, {"loose/four.md": "four"})
    report = run(site, folder)
    assert skipped(report) == {
        "deleted here": 2,
        "its section was not imported": 1,
        "unchanged": 4,
    }
    assert changed(report) == 0


def find_trashed(request: Any) -> list[Any]:
    rows = request.catalog(tree="trash").visible().rows(10)
    tops = [row for row in rows if row.trashed_from]
    return [find(request, row.uid, tree="trash") for row in tops]


def test_a_place_that_was_there_before_keeps_its_text(
    site: ScratchSite, folder: Path, visitor: Client
) -> None:
    run(site, write(folder.parent / "other", {"_index.md": "# Ours"}))
    importer_row = run(site, folder, "/docs")
    assert importer_row.kinds["section"].updated == 1  # the same place, imported into again
    with site.request() as request:
        publish(request, create(request, find_at(request, "/"), Section, {"title": "Mine"}))
    report = run(site, folder, "/mine")
    assert skipped(report, "section") == {"the place imported into was there before": 1}
    assert "Mine" in visitor.get("/mine")
    assert "See" in visitor.get("/mine/one")


def test_into_the_root_the_index_becomes_the_front_page(
    site: ScratchSite, folder: Path, visitor: Client
) -> None:
    with site.request() as request:
        had_front = request.site.front_uid is not None
    report = run(site, folder, "/")
    assert (report.kinds["section"].created, report.kinds["page"].created) == (1, 7)
    assert "See" in visitor.get("/one")
    address = "/home" if had_front else "/"
    assert "The docs" in visitor.get(address)


def test_bad_files_are_refused_one_by_one(site: ScratchSite, folder: Path) -> None:
    write(
        folder,
        {
            "bad1.md": "---\ntitle: [\n---\n",
            "bad2.md": "---\nok: 1\ndate: soon\n---\n",
            "bad3.md": "<div>" * 2_000,
            "bad4.md": '+++\ntitle = "a\\u0000b"\n+++\n',
            "login.md": "a reserved address",
        },
    )
    (folder / "bad5.md").write_bytes(b"a\n\xff")
    report = run(site, folder, "/")
    assert {item.place: item.reason for item in report.refused} == {
        "bad1.md:3": "bad front matter",
        "bad2.md:3": "bad front matter",
        "bad3.md:1": "not convertible",
        "bad4.md:4": "fields that do not fit",
        "bad5.md:2": "not UTF-8",
        "login.md:1": "fields that do not fit",
    }
    assert all(item.detail.endswith(".") for item in report.refused)
    assert report.kinds["page"].created == 7
    assert report.kinds["page"].seen == 13


def test_an_address_that_is_taken_is_refused(site: ScratchSite, tmp_path: Path) -> None:
    run(site, write(tmp_path / "a", {"x.md": "first"}), "/docs")
    with site.request() as request:
        create(request, find_at(request, "/docs"), Page, {"title": "Mine"}, slug="y")
    report = run(site, write(tmp_path / "a", {"y.md": "second"}), "/docs")
    assert [(item.place, item.reason) for item in report.refused] == [("y.md:1", "address taken")]
    assert "is taken here by “Mine”" in report.refused[0].detail


@pytest.mark.parametrize(
    ("into", "words"),
    [
        ("/no/where", "There is nothing at /no to make /no/where in"),
        ("/@x", "An address cannot start with “@”"),
        ("/login", "is an address of the system"),
    ],
)
def test_a_place_that_cannot_be_is_refused(
    site: ScratchSite, folder: Path, into: str, words: str
) -> None:
    with pytest.raises(OperationError, match=words):
        run(site, folder, into)


def test_a_place_whose_own_text_is_bad_is_refused(site: ScratchSite, tmp_path: Path) -> None:
    folder = write(tmp_path / "a", {"_index.md": "<div>" * 2_000, "x.md": "x"})
    with pytest.raises(OperationError, match="/docs cannot be made: The HTML has more than"):
        run(site, folder)


def test_a_source_without_markdown_is_refused(site: ScratchSite, tmp_path: Path) -> None:
    with pytest.raises(OperationError, match="There is no Markdown file"):
        run(site, tmp_path)
    (tmp_path / "x.md").write_text("x")
    with pytest.raises(OperationError, match="is not a folder"):
        run(site, tmp_path / "x.md")


def test_long_names_have_keys_that_fit(site: ScratchSite, tmp_path: Path) -> None:
    folder = write(tmp_path / "a", {f"{'d' * 100}/{'e' * 100}/{'f' * 110}.md": "deep"})
    assert run(site, folder).kinds["page"].created == 1
    assert changed(run(site, folder)) == 0


class Killed(BaseException):
    """Stands for the process ending between two transactions, or inside one."""


@pytest.mark.parametrize("moment", ["between transactions", "inside one"])
def test_a_killed_run_goes_on_where_it_stopped(
    site: ScratchSite, tmp_path: Path, moment: str
) -> None:
    files = {f"p{n:03}.md": f"[next](p{(n + 1) % 60:03}.md)" for n in range(60)}
    folder = write(tmp_path / "many", files)
    importer = site.registry[Importers].by_name["markdown"]
    begun = []

    def transactions() -> Any:
        begun.append(1)
        if len(begun) == 4 and moment == "between transactions":
            raise Killed
        return dying() if len(begun) == 4 else command_request(site.config)

    def dying() -> Any:
        return Dying(command_request(site.config))

    with pytest.raises(Killed):
        run_import(transactions, importer, folder, "/docs")
    report = run(site, folder)
    assert counts(report)["page"] == (60, 35, 0, {"unchanged": 25})
    assert changed(run(site, folder)) == 0


class Dying:
    """A transaction that is not committed."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __enter__(self) -> Any:
        return self._inner.__enter__()

    def __exit__(self, *_rest: object) -> None:
        killed = Killed()
        self._inner.__exit__(Killed, killed, None)
        raise killed


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestCommand:
    """The command line."""

    @pytest.fixture
    def call(self, database: str, tmp_path: Path) -> Callable[..., Any]:
        ini = tmp_path / "site.ini"
        ini.write_text(
            "[app:main]\nuse = egg:mastaba\nmastaba.env = development\n"
            "mastaba.session.secure = no\n"
            f"mastaba.database.url = {database}\nmastaba.plugins = pages\n"
        )

        def invoke(*arguments: str) -> Any:
            return CliRunner().invoke(mastaba, ["-c", str(ini), "import", *arguments])

        return invoke

    def test_json(self, call: Callable[..., Any], folder: Path) -> None:
        result = call("markdown", str(folder), "--into", "/docs", "--json")
        assert result.exit_code == 0
        kinds = json.loads(result.stdout)["kinds"]
        assert kinds["page"] == {"seen": 6, "created": 6, "updated": 0, "skipped": {}}
        for count in kinds.values():
            assert count["seen"] == (
                count["created"] + count["updated"] + sum(count["skipped"].values())
            )

    def test_a_dry_run_reports_and_changes_nothing(
        self, call: Callable[..., Any], folder: Path
    ) -> None:
        command = ("markdown", str(folder), "--into", "/docs", "--json")
        tried, done, again = call(*command, "--dry-run"), call(*command), call(*command)
        assert tried.stdout == done.stdout != again.stdout

    def test_drafts_are_shown_to_nobody(self, call: Callable[..., Any], folder: Path) -> None:
        call("markdown", str(folder), "--into", "/docs", "--drafts")
        again = call("markdown", str(folder), "--into", "/docs", "--json")
        assert json.loads(again.stdout)["kinds"]["page"]["updated"] == 5

    def test_table_and_refusals(self, call: Callable[..., Any], folder: Path) -> None:
        write(folder, {"bad.md": "---\n"})
        result = call("markdown", str(folder), "--into", "/docs")
        assert NO_TAKER in result.stdout
        assert "bad.md:1: bad front matter: The YAML front matter is never" in result.stderr

    def test_an_unknown_kind(self, call: Callable[..., Any], folder: Path) -> None:
        result = call("docx", str(folder))
        assert "There is no import of “docx”; known: markdown." in str(result.exception)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("name", "markdown", "images"),
    [("markdown-docs-hugo", 989, 58), ("markdown-blog-rust", 749, 169)],
)
def test_real_sites_import_number_for_number(
    site: ScratchSite,
    shared_data: Callable[[str], Path],
    name: str,
    markdown: int,
    images: int,
) -> None:
    """The numbers are those of counts.json beside the data."""
    report = run(site, shared_data(name), "/real")
    made = sum(report.kinds[kind].created for kind in ("page", "section"))
    assert made == markdown
    assert {item.kind for item in report.refused} <= {"image reference"}
    assert report.kinds["image"].seen == images
    assert changed(run(site, shared_data(name), "/real")) == 0
