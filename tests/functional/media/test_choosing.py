"""The chooser of files, and their faces."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mastaba.api import create, declared_place, find, find_at, publish, share
from mastaba.testing import Client, ScratchSite
from mastaba_media.models import Folder, Item

CHOOSER = "/admin/-/media-chooser?types=media.item"
NAMES = ("Owl", "Comet", "Chart.pdf")


def add(request: Any, folder: Any, name: str, kind: str = "image") -> Any:
    digest = f"{abs(hash(name)):064x}"[:64]
    fields = {"name": name, "blob": digest, "kind": kind, "media_type": "image/png"}
    return create(request, folder, Item, {"title": name, **fields, "width": 4, "height": 3})


@pytest.fixture
def top(site: ScratchSite) -> str:
    """The top folder with two pictures, a document, an open folder and a closed one."""
    with site.request() as request:
        top = find(request, declared_place(request, "media.files").uid, tree="library")
        for name in NAMES:
            add(request, top, name, "document" if "." in name else "image")
        for title in ("Birds", "Closed"):
            folder = create(request, top, Folder, {"title": title})
            publish(request, folder)
            add(request, folder, f"{title} owl")
        share(request, find_at(request, "/media/closed", tree="library"), {}, inherit=False)
        return str(top.uid)


def titles(page: Any) -> list[str]:
    return [json.loads(button["data-choose"])["title"] for button in page.select("[data-choose]")]


def test_it_shows_what_fits_and_may_be_seen(editor: Client, site: ScratchSite, top: str) -> None:
    with site.statements() as sql:
        page = editor.get(f"{CHOOSER}&kinds=image").html
    assert titles(page) == ["Comet", "Owl"]
    assert [link.text for link in page.select(".chooser-folders a")] == ["Birds"]
    assert page.select_one("[data-remember]")["data-remember"] == f"folder={top}"
    assert page.select_one("[data-media-upload]")["data-media-accept"] == "image/*"
    assert titles(editor.get(CHOOSER).html) == ["Chart.pdf", "Comet", "Owl"]
    assert titles(editor.get(f"{CHOOSER}&kind=document").html) == ["Chart.pdf"]
    assert titles(editor.get(f"{CHOOSER}&kinds=image&kind=document").html) == ["Comet", "Owl"]
    assert len(sql) <= 12


def test_a_folder_of_folders_shows_what_lies_in_them(editor: Client, site: ScratchSite) -> None:
    with site.request() as request:
        top = find(request, declared_place(request, "media.files").uid, tree="library")
        add(request, create(request, top, Folder, {"title": "Birds"}), "Owl")
    page = editor.get(CHOOSER).html
    assert titles(page) == ["Owl"]
    assert "/media/birds" in page.select_one("[data-choose] small").text


def test_words_are_found_in_all_folders_that_may_be_seen(editor: Client, top: str) -> None:
    page = editor.get(f"{CHOOSER}&q=owl").html
    assert titles(page) == ["Birds owl", "Owl"]
    assert not page.select("[data-remember], [data-media-upload], .chooser-folders")
    assert titles(editor.get(f"{CHOOSER}&q=nothing%25").html) == []


def test_case_094_a_folder_that_may_not_be_seen_is_as_none(
    site: ScratchSite, editor: Client, top: str
) -> None:
    with site.request() as request:
        closed = find_at(request, "/media/closed", tree="library").uid
        birds = find_at(request, "/media/birds", tree="library").uid
    usual = editor.get(CHOOSER).html
    for uid in (closed, "0" * 36, "x"):
        assert titles(editor.get(f"{CHOOSER}&folder={uid}").html) == titles(usual)
    inside = editor.get(f"{CHOOSER}&folder={birds}").html
    assert titles(inside) == ["Birds owl"]
    assert [link.text for link in inside.select(".crumbs a")] == ["Media"]
    site.client("reader").get(CHOOSER, status=[302, 303, 403, 404])


def test_pictures_have_faces_in_lists_of_the_core(editor: Client, top: str) -> None:
    found = editor.get("/admin/@@find-page?type=media.item").json
    faces = {page["title"]: page["face"] for page in found}
    assert faces.keys() == {*NAMES, "Birds owl"}
    assert "@@image/" in faces["Owl"] and faces["Chart.pdf"] == ""
