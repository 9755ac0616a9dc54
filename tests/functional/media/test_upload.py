"""Uploads through the browser's door (cases 085, 087, 092, 101)."""

from __future__ import annotations

import http.client
import io
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mastaba.api import Revision, create, find_at, latest_fields, publish, trash
from mastaba.security.csrf import FIELD
from mastaba.testing import ScratchSite
from mastaba_media.models import Blob, Folder, Item
from mastaba_media.operations import receive, replace, store_received, upload
from mastaba_media.storage import LocalStorage, Storage, StorageError
from mastaba_media.vetting import FileRefused
from tests.support import made_files as made
from tests.support.live import LiveServer

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
FOLDER = "/admin/-/library/media"


@pytest.fixture
def sent(site: ScratchSite, files: Path) -> Any:
    """`sent(data, name)`: an editor sends a file; the answer."""
    del files
    editor = site.client("editor")

    def send(data: bytes, name: str, view: str = f"{FOLDER}/@@upload", **more: Any) -> Any:
        client = more.pop("client", editor)
        query = "".join(f"&{key}={value}" for key, value in more.pop("query", {}).items())
        headers = {"X-CSRF-Token": client.csrf.get(FIELD, ""), "Accept": "application/json"}
        more.setdefault("content_type", "application/octet-stream")
        address = f"{view}?name={quote(name)}{query}"
        return client.post(address, data, headers=headers, expect_errors=True, **more)

    return send


def rows(site: ScratchSite, model: Any) -> int:
    with Session(site.database.reads) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def stored(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file() and "blobs" in path.parts]


def test_a_file_becomes_a_draft_with_its_bytes(site: ScratchSite, sent: Any, files: Path) -> None:
    data = made.turned(6)
    answer = sent(data, "IMG_2034 (1).jpg", content_type="image/jpeg")
    assert answer.status_int == 201
    said = answer.json
    assert (said["title"], said["width"], said["height"]) == ("IMG 2034", 30, 40)
    assert (said["kind"], said["duplicates"]) == ("image", [])
    assert said["edit_url"] == f"{FOLDER}/img-2034/@@edit"
    with site.request() as request:
        item = find_at(request, "/media/img-2034", tree="library")
        assert (item.uid, item.state, item.name) == (said["uid"], "draft", "img-2034-(1).jpg")
        assert (item.media_type, item.size, item.frames) == ("image/jpeg", len(data), 1)
        blob = request.db.get(Blob, item.blob)
        assert (blob.size, blob.media_type) == (len(data), "image/jpeg")
    assert [path.read_bytes() for path in stored(files)] == [data]


@ONE_DATABASE
def test_case_087_names_decide_nothing_about_where_a_file_is(
    site: ScratchSite, sent: Any, files: Path
) -> None:
    for name in (
        "../../x.jpg",
        "/etc/x.jpg",
        "..\\x.jpg",
        "x.php.jpg",
        "CON",
        "x.jpg.",
        "",
        ".",
    ):
        answer = sent(made.picture("JPEG"), name)
        assert answer.status_int == 201, (name, answer.text)
    digests = {path.name for path in stored(files)}
    assert len(digests) == 1
    assert all(len(path.relative_to(files).parts) == 3 for path in stored(files))
    assert rows(site, Item) == 8


def test_duplicates_are_told_used_or_kept(site: ScratchSite, sent: Any) -> None:
    data = made.picture()
    first = sent(data, "a.png").json
    again = sent(data, "b.png", query={"duplicate": "ask"})
    assert again.status_int == 409
    assert "already" in again.json["error"]
    assert [one["uid"] for one in again.json["duplicates"]] == [first["uid"]]
    used = sent(data, "b.png", query={"duplicate": "use"})
    assert (used.status_int, used.json["uid"]) == (200, first["uid"])
    assert (used.json["width"], used.json["kind"]) == (40, "image")
    kept = sent(data, "b.png", query={"duplicate": "keep"})
    assert (kept.status_int, len(kept.json["duplicates"])) == (201, 1)
    assert (rows(site, Item), rows(site, Blob)) == (2, 1)
    assert sent(made.picture("GIF"), "c.gif", query={"duplicate": "use"}).status_int == 201


@ONE_DATABASE
def test_a_duplicate_that_one_may_not_see_is_not_told(site: ScratchSite, sent: Any) -> None:
    with site.request("admin") as request:
        library = find_at(request, "/", tree="library")
        closed = create(request, library, Folder, {"title": "Closed"})
        received = receive(io.BytesIO(made.picture()), "secret.png")
        item = upload(request, closed, received)
        trash(request, item)
    assert sent(made.picture(), "a.png", query={"duplicate": "ask"}).json["duplicates"] == []


@ONE_DATABASE
@pytest.mark.parametrize(
    "data, name, status",
    [
        (b"", "a.png", 422),
        (b"II*\0" + bytes(50), "a.tif", 415),
        (made.picture(), "a.jpg", 415),
        (made.png_head(65_500, 65_500), "a.png", 422),
        (made.picture()[:-30], "a.png", 422),
    ],
)
def test_what_is_refused_is_answered_with_its_sentence_and_leaves_nothing(
    site: ScratchSite, sent: Any, files: Path, data: bytes, name: str, status: int
) -> None:
    answer = sent(data, name)
    assert answer.status_int == status
    assert answer.json["error"].endswith(".")
    assert (rows(site, Item), stored(files)) == (0, [])


@ONE_DATABASE
def test_who_may_not_upload_or_replace_is_refused_and_nothing_is_stored(
    site: ScratchSite, sent: Any, files: Path
) -> None:
    item = sent(made.picture(), "a.png").json
    place = item["edit_url"].replace("@@edit", "@@replace")
    reader, visitor = site.client("reader"), site.client()
    other = made.picture("GIF")
    for client, of_folder, of_draft in ((reader, 403, 404), (visitor, 403, 403)):
        assert sent(other, "b.gif", client=client).status_int == of_folder
        assert sent(other, "b.gif", view=place, client=client).status_int == of_draft
    assert sent(other, "b.gif", view="/admin/-/library/none/@@upload").status_int == 404
    assert len(stored(files)) == 1


def test_case_101_replaced_in_place_the_old_version_stays_readable(
    site: ScratchSite, sent: Any, files: Path
) -> None:
    first = sent(made.picture("PNG", (40, 30)), "plan.png").json
    with site.request("admin") as request:
        publish(request, find_at(request, "/media/plan", tree="library"))
    place = first["edit_url"].replace("@@edit", "@@replace")
    answer = sent(made.picture("JPEG", (80, 80)), "other.jpg", view=place)
    assert (answer.status_int, answer.json["uid"]) == (200, first["uid"])
    with site.request("admin") as request:
        item = find_at(request, "/media/plan", tree="library")
        assert (item.media_type, item.name) == ("image/png", "plan.png")
        newest = latest_fields(request, item)
        assert (newest["media_type"], newest["name"]) == ("image/jpeg", "plan.jpg")
        publish(request, item)
        assert (item.media_type, item.width, item.revision) == ("image/jpeg", 80, 2)
        query = select(Revision.data).where(Revision.node_id == item.id, Revision.number == 1)
        assert request.db.scalar(query)["name"] == "plan.png"
    assert (rows(site, Blob), len(stored(files))) == (2, 2)


@ONE_DATABASE
def test_a_replacement_keeps_the_crop_where_the_shape_is_the_same(site: ScratchSite) -> None:
    with site.request("admin") as request:
        folder = find_at(request, "/media", tree="library")
        small, large, square = (
            receive(io.BytesIO(made.picture("PNG", size)), "a.png")
            for size in ((40, 30), (400, 300), (90, 90))
        )
        crop = {"crop": [0.1, 0.1, 0.5, 0.5], "focus_x": Decimal("0.2")}
        item = upload(request, folder, small, fields=crop)
        assert not replace(request, item, small)
        assert replace(request, item, large)
        assert (item.crop, float(item.focus_x), item.width) == (crop["crop"], 0.2, 400)
        replace(request, item, square)
        assert (item.crop, float(item.focus_x)) == (None, 0.5)
        sound = receive(io.BytesIO(made.SOUND), "a.mp3")
        with pytest.raises(Exception, match="A sound cannot take the place of a picture"):
            replace(request, item, sound)


@ONE_DATABASE
def test_a_full_or_failing_disk_is_507_and_leaves_no_row(
    site: ScratchSite, sent: Any, monkeypatch: pytest.MonkeyPatch, files: Path
) -> None:
    monkeypatch.setattr("mastaba_media.operations.room._free", lambda _path: 10_000)
    full = sent(made.picture(), "a.png")
    assert (full.status_int, "no room" in full.json["error"]) == (507, True)
    assert stored(files) == []
    monkeypatch.undo()

    def fail(*_any: object) -> None:
        raise StorageError("The bucket is gone.")

    monkeypatch.setattr(LocalStorage, "put", fail)
    failed = sent(made.picture(), "a.png")
    assert (failed.status_int, "bucket" in failed.text) == (507, False)
    with site.request("admin") as request, pytest.raises(FileRefused):
        folder = find_at(request, "/media", tree="library")
        upload(request, folder, receive(io.BytesIO(made.picture()), "a.png"))
    assert (rows(site, Item), rows(site, Blob)) == (0, 0)


@ONE_DATABASE
def test_case_092_what_fails_after_the_file_leaves_no_row(
    site: ScratchSite, sent: Any, monkeypatch: pytest.MonkeyPatch, files: Path
) -> None:
    def fail(*_any: object, **_more: object) -> None:
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(sys.modules["mastaba_media.operations.upload"], "create", fail)
    assert sent(made.picture(), "a.png").status_int == 500
    assert (rows(site, Item), rows(site, Blob)) == (0, 0)
    assert len(stored(files)) == 1  # the sweep takes it


@pytest.fixture
def live(site: ScratchSite) -> Iterator[LiveServer]:
    server = LiveServer(site.application)
    yield server
    server.close()


def test_thirty_files_at_once_all_arrive(site: ScratchSite, live: LiveServer, files: Path) -> None:
    client = site.client("editor")
    cookie = f"{site.cookie_name}={client.cookies[site.cookie_name]}"
    headers = {"X-CSRF-Token": client.csrf[FIELD], "Cookie": cookie}
    same = made.picture("JPEG", (300, 200))

    def post(number: int) -> int:
        address = urlsplit(live.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port)
        data = same if number % 3 == 0 else made.picture("PNG", (20 + number, 20))
        connection.request("POST", f"{FOLDER}/@@upload?name=same.x", data, headers)
        status = connection.getresponse().status
        connection.close()
        return status

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(post, range(30))) == {201}
    assert (rows(site, Item), rows(site, Blob), len(stored(files))) == (30, 21, 21)


@ONE_DATABASE
def test_a_received_file_is_stored_before_the_transaction(site: ScratchSite, files: Path) -> None:
    received = receive(io.BytesIO(made.svg("<script>alert(1)</script>")), "a.svg")
    with site.request("admin") as request:
        assert isinstance(request.service(Storage), LocalStorage)
        store_received(request, received)
    (kept,) = stored(files)
    assert kept.name == received.digest
    assert b"alert" not in kept.read_bytes()
