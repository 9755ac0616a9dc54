"""Limits are the same on both databases, and are told in a sentence before SQL is sent."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from mastaba.api import (
    Content,
    Invalid,
    OperationError,
    create,
    find_at,
    move,
    rename,
    reorder,
    save,
)
from mastaba.testing import ScratchSite
from mastaba.tree.models import Node
from mastaba.tree.paths import LIMIT
from mastaba_pages.models import Page, Section

FOUR_BYTES = "\U00020000"  # an ideograph outside the Basic Multilingual Plane


def dig(request: Any, letter: str, levels: int) -> Content:
    """A section below sections, each with an address of 100 `letter`s."""
    place: Any = find_at(request, "/")
    for _ in range(levels):
        place = create(request, place, Section, {"title": "deep"}, slug=letter * 100)
    return place


@pytest.mark.parametrize("letter", ["x", "ß", "漢", FOUR_BYTES])
def test_an_address_never_grows_beyond_what_the_index_holds(
    site: ScratchSite, letter: str
) -> None:
    room = LIMIT // (100 * len(letter.encode()) + 1)
    with site.request() as request:
        deepest = dig(request, letter, room)
        assert len(deepest.path.encode()) <= LIMIT
        with pytest.raises(OperationError, match="too long"):
            create(request, deepest, Page, {"title": "x"}, slug=letter * 100)


@pytest.mark.parametrize("letter", ["x", "漢"])
def test_case_229_no_rename_or_move_makes_an_address_below_too_long(
    site: ScratchSite, letter: str
) -> None:
    room = LIMIT // (100 * len(letter.encode()) + 1)
    with site.request() as request:
        top = find_at(request, dig(request, letter, room).path[: 1 + 100])
        with pytest.raises(OperationError, match="too long"):
            rename(request, top, letter * 200)
    with site.request() as request:
        other = create(request, find_at(request, "/"), Section, {"title": "x"}, slug=letter * 150)
        with pytest.raises(OperationError, match="too long"):
            move(request, find_at(request, f"/{letter * 100}"), other)


@pytest.mark.parametrize(
    ("field", "limit"), [("title", 300), ("summary", 1000)], ids=["title", "summary"]
)
@pytest.mark.parametrize("letter", ["x", FOUR_BYTES], ids=["ascii", "four-bytes"])
def test_case_165_text_is_stored_to_the_last_character_or_refused(
    site: ScratchSite, field: str, limit: int, letter: str
) -> None:
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "page"})
        save(request, page, {field: letter * limit})
        with pytest.raises(Invalid, match=f"at most {limit}"):
            save(request, page, {field: letter * (limit + 1)})
    with site.request() as request:
        assert getattr(find_at(request, "/page"), field) == letter * limit


@pytest.mark.parametrize("text", ["a\x00b", "half \ud800", "\udfff"])
def test_case_165_what_no_database_holds_is_refused(site: ScratchSite, text: str) -> None:
    with site.request() as request:
        root = find_at(request, "/")
        for data in (
            {"title": text},
            {"title": "x", "summary": text},
            {"title": "x", "tags": [text]},
            {"title": "x", "body": {"type": "doc", "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": text}]}]}},
        ):  # fmt: skip
            with pytest.raises(Invalid):
                create(request, root, Page, data)
        with pytest.raises(Invalid):
            create(request, root, Page, {"title": "x"}, slug=text)


def titles(request: Any) -> list[str]:
    rows = request.catalog().visible().children_of(find_at(request, "/")).ordered().rows(20)
    return [row.title for row in rows]


def test_case_230_equal_order_keys_are_put_in_order_again(site: ScratchSite) -> None:
    with site.request() as request:
        for title in "abcd":
            create(request, find_at(request, "/"), Page, {"title": title})
        request.db.flush()
        request.db.execute(update(Node).where(Node.parent_id.is_not(None)).values(order_key="a5"))
    with site.request() as request:
        reorder(request, find_at(request, "/d"), before=find_at(request, "/b"))
        request.db.flush()
        assert titles(request) == ["a", "d", "b", "c"]


def test_case_230_a_place_that_was_used_often_has_room(site: ScratchSite) -> None:
    long = "a0" + "z" * 97 + "z"  # what hundreds of insertions at one place lead to
    with site.request() as request:
        for title in "abc":
            create(request, find_at(request, "/"), Page, {"title": title})
        request.db.flush()
        request.db.execute(update(Node).where(Node.slug == "a").values(order_key=long))
    with site.request() as request:
        reorder(request, find_at(request, "/c"), before=find_at(request, "/b"))
        request.db.flush()
        assert titles(request) == ["a", "c", "b"]
        keys = request.db.scalars(select(Node.order_key)).all()
        assert max(map(len, keys)) < 10
