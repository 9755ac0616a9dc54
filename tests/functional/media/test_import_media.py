"""`mastaba import media`: a folder of files becomes a folder of the library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from mastaba.api import Node, OperationError, find_at, save, trash
from mastaba.cli.application import command_request
from mastaba.content.importing import Importers, Report, run_import
from mastaba.testing import Client, ScratchSite
from mastaba_media.demo.papers import floor_plan, leaflet
from mastaba_media.models import Item
from mastaba_media.operations import receive, replace
from mastaba_media.storage import LocalStorage, StorageError
from tests.support.made_files import picture

RED, BLUE = picture("PNG"), picture("PNG", (30, 40))
FILES = {
    "Holiday 2024/IMG_1.png": RED,
    "Holiday 2024/more/again.png": RED,
    "notes.txt": b"Some words.",
    "page.html": b"<script>alert(1)</script>",
    "Thumbs.db": b"left over",
    ".hidden/x.png": RED,
}
UNCHANGED = {"unchanged": 3, "file not taken": 1}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "source", FILES)


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def run(site: ScratchSite, folder: Path, publish: bool | None = None) -> Report:
    importer = site.registry[Importers].by_name["media"]
    begin = lambda: command_request(site.config)  # noqa: E731 - a transaction each time
    return run_import(begin, importer, folder, "/media/archive", publish=publish)


def counts(report: Report, kind: str = "file") -> tuple[int, int, dict[str, int]]:
    found = report.kinds[kind]
    return found.created, found.updated, dict(found.skipped)


def item_at(request: Any, path: str) -> Any:
    return find_at(request, f"/media/archive/{path}", tree="library")


def test_folders_become_folders_and_files_become_items(
    site: ScratchSite, folder: Path, files: Path
) -> None:
    report = run(site, folder)
    assert counts(report) == (3, 0, {"file not taken": 1, "left by a file manager": 1})
    assert counts(report, "folder") == (3, 0, {})
    assert [(one.place, one.detail.split(".")[0]) for one in report.refused] == [
        ("page.html", "This is an HTML page")
    ]
    with site.request() as request:
        item = item_at(request, "holiday-2024/img-1")
        assert (item.title, item.kind, item.width, item.state) == ("IMG 1", "image", 40, "draft")
        assert item_at(request, "holiday-2024").state == "published"
        assert item_at(request, "holiday-2024/more/again").blob == item.blob
    stored = [path for path in files.rglob("blobs/*/*") if path.is_file()]
    assert len(stored) == 2


def test_a_second_run_changes_nothing(site: ScratchSite, folder: Path) -> None:
    run(site, folder)
    assert counts(run(site, folder)) == (0, 0, {**UNCHANGED, "left by a file manager": 1})


def test_a_changed_file_is_replaced_and_what_editors_wrote_stays(
    site: ScratchSite, folder: Path
) -> None:
    run(site, folder)
    with site.request() as request:
        save(request, item_at(request, "holiday-2024/img-1"), {"title": "The pier", "credit": "M"})
    write(folder, {"Holiday 2024/IMG_1.png": BLUE, "new.txt": b"New."})
    assert counts(run(site, folder))[:2] == (1, 1)
    with site.request() as request:
        item = item_at(request, "holiday-2024/img-1")
        assert (item.title, item.credit, item.width, item.height) == ("The pier", "M", 30, 40)
        assert item.revision == 3
    assert counts(run(site, folder))[:2] == (0, 0)


def test_what_was_replaced_or_thrown_away_here_is_left_alone(
    site: ScratchSite, folder: Path, tmp_path: Path
) -> None:
    run(site, folder)
    own = write(tmp_path, {"own.png": picture("PNG", (50, 50))}) / "own.png"
    with site.request() as request, own.open("rb") as stream:
        replace(request, item_at(request, "holiday-2024/img-1"), receive(stream, "own.png"))
        trash(request, item_at(request, "notes"))
    write(folder, {"Holiday 2024/IMG_1.png": BLUE, "notes.txt": b"Other words."})
    report = run(site, folder)
    assert counts(report)[:2] == (0, 0)
    skipped = counts(report)[2]
    assert skipped["edited here since it was imported"] == skipped["in the trash here"] == 1


def test_visitors_see_what_is_imported_with_publish(
    site: ScratchSite, folder: Path, visitor: Client
) -> None:
    run(site, folder)
    with site.request() as request:
        item = item_at(request, "notes")
        address = request.node_url(item, "file")
    visitor.get(f"{address}/notes.txt", status=404)
    run(site, folder, publish=True)
    assert visitor.get(f"{address}/notes.txt", status=200).body == b"Some words."


def test_drawings_are_shown_to_editors_as_they_are(site: ScratchSite, tmp_path: Path) -> None:
    run(site, write(tmp_path / "plans", {"plan.svg": floor_plan(), "leaflet.pdf": leaflet()}))
    editor = site.client("editor")
    screen = editor.get("/admin/-/library/media/archive").html
    thumbs = [image["src"] for image in screen.select("main img")]
    assert len(thumbs) == 1
    assert editor.get(thumbs[0]).content_type == "image/svg+xml"


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("last", [2, 5, 7])
def test_case_092_a_killed_run_goes_on_where_it_stopped(
    site: ScratchSite, folder: Path, last: int
) -> None:
    importer = site.registry[Importers].by_name["media"]
    begun: list[None] = []

    def transactions() -> Any:
        begun.append(None)
        return Dying(command_request(site.config), len(begun) == last)

    with pytest.raises(Killed):
        run_import(transactions, importer, folder, "/media/archive")
    run(site, folder)
    assert counts(run(site, folder))[:2] == (0, 0)
    with site.request() as request:
        assert request.db.query(Item).count() == 3
        assert request.db.query(Node).filter_by(type="media.folder").count() == 4


class Dying:
    """A transaction that is not committed when it `dies`."""

    def __init__(self, inner: Any, dies: bool) -> None:
        self._inner = inner
        self._dies = dies

    def __enter__(self) -> Any:
        return self._inner.__enter__()

    def __exit__(self, *how: Any) -> None:
        if self._dies:
            self._inner.__exit__(Killed, Killed(), None)
            raise Killed
        self._inner.__exit__(*how)


def test_a_storage_that_fails_ends_the_import_which_goes_on_later(
    site: ScratchSite,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_any: object) -> None:
        raise StorageError("The bucket does not answer: Gone.")

    monkeypatch.setattr(LocalStorage, "put", fail)
    with pytest.raises(OperationError, match="could not be kept"):
        run(site, folder)
    said = [one for one in caplog.records if "could not be stored" in one.message]
    assert [(one.message, one.exc_info) for one in said] == [
        ("A file could not be stored: The bucket does not answer: Gone.", None)
    ]
    monkeypatch.undo()
    assert counts(run(site, folder))[0] == 3


def test_a_source_without_files_is_refused(site: ScratchSite, tmp_path: Path) -> None:
    with pytest.raises(OperationError, match="There is no file in"):
        run(site, tmp_path)
    with pytest.raises(OperationError, match="is not a folder"):
        run(site, write(tmp_path, {"x.png": RED}) / "x.png")
