"""The trash: what is in it, out of it one by one or many at once, and for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mastaba.api import create, find, find_at, purge, share, trash
from mastaba.content.bulk import Bed, Sprout
from mastaba.security.principals import user_token
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page, Section

Read = Callable[[str], dict[str, Any]]
TRASH, RESTORE, PURGE, EMPTY = (
    f"/admin/-/{name}" for name in ("trash", "restore", "purge", "empty-trash")
)


def titles(answer: Any) -> list[str]:
    return [row.text for row in answer.html.select("[data-row] strong")]


def put_away(site: ScratchSite, *paths: str, role: str | None = "editor") -> list[str]:
    """Trash these, one request each; their uids."""
    uids = []
    for path in paths:
        with site.request(role) as request:
            node = find_at(request, path)
            uids.append(node.uid)
            trash(request, node)
    return uids


def test_trash_undo_and_back(news: ScratchSite, editor: Client, node_at: Read) -> None:
    before = node_at("/news/live")
    answer = editor.send("/admin/news/live/@@trash", status=303).follow()
    assert node_at("/news/live") == {}
    undo = answer.html.select_one("[data-toast] form")
    at = undo.select_one("[name=at]")["value"]
    editor.send(undo["action"], {"at": at}, status=303)
    assert node_at("/news/live")["order_key"] == before["order_key"]


def test_it_lists_filters_and_finds(news: ScratchSite, editor: Client) -> None:
    assert "The trash is empty" in editor.get(TRASH).text
    put_away(news, "/news/live")
    put_away(news, "/news/draft", role="admin")
    page = editor.get(TRASH)
    assert titles(page) == ["Draft", "Live"]
    assert "was /news/live" in page.text
    assert titles(editor.get(f"{TRASH}?q=LIV")) == ["Live"]
    assert titles(editor.get(f"{TRASH}?q=/news/d")) == ["Draft"]
    assert titles(editor.get(f"{TRASH}?mine=1")) == ["Live"]
    assert "Nothing matches" in editor.get(f"{TRASH}?q=100%25").text


def test_a_section_and_a_page_of_it_come_back_together(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    uids = put_away(news, "/news/live", "/news")
    done = editor.send(RESTORE, {"select": uids}, status=303).follow()
    assert "2 pages restored." in done.text
    assert node_at("/news/live")["uid"] == uids[0]
    assert "The trash is empty" in editor.get(TRASH).text


def test_restore_to_another_place(news: ScratchSite, editor: Client, node_at: Read) -> None:
    uids = put_away(news, "/news/live", "/news/draft")
    form = editor.send(RESTORE, {"select": uids, "choose": "1"}, status=303).follow()
    assert "Restore 2 pages to another place" in form.text
    target = str(node_at("/")["id"])
    editor.send(RESTORE, {"uid": uids, "target": target}, status=303)
    assert node_at("/live")["uid"] == uids[0]
    assert node_at("/draft")["uid"] == uids[1]
    editor.send(RESTORE, {"uid": uids[0], "target": target}, status=404)


def test_what_is_not_in_the_trash_is_not_there(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    for uid in (node_at("/news/live")["uid"], "nonsense", ""):
        editor.send(PURGE, {"uid": uid}, status=404)
        editor.send(RESTORE, {"uid": uid}, status=404)
        editor.get(f"{RESTORE}?uid={uid}", status=404)
    assert node_at("/news/live")


def test_several_are_deleted_after_a_question(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    with news.request("editor") as request:
        create(request, find_at(request, "/news/live"), Page, {"title": "Below"})
    uids = put_away(news, "/news/live", "/news/draft")
    asked = editor.send(PURGE, {"select": uids, "ask": "1"}, status=200)
    assert "With what lies below: 1 page more." in asked.text
    assert len(titles(editor.get(TRASH))) == len(uids)
    fields = [field["value"] for field in asked.html.select("main [name=uid]")]
    done = editor.send(PURGE, {"uid": fields}, status=303).follow()
    assert "2 pages deleted for good." in done.text
    assert "The trash is empty" in done.text


def test_nothing_is_deleted_when_something_below_is_for_others_only(
    news: ScratchSite, editor: Client
) -> None:
    with news.request("editor") as request:
        live = find_at(request, "/news/live")
        create(request, live, Page, {"title": "Closed"})
    with news.request() as request:
        share(request, find_at(request, "/news/live/closed"), {}, inherit=False)
    put_away(news, "/news/live", role=None)
    put_away(news, "/news/draft")
    done = editor.send(EMPTY, {"word": "delete"}, status=303).follow()
    assert "Nothing was deleted." in done.text
    assert "Closed" not in done.text
    assert titles(done) == ["Draft", "Live"]


def test_emptying_asks_for_a_word(news: ScratchSite, editor: Client) -> None:
    put_away(news, "/news/live", "/news/draft")
    assert "2 pages" in editor.get(EMPTY).text
    refused = editor.send(EMPTY, {"word": "yes"}, status=422)
    assert "Type “delete” to go on." in refused.text
    assert "2 pages deleted for good." in editor.send(EMPTY, {"word": "Delete"}).follow().text
    assert "There is nothing to delete" in editor.get(EMPTY).text


def test_who_may_trash_in_one_branch_finds_it_there(news: ScratchSite, editor: Client) -> None:
    reader = news.client("reader")
    for path in (TRASH, EMPTY):
        reader.get(path, status=403)
    token = user_token(news.account("reader").uid)
    with news.request() as request:
        share(request, find_at(request, "/news"), {token: ["editor"]})
    put_away(news, "/news/live", role="reader")
    with news.request() as request:
        create(request, find_at(request, "/"), Page, {"title": "Elsewhere"})
    put_away(news, "/elsewhere")
    assert titles(editor.get(TRASH)) == ["Elsewhere", "Live"]
    assert titles(reader.get(TRASH)) == ["Live"]
    uid = reader.get(TRASH).html.select_one("[name=select]")["value"]
    reader.send(RESTORE, {"uid": uid}, status=303)
    assert "The trash is empty" in reader.get(TRASH).text


def test_a_section_of_200_pages_comes_back_after_its_parent_was_purged(
    site: ScratchSite, editor: Client
) -> None:
    with site.request("editor") as request:
        parent = create(request, find_at(request, "/"), Section, {"title": "Parent"})
        section = create(request, parent, Section, {"title": "Section"})
        bed = Bed(request, section)
        pages = [Sprout(Page, f"p{number}", {"title": f"Page {number}"}) for number in range(200)]
        bed.plant(pages)
    section_uid, parent_uid = put_away(site, "/parent/section", "/parent")
    with site.request("editor") as request:
        purge(request, find(request, parent_uid, tree="trash"))
    done = editor.send(RESTORE, {"uid": section_uid}, status=303)
    assert done.location.endswith("/admin/section/@@edit")
    with site.request("editor") as request:
        back = find_at(request, "/section")
        found = request.catalog().visible().children_of(back)
        assert {row.uid for row in found.rows(500)} == {page.uid for page in pages}
        assert find_at(request, "/section/p7").title == "Page 7"
    site.client().get("/section/p7", status=200)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_statements_do_not_grow_with_what_is_in_it(news: ScratchSite, editor: Client) -> None:
    put_away(news, "/news/live")
    editor.get(TRASH)
    with news.statements() as few:
        editor.get(TRASH)
    put_away(news, "/news/draft", "/news/changed")
    editor.get(TRASH)  # after a change, what is kept is made anew
    with news.statements() as many:
        editor.get(TRASH)
    assert len(many) <= len(few) <= 10
