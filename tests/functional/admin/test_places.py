"""Publishing, moving, ordering, trash, bulk actions, from their buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mastaba.api import create, find_at
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Section

Read = Callable[[str], dict[str, Any]]


def order(editor: Client) -> list[str]:
    return [link.text for link in editor.get("/admin/news").html.select("[data-row-link]")]


def test_unpublish_and_publish_again(news: ScratchSite, editor: Client, visitor: Client) -> None:
    answer = editor.send("/admin/news/live/@@unpublish", status=303).follow()
    visitor.get("/news/live", status=404)
    assert "Publish again" in answer.text
    editor.send("/admin/news/live/@@publish", status=303)
    visitor.get("/news/live", status=200)
    editor.send("/admin/news/live/@@unpublish")
    again = editor.send("/admin/news/live/@@unpublish", status=303).follow()
    assert "is not published" in again.html.select_one(".toast-error").text


def test_a_message_is_shown_once(news: ScratchSite, editor: Client) -> None:
    first = editor.send("/admin/news/live/@@unpublish", status=303).follow()
    assert first.html.select_one("[data-toast]") is not None
    assert editor.get("/admin/news").html.select_one("[data-toast]") is None


def test_a_forged_message_is_not_shown(news: ScratchSite, editor: Client) -> None:
    editor.set_cookie("mastaba-flash", "eyJ0ZXh0IjoieCJ9")
    assert editor.get("/admin/news").html.select_one("[data-toast]") is None


def test_move_to_another_place(news: ScratchSite, editor: Client, node_at: Read) -> None:
    with news.request("editor") as request:
        create(request, find_at(request, "/"), Section, {"title": "Archive"})
    form = editor.get("/admin/news/live/@@move?place=archive")
    assert [" ".join(o.stripped_strings) for o in form.html.select(".places label")] == [
        "Archive /archive"
    ]
    target = {"target": str(node_at("/archive")["id"])}
    answer = editor.send("/admin/news/live/@@move", target, status=303)
    assert answer.location.endswith("/admin/archive/live/@@edit")
    assert node_at("/archive/live")["title"] == "Live"


def test_impossible_places_are_disabled(news: ScratchSite, editor: Client) -> None:
    choices = editor.get("/admin/news/@@move").html.select(".places input")
    assert all(choice.has_attr("disabled") for choice in choices)
    here = editor.get("/admin/news/live/@@move").html.select("input[disabled]")
    assert len(here) == 1


def test_a_move_into_itself_is_refused_with_a_sentence(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    target = {"target": str(node_at("/news/live")["id"])}
    answer = editor.send("/admin/news/@@move", target, status=303).follow()
    assert "cannot be moved into itself" in answer.text
    editor.send("/admin/news/live/@@move", {"target": "0"}, status=404)
    editor.send("/admin/news/live/@@move", {}, status=400)


def test_reorder_by_buttons(news: ScratchSite, editor: Client, node_at: Read) -> None:
    keys = {name: str(node_at(f"/news/{name}")["id"]) for name in ("live", "draft", "changed")}
    assert "Move Draft up" in editor.get("/admin/news?arrange=1").text
    editor.send("/admin/news/@@reorder", {"up": keys["draft"]}, status=303)
    assert order(editor) == ["Draft", "Live", "Changed"]
    editor.send("/admin/news/@@reorder", {"down": keys["draft"]})
    assert order(editor) == ["Live", "Draft", "Changed"]
    editor.send("/admin/news/@@reorder", {"down": keys["draft"]})
    assert order(editor) == ["Live", "Changed", "Draft"]
    for direction, name in (("down", "draft"), ("up", "live")):
        editor.send("/admin/news/@@reorder", {direction: keys[name]}, status=303)
    assert order(editor) == ["Live", "Changed", "Draft"]


def test_to_the_top_and_to_the_bottom_and_back(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    keys = {name: str(node_at(f"/news/{name}")["id"]) for name in ("live", "draft", "changed")}
    done = editor.send("/admin/news/@@reorder", {"top": keys["changed"]}, status=303).follow()
    assert order(editor) == ["Changed", "Live", "Draft"]
    undo = done.html.select_one("[data-toast] form")
    fields = {field["name"]: field["value"] for field in undo.select("input")}
    editor.post(undo["action"], fields)
    assert order(editor) == ["Live", "Draft", "Changed"]
    editor.send("/admin/news/@@reorder", {"bottom": keys["live"]})
    assert order(editor) == ["Draft", "Changed", "Live"]


def test_reordering_reads_no_more_in_a_wide_section(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    key = str(node_at("/news/live")["id"])
    counts = []
    for _ in range(2):
        with news.statements() as sql:
            editor.send("/admin/news/@@reorder", {"bottom": key})
            editor.send("/admin/news/@@reorder", {"up": key})
        counts.append(len(sql))
        with news.request("editor") as request:
            for number in range(20):
                create(request, find_at(request, "/news"), Section, {"title": f"S {number}"})
    assert counts[1] <= counts[0]


def test_reorder_by_dragging(news: ScratchSite, editor: Client, node_at: Read) -> None:
    keys = {name: str(node_at(f"/news/{name}")["id"]) for name in ("live", "draft", "changed")}
    json = {"Accept": "application/json"}
    moved = {"id": keys["changed"], "before": keys["live"]}
    undo = editor.send("/admin/news/@@reorder", moved, headers=json).json["undo"]
    assert order(editor) == ["Changed", "Live", "Draft"]
    editor.send("/admin/news/@@reorder", undo, headers=json)
    assert order(editor) == ["Live", "Draft", "Changed"]
    editor.send("/admin/news/@@reorder", {"id": keys["changed"], "after": keys["live"]})
    assert order(editor) == ["Live", "Changed", "Draft"]
    editor.send("/admin/news/@@reorder", {"id": keys["changed"], "before": ""}, headers=json)
    assert order(editor) == ["Live", "Draft", "Changed"]


@pytest.mark.parametrize("fields", [{}, {"id": "x"}, {"up": "99999"}, {"id": "99999"}])
def test_reordering_what_is_not_there_is_refused(
    news: ScratchSite, editor: Client, fields: dict[str, str]
) -> None:
    answer = editor.send("/admin/news/@@reorder", fields, expect_errors=True)
    assert answer.status_int in (400, 404)


def test_the_front_page_is_chosen_by_an_administrator(
    news: ScratchSite, editor: Client, admin: Client, visitor: Client
) -> None:
    editor.send("/admin/news/live/@@front", status=403)
    answer = admin.send("/admin/news/live/@@front", status=303).follow()
    assert "is the front page now" in answer.text
    assert "Live" in visitor.get("/").html.h1.text
    assert (
        "front page" not in admin.get("/admin/news/live/@@edit").html.select_one("#page-menu").text
    )
