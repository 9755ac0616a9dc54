"""Files that come with a text: which file of the library they become."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pyramid.httpexceptions import HTTPForbidden

from mastaba.api import (
    IncomingFile,
    OperationError,
    as_system,
    create,
    declared_place,
    find,
    find_at,
    publish,
    role_token,
    share,
    uuid7,
)
from mastaba.testing import ScratchSite
from mastaba_media.incoming import PICTURES
from mastaba_media.models import Item
from mastaba_media.operations import receive, replace
from mastaba_pages.models import Page


def png(colour: str) -> bytes:
    """A small picture of one colour."""
    file = BytesIO()
    Image.new("RGB", (8, 6), colour).save(file, "PNG")
    return file.getvalue()


def taken(
    request: Any, data: bytes, name: str = "a.png", place: Any = None, **more: Any
) -> dict[str, Any]:
    """What a block gets of it."""
    file = IncomingFile(name, "image/png", BytesIO(data), **more)
    place = place or find_at(request, "/")
    assert PICTURES.receive is not None
    received = PICTURES.receive(request, place, file)
    return dict(
        PICTURES.values(request, place, IncomingFile(**{**vars(file), "received": received}))
    )


def item(request: Any, uid: str) -> Item:
    found = find(request, uid, tree="library")
    assert isinstance(found, Item)
    return found


def test_a_picture_goes_into_the_folder_of_the_year_once(site: ScratchSite, files: Path) -> None:
    with site.request("editor") as request:
        year = request.now.year
        values = taken(request, png("red"), "Red.png", alt="A red sky", title="At dusk")
        assert (values["alt"], values["caption"]) == ("A red sky", "At dusk")
        assert "link" not in values
        kept = item(request, values["picture"])
        assert (kept.path, kept.state) == (f"/media/{year}/red", "draft")
        uid = kept.uid
    with site.request("editor") as request:
        assert taken(request, png("red"), "Again.png") == {"picture": uid}
        blue = item(request, taken(request, png("blue"))["picture"])
        assert blue.path == f"/media/{year}/a"


def test_who_may_not_add_files_is_refused_and_makes_nothing(
    site: ScratchSite, files: Path
) -> None:
    with site.request() as request:
        top = find(request, declared_place(request, "media.files").uid, tree="library")
        share(request, top, {"system.Authenticated": ["reader"]}, inherit=False)
    with pytest.raises(HTTPForbidden), site.request("editor") as request:
        taken(request, png("red"))
    with site.request() as request:
        assert not request.catalog(tree="library").visible().of_type("media.item").rows(9)


def test_what_is_dropped_on_a_closed_page_is_for_the_same_people(
    site: ScratchSite, files: Path
) -> None:
    with site.request() as request:
        staff = create(request, find_at(request, "/"), Page, {"title": "Staff"})
        publish(request, staff)
        share(request, staff, {role_token("editor"): ["editor"]}, inherit=False)
        publish(request, create(request, staff, Page, {"title": "Plans"}))
    with site.request("editor") as request:
        year, plans = request.now.year, find_at(request, "/staff/plans")
        first = item(request, taken(request, png("red"), "Red.png", place=plans)["picture"])
        second = item(request, taken(request, png("blue"), "Blue.png", place=plans)["picture"])
        assert first.path == f"/media/{year}/staff/red"
        assert second.path == f"/media/{year}/staff/blue"
        publish(request, first)
        first_path = first.path
    with site.request("reader") as request:
        assert not request.has_permission("view", find_at(request, first_path, tree="library"))


def test_what_is_no_picture_is_refused_by_its_content(site: ScratchSite, files: Path) -> None:
    with site.request("editor") as request:
        for data, name in ((b"%PDF-1.4 nothing", "a.png"), (b"Words only.", "b.png")):
            with pytest.raises(OperationError):
                taken(request, data, name)


def test_an_import_is_brought_up_to_date_and_leaves_to_people_what_is_theirs(
    site: ScratchSite, files: Path
) -> None:
    uid = uuid7()
    more: dict[str, Any] = {"uid": uid, "folder": ("Site", "2019")}
    with site.request() as request:
        assert taken(request, png("red"), "Sky.png", **more) == {"picture": uid}
        first = item(request, uid)
        assert first.path == "/media/site/2019/sky"
        before = first.blob
    with site.request() as request:
        taken(request, png("blue"), "Sky.png", **more)
        second = item(request, uid)
        assert second.blob != before
    with site.request("editor") as request:
        replace(request, item(request, uid), receive(BytesIO(png("green")), "Mine.png"))
        mine = item(request, uid).blob
    with site.request() as request:
        taken(request, png("red"), "Sky.png", **more)
        assert item(request, uid).blob == mine


def test_every_right_ends_with_the_block(site: ScratchSite) -> None:
    with site.request("reader") as request:
        root = find_at(request, "/", tree="library")
        with pytest.raises(ZeroDivisionError), as_system(request):
            assert request.has_permission("create", root)
            raise ZeroDivisionError
        assert not request.has_permission("create", root)
        with pytest.raises(HTTPForbidden):
            create(request, root, Item, {"title": "x"})
