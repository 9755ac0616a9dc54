"""Faces and choosers: what lists, searches, forms and the block menu get of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from mastaba.api import Group, Reference, References, create, field, find_at, publish
from mastaba.content.blocks.descriptors import block_descriptors
from mastaba.content.blocks.registry import Blocks, DeclaredBlock
from mastaba.content.faces import Faces
from mastaba.content.types import ContentTypes
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page

TYPES = ("pages.page",)


class Card(Group):
    page: Reference = field(label="Page", types=TYPES)
    note: str | None = field(label="Note")


class Cards(Group):
    pages: References = field(label="Pages", types=TYPES)


class Words(Group):
    page: Reference = field(label="Page", types=TYPES)
    note: str = field(label="Note")


class Either(Group):
    page: Reference = field(label="Page", types=("pages.page", "pages.section"))


@pytest.fixture
def asked(site: ScratchSite) -> list[list[str]]:
    """Pages have faces, a chooser, and blocks that refer to them. What is asked about faces."""
    asked: list[list[str]] = []

    def faces(_request: Any, uids: Any) -> dict[str, str]:
        asked.append(list(uids))
        return {uid: f"/-/face/{uid}" for uid in uids}

    site.registry[Faces].by_type["pages.page"] = faces
    types = site.registry[ContentTypes].by_name
    types["pages.page"] = replace(types["pages.page"], chooser="page-chooser")
    for form in (Card, Cards, Words, Either):
        name = f"test.{form.__name__.lower()}"
        site.registry[Blocks].add(DeclaredBlock(name, form, name, "blocks/details.jinja2"))
    with site.request() as request:
        for title in ("One", "Two"):
            publish(request, create(request, find_at(request, "/"), Page, {"title": title}))
    return asked


def test_lists_and_searches_show_faces_with_one_call(
    editor: Client, asked: list[list[str]]
) -> None:
    rows = editor.get("/admin/@@contents").html.select("tr[data-row] img.face")
    assert len(rows) == 2 and all(row["alt"] == "" for row in rows)
    assert [len(uids) for uids in asked] == [2]
    found = editor.get("/admin/@@find-page?q=one").json
    assert [page["face"] for page in found] == [f"/-/face/{found[0]['uid']}"]


def test_faces_that_fail_are_icons_again(
    editor: Client, site: ScratchSite, asked: list[list[str]]
) -> None:
    def broken(_request: Any, _uids: Any) -> dict[str, str]:
        raise RuntimeError("no faces today")

    site.registry[Faces].by_type["pages.page"] = broken
    page = editor.get("/admin/@@contents").html
    assert len(page.select("tr[data-row]")) == 2
    assert not page.select("img.face")


def test_a_field_with_a_chooser_says_where_and_shows_what_is_chosen(
    editor: Client, site: ScratchSite, asked: list[list[str]]
) -> None:
    with site.request() as request:
        uid = find_at(request, "/one").uid
    headers = dict(zip(("X-CSRF-Token",), editor.csrf.values(), strict=True))
    sent = {"type": "test.card", "data": {"page": uid}}
    form = editor.post_json("/admin/one/@@block-form", sent, headers=headers).html
    place = form.select_one("[data-pages]")
    assert place["data-chooser"] == "/admin/-/page-chooser?types=pages.page"
    chosen = place.select_one("[data-address]")
    assert (chosen["data-face"], chosen["data-address"]) == (f"/-/face/{uid}", "/one")
    assert chosen["data-url"] == "/admin/one/@@edit"
    assert json.loads(place.select_one("[name='block.page.known']")["value"]) == {"/one": uid}
    other = editor.post_json("/admin/one/@@block-form", {"type": "test.either"}, headers=headers)
    assert not other.html.select("[data-chooser]")


def test_blocks_that_only_need_something_chosen_say_so(
    site: ScratchSite, asked: list[list[str]]
) -> None:
    with site.request("editor") as request:
        known = {block["name"]: block for block in block_descriptors(request)}
    url = "/admin/-/page-chooser?types=pages.page"
    assert known["test.card"]["choose"] == {"field": "page", "url": url, "several": False}
    assert known["test.cards"]["choose"] == {"field": "pages", "url": url, "several": True}
    assert not {"choose", "takes"} & {*known["test.words"], *known["test.either"]}
