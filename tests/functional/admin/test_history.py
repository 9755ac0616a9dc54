"""Versions and steps of a page, compared and restored."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.api import find_at, move, save, unpublish
from mastaba.testing import Client, ScratchSite

from .conftest import document

CHANGED = "/admin/news/changed"


def rows(answer: Any) -> list[str]:
    return [" ".join(row.stripped_strings) for row in answer.html.select(".timeline .what")]


def test_versions_and_steps_are_one_line_of_time(news: ScratchSite, editor: Client) -> None:
    with news.request("admin") as request:
        node = find_at(request, "/news/changed")
        unpublish(request, node)
        move(request, node, find_at(request, "/"))
    found = rows(editor.get("/admin/changed/@@history"))
    assert found[0].startswith("Moved /news/changed → /changed Admin,")
    assert found[1].startswith("Unpublished Admin,")
    assert found[2].startswith("Version 2 Editor,")
    assert any(row.startswith("Version 1 published Editor,") for row in found)


def test_the_live_version_is_marked(news: ScratchSite, editor: Client) -> None:
    answer = editor.get(f"{CHANGED}/@@history")
    (live,) = answer.html.select(".timeline .chip-published")
    assert "Version 1" in live.parent.text


def test_a_long_history_has_pages(news: ScratchSite, editor: Client) -> None:
    for number in range(60):
        with news.request("editor") as request:
            save(request, find_at(request, "/news/live"), {"summary": f"Edit {number}"})
    first = editor.get("/admin/news/live/@@history")
    assert len(rows(first)) == 50
    second = first.click("Next")
    assert rows(second)[-1].startswith("Created")
    assert rows(second)[-2].startswith("Version 1")
    assert not set(rows(first)) & set(rows(second))


@pytest.mark.parametrize("before", ["x", "2026-01-01T00:00:00", "9" * 40])
def test_a_forged_link_into_the_history_is_refused(
    news: ScratchSite, editor: Client, before: str
) -> None:
    editor.get(f"{CHANGED}/@@history?before={before}", status=400)


def test_two_versions_are_compared(news: ScratchSite, editor: Client) -> None:
    for query in ("old=1&new=2", "old=2&new=1"):
        text = editor.get(f"{CHANGED}/@@compare?{query}").text
        assert "Version 1 → 2" in text
        assert "<ins>twice" in text
        assert "<del>" in text
    assert "No difference" in editor.get(f"{CHANGED}/@@compare?old=1&new=1").text


def test_a_comparison_escapes_what_was_typed(news: ScratchSite, editor: Client) -> None:
    with news.request("editor") as request:
        node = find_at(request, "/news/changed")
        save(request, node, {"title": "<script>alert(1)</script>", "tags": ["<b>"]})
    text = editor.get(f"{CHANGED}/@@compare?old=2&new=3").text
    assert "<script>alert" not in text
    assert "<b>" not in text


def test_very_long_texts_are_shown_one_after_the_other(news: ScratchSite, editor: Client) -> None:
    with news.request("editor") as request:
        save(request, find_at(request, "/news/live"), {"body": document("word " * 30_000)})
    text = editor.get("/admin/news/live/@@compare?old=1&new=2").text
    assert "block-removed" in text and "block-added" in text


@pytest.mark.parametrize("number", ["0", "99", "99999999999999999999", "x", ""])
def test_versions_that_are_not_there(news: ScratchSite, editor: Client, number: str) -> None:
    for path in (f"@@revision?number={number}", f"@@compare?old={number}&new=1"):
        answer = editor.get(f"{CHANGED}/{path}", expect_errors=True)
        assert answer.status_int in (400, 404)
    restored = editor.send(f"{CHANGED}/@@restore", {"number": number}, expect_errors=True)
    assert restored.status_int in (303, 400)


def test_a_version_is_shown_and_restored(news: ScratchSite, editor: Client) -> None:
    shown = editor.get(f"{CHANGED}/@@revision?number=1")
    assert "Text of changed." in shown.text
    assert "Compare with now" in shown.text
    assert "Compare with now" not in editor.get(f"{CHANGED}/@@revision?number=2").text
    answer = editor.send(f"{CHANGED}/@@restore", {"number": "1"}, status=303).follow()
    assert answer.forms["edit-form"]["title"].value == "Changed"
    assert rows(editor.get(f"{CHANGED}/@@history"))[0].startswith(
        "Version 3 Restored from version 1"
    )


def test_comparing_puts_no_form_token_into_the_address(news: ScratchSite, editor: Client) -> None:
    page = editor.get(f"{CHANGED}/@@history").html
    compare = page.select_one("form[action$='@@compare']")
    assert {field["name"] for field in compare.select("input")} == {"old", "new"}
    restore = page.select_one("button[form=restore]")
    assert restore["value"] == "1" and page.select_one("form#restore [name=csrf_token]")
    single = editor.get("/admin/news/live/@@history").html
    assert single.select_one(".compare-bar, .pick input") is None, (
        "there is nothing to compare with"
    )
