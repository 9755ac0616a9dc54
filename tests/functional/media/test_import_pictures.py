"""`mastaba import markdown` with pictures: files beside the texts come into the library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from mastaba.api import find_at, latest_fields, links, save, trash
from mastaba.cli.application import command_request
from mastaba.content.importing import Importers, Report, run_import
from mastaba.testing import Client, ScratchSite
from mastaba_media.models import Item
from tests.support.made_files import picture

CAT, DOG = picture("PNG"), picture("PNG", (30, 40))
FILES: Mapping[str, str | bytes] = {
    "_index.md": "# The docs\n\n![The front](img/cat.png)",
    "one.md": 'Before ![A cat](img/cat.png "It purrs") behind.\n\n'
    "[![Leads](dog.png)](two.md)\n\n![Gone](gone.png)\n\n![Far](https://e.org/far.png)",
    "two.md": "# Two\n\n- a ![](dog.png) b\n\n| x |\n|---|\n| ![In a cell](img/cat.png) |",
    "img/cat.png": CAT,
    "dog.png": DOG,
    "unused.png": CAT,
    "broken.png": CAT[:60],
    "three.md": "![Broken](broken.png)",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "source", FILES)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def run(site: ScratchSite, folder: Path) -> Report:
    importer = site.registry[Importers].by_name["markdown"]
    begin = lambda: command_request(site.config)  # noqa: E731 - a transaction each time
    return run_import(begin, importer, folder, "/docs")


def images(report: Report) -> tuple[int, int, dict[str, int]]:
    found = report.kinds["image"]
    return found.created, found.updated, dict(found.skipped)


def changed(report: Report) -> int:
    return sum(count.created + count.updated for count in report.kinds.values())


def blocks_of(request: Any, path: str) -> list[Any]:
    body = find_at(request, path).body
    return [node for node in body["content"] if node["type"] == "media.image"]


def test_pictures_become_blocks_and_files_of_the_library(
    site: ScratchSite, folder: Path, visitor: Client
) -> None:
    report = run(site, folder)
    assert images(report) == (2, 0, {"no text shows it": 1, "file not taken": 1})
    refused = [(one.kind, one.reason, one.place) for one in report.refused]
    assert refused == [
        ("image reference", "its file is not there", "one.md"),
        ("image", "file not taken", "broken.png"),
    ]
    assert "not there" not in report.refused[0].detail  # the reason says it
    page = visitor.get("/docs/one").html
    kinds = [tag.name for tag in page.select_one(".body, main").find_all(["p", "figure"])]
    assert kinds.index("figure") > 0
    shown = page.select("figure img")
    assert [image["alt"] for image in shown] == ["A cat", "Leads"]
    assert "It purrs" in page.select_one("figcaption").text
    assert [a["href"] for a in page.select("figure a")] == ["/docs/two"]
    assert page.select_one('a[href="https://e.org/far.png"]').text == "Far"
    assert visitor.get(shown[0]["src"]).content_type.startswith("image/")


def test_one_file_is_one_item_however_often_it_is_shown(site: ScratchSite, folder: Path) -> None:
    run(site, folder)
    with site.request() as request:
        assert sorted(item.title for item in request.db.query(Item)) == ["Cat", "Dog"]
        first = links({"content": blocks_of(request, "/docs")})
        assert first & links(find_at(request, "/docs/one").body)
        assert first & links(find_at(request, "/docs/two").body)
        paths = [item.path for item in request.db.query(Item).order_by(Item.path)]
    assert paths == ["/media/source/cat", "/media/source/dog"]


def test_a_second_run_changes_nothing(site: ScratchSite, folder: Path) -> None:
    run(site, folder)
    report = run(site, folder)
    assert changed(report) == 0
    assert images(report)[2]["unchanged"] == 2


def test_a_changed_picture_is_replaced_in_its_place(
    site: ScratchSite, folder: Path, visitor: Client
) -> None:
    run(site, folder)
    before = visitor.get("/docs/one").html.select_one("figure img")["src"]
    write(folder, {"img/cat.png": picture("PNG", (60, 20))})
    report = run(site, folder)
    assert images(report)[1] == 1
    assert report.kinds["page"].updated == 0
    with site.request() as request:
        cat = request.db.query(Item).filter_by(title="Cat").one()
        assert cat.revision == 2
    after = visitor.get("/docs/one").html.select_one("figure img")["src"]
    assert before.partition("?")[0].split("/")[:5] == after.partition("?")[0].split("/")[:5]


def test_what_was_thrown_away_or_edited_here_stays_so(
    site: ScratchSite, folder: Path, visitor: Client
) -> None:
    run(site, folder)
    with site.request() as request:
        cat = request.db.query(Item).filter_by(title="Cat").one()
        save(request, cat, {"credit": "Somebody"})
        for name in ("one", "two"):
            trash(request, find_at(request, f"/docs/{name}"))
    report = run(site, folder)
    assert report.kinds["page"].skipped["in the trash here"] == 2
    with site.request() as request:
        cat = request.db.query(Item).filter_by(title="Cat").one()
        assert latest_fields(request, cat)["credit"] == "Somebody"
