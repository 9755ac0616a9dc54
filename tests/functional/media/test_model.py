"""The types of the plugin keep the promises of every type; what no form shows stays hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mastaba.api import create, declared_place, find_at, move, trash
from mastaba.testing import ContentTypeSuite, MigrationSuite, ScratchSite
from mastaba.testing.databases import Databases
from mastaba_media.models import Folder, Item
from tests.conftest import need_postgres
from tests.functional.media.conftest import PLUGINS
from tests.support import postgres


class TestFolder(ContentTypeSuite):
    model = Folder


class TestItem(ContentTypeSuite):
    model = Item
    below = Folder


class TestMigrations(MigrationSuite):
    plugin = "media"


def test_what_is_hidden_is_in_no_form_and_nothing_posted_changes_it(site: ScratchSite) -> None:
    digest = "ab" * 32
    with site.request() as request:
        folder = declared_place(request, "media.files")
        item = create(request, folder, Item, {"title": "Dome", "blob": digest, "name": "d.txt"})
        address = f"/admin/-/library{item.path}/@@edit"
    editor = site.client("editor")
    form = editor.get(address).forms["edit-form"]
    assert "blob" not in form.fields
    posted = {**dict(form.submit_fields()), "blob": "cd" * 32, "title": "Renamed"}
    editor.post(address, posted)
    with site.request() as request:
        found = find_at(request, "/media/dome", tree="library")
        assert (found.title, found.blob) == ("Renamed", digest)


def test_no_menu_offers_to_add_what_programs_make(site: ScratchSite) -> None:
    editor = site.client("editor")
    assert "type=media.item" not in editor.get("/admin/-/library/media")
    editor.get("/admin/-/library/media/@@add?type=media.item", status=404)


def test_the_declared_folder_is_found_wherever_editors_put_it(site: ScratchSite) -> None:
    with site.request() as request:
        media = declared_place(request, "media.files")
        assert (media.path, media.title) == ("/media", "Media")
        root = find_at(request, "/", tree="library")
        move(request, media, create(request, root, Folder, {"title": "Archive"}))
    with site.request() as request:
        media = declared_place(request, "media.files")
        assert media.path == "/archive/media"
        trash(request, media)
    with site.request() as request:
        assert declared_place(request, "media.files") is None
    site.migrate()  # makes no other: it is there, in the trash
    with site.request() as request:
        assert find_at(request, "/media", tree="library") is None


@pytest.fixture
def shared_site(site: ScratchSite) -> ScratchSite:
    """The suites share a site between their tests; here each has its own."""
    return site


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database."""
    if request.param == "postgres":
        need_postgres(request.config)
    found: str = request.param
    return found


@pytest.fixture
def empty_site(kind: str, tmp_path: Path) -> Iterator[ScratchSite]:
    """An application on a database without a table."""
    server = postgres.server() if kind == "postgres" else ""
    databases = Databases(tmp_path, server and postgres.sqlalchemy_address(server, "postgres"))
    with databases.empty(kind) as address:
        site = ScratchSite(address, {"here": str(tmp_path), "mastaba.plugins": PLUGINS})
        yield site
        site.close()
    databases.close()
