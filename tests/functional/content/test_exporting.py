"""Exports: a file of what its reader may see, in the admin and by command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pyramid.exceptions import ConfigurationError
from sqlalchemy import select, update

from mastaba.api import Node, Revision, create, find_at, publish, share
from mastaba.cli import mastaba
from mastaba.content.exporting import Exporter, Exporters
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section
from tests.functional.cli.conftest import write_ini
from tests.support.clinic import Visit, open_clinic
from tests.support.databases import sqlite_copy

SECRET = "Kept secret"


def titles(request: Any, place: Node) -> Iterator[str | bytes]:
    """A line per page below `place`; text and bytes may take turns."""
    yield f"{place.title}\n"
    for row in request.catalog().visible().below(place).ordered().rows(100):
        yield f"{row.title}\n".encode()


@pytest.fixture
def exporting(make_site: Any) -> ScratchSite:
    """A section with an umlaut, a public page and one that only administrators see."""
    site: ScratchSite = make_site()
    options = {"title": "Titles", "media_type": "text/plain", "suffix": ".txt"}
    site.config.add_exporter("tea.titles", titles, **options)
    site.config.commit()
    with site.request() as request:
        section = create(request, find_at(request, "/"), Section, {"title": "Grün"})
        for title in ("Open", SECRET):
            node = create(request, section, Page, {"title": title})
            publish(request, node)
        share(request, node, {}, inherit=False)
        publish(request, section)
    return site


def test_the_file_holds_what_its_reader_may_see(exporting: ScratchSite) -> None:
    address = "/admin/gr%C3%BCn/@@export"
    for role, hidden in (("editor", True), ("admin", False)):
        client = exporting.client(role)
        page = client.get(address)
        link = page.html.find("a", {"download": "grün.txt"})
        assert "Titles" in link.text
        answer = client.get(link["href"])
        assert (SECRET not in answer.text) is hidden
        assert "Open" in answer.text
        named = answer.headers["Content-Disposition"]
        assert named == "attachment; filename=\"gr-n.txt\"; filename*=UTF-8''gr%C3%BCn.txt"
        assert answer.content_type == "text/plain"
        assert answer.headers["Cache-Control"] == "no-store"
    exporting.client("editor").get(f"{address}?format=nothing", status=404)
    assert "@@export" in exporting.client("editor").get("/admin/gr%C3%BCn").text


def test_plain_data_of_many_pages_costs_a_few_statements_a_batch(exporting: ScratchSite) -> None:
    with exporting.request() as request:
        section = find_at(request, "/grün")
        uids = [create(request, section, Page, {"title": f"P{n}"}).uid for n in range(8)]
    with exporting.request("editor") as request:
        place = find_at(request, "/")
        kind = request.registry[Exporters].by_id["core.json"]
        with exporting.statements() as sql:
            lines = [json.loads(line) for line in kind.function(request, place)]
        few = len(sql)
    paths = [line["path"] for line in lines]
    assert paths[:2] == ["/grün", "/grün/open"]
    assert paths == sorted(paths)
    assert set(uids) < {line["uid"] for line in lines}
    assert lines[0]["fields"]["title"] == "Grün"
    assert lines[0]["state"] == "published"
    assert SECRET not in str(lines)
    assert few <= 9


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_data_in_batches_is_whole_and_leaves_closed_fields_to_the_system(
    exporting: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mastaba.content.exporting.json_lines.BATCH", 1)
    open_clinic(exporting)
    values = {"title": "Visit", "clinic.rating.stars": 4, "clinic.rating.remark": SECRET}
    with exporting.request() as request:
        create(request, find_at(request, "/"), Visit, values)

    def exported(role: str | None) -> list[dict[str, Any]]:
        with exporting.request(role) as request:
            kind = request.registry[Exporters].by_id["core.json"]
            return [json.loads(line) for line in kind.function(request, find_at(request, "/"))]

    *pages, visit = exported("editor")
    assert [page["path"] for page in pages] == ["/grün", "/grün/open"]
    assert visit["fields"]["clinic.rating"] == {"stars": 4, "twin": None, "@version": 2}
    assert SECRET not in str(visit)
    everything = exported(None)
    assert len(everything) == 4
    assert everything[-1]["fields"]["clinic.rating"]["remark"] == SECRET


def test_what_a_missing_plugin_keeps_is_in_the_file(exporting: ScratchSite) -> None:
    with exporting.request() as request:
        page = find_at(request, "/grün/open")
        kept = select(Revision.data).where(Revision.node_id == page.id)
        data = {**request.db.scalars(kept).first(), "shape": "round", "@read": {"code": "share"}}
        revisions = update(Revision).where(Revision.node_id == page.id)
        request.db.execute(revisions.values(data={**data, "code": SECRET, "gone.ext": {"a": 1}}))
        request.db.execute(update(Node).where(Node.id == page.id).values(type="gone.thing"))
    for role, told in (("editor", False), (None, True)):
        with exporting.request(role) as request:
            kind = request.registry[Exporters].by_id["core.json"]
            lines = [
                json.loads(line) for line in kind.function(request, find_at(request, "/grün"))
            ]
        fields = next(line["fields"] for line in lines if line["type"] == "gone.thing")
        assert (fields["title"], fields["shape"], fields["gone.ext"]) == (
            "Open",
            "round",
            {"a": 1},
        )
        assert "body" in fields and "@read" not in fields
        assert ("code" in fields) is told


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_an_exporter_nothing_leads_there(make_site: Any) -> None:
    site = make_site()
    site.registry[Exporters].by_id.clear()
    with site.request() as request:
        create(request, find_at(request, "/"), Section, {"title": "News"})
    editor = site.client("editor")
    assert "@@export" not in editor.get("/admin/news").text
    assert "Nothing to export with" in editor.get("/admin/news/@@export").text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("suffix", ["txt", ".", "./x", '.x"\r\nX: y'])
def test_a_suffix_that_is_none_is_told_at_the_start(site: ScratchSite, suffix: str) -> None:
    options = {"title": "Titles", "media_type": "text/plain", "suffix": suffix}
    with pytest.raises(ConfigurationError, match=r"suffix is .*; expected one such as '\.ics'"):
        site.config.add_exporter("tea.titles", titles, **options)


def test_the_command_lists_writes_and_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mastaba.cli import export as command

    ini = tmp_path / write_ini(tmp_path, sqlite_copy(tmp_path))
    load = command.load

    def with_exporter(path: str) -> Any:
        config = load(path)
        kind = Exporter("tea.titles", titles, "Titles", "text/plain", ".txt")
        config.registry[Exporters].by_id["tea.titles"] = kind
        return config

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(mastaba, ["-c", str(ini), "export", *words])
        return done.exit_code, done.output + str(done.exception or "")

    assert run() == (0, "core.json  .jsonl  Data\n")
    monkeypatch.setattr(command, "load", with_exporter)
    assert "tea.titles  .txt  Titles\n" in run()[1]
    out = tmp_path / "all.txt"
    assert "all.txt: " in run("tea.titles", "--out", str(out))[1]
    assert out.read_text()
    assert "is there already" in run("tea.titles", "--out", str(out))[1]
    assert "did you mean tea.titles?" in run("tea.title")[1]
    assert "There is nothing at /nowhere" in run("tea.titles", "/nowhere")[1]
    assert not list(tmp_path.glob("*.part"))
