"""Where a page is used, its old addresses, and what is asked before it goes away."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from mastaba.api import (
    Term,
    create,
    find,
    find_at,
    publish,
    rename,
    save,
    share,
    trash,
    vocabulary,
)
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

Read = Callable[[str], dict[str, Any]]


def linking(uid: str, words: str = "see") -> dict[str, Any]:
    marks = [{"type": "link", "attrs": {"uid": uid}}]
    text = {"type": "text", "text": words, "marks": marks}
    return {"type": "doc", "content": [{"type": "paragraph", "content": [text]}]}


@pytest.fixture
def linked(news: ScratchSite) -> ScratchSite:
    """`/a` and the hidden `/closed` link to `/news/live`; the draft of `/b` does so too."""
    with news.request() as request:
        root, uid = find_at(request, "/"), find_at(request, "/news/live").uid
        a = create(request, root, Page, {"title": "Page A", "body": linking(uid)}, slug="a")
        b = create(request, root, Page, {"title": "Page B"}, slug="b")
        closed = create(request, root, Page, {"title": "Closed", "body": linking(uid)})
        for page in (a, b, closed):
            publish(request, page)
        save(request, b, {"body": linking(uid)})
        share(request, closed, {}, inherit=False)
    return news


def titles(answer: Any) -> list[str]:
    return [cell.a.text for cell in answer.html.select("table.list tbody th")]


def test_pages_that_link_here_are_listed(linked: ScratchSite) -> None:
    answer = linked.client("editor").get("/admin/news/live/@@usage")
    assert sorted(titles(answer)) == ["Page A", "Page B"]
    rows = {row.th.a.text: row.text for row in answer.html.select("table.list tbody tr")}
    assert "only in its changes" in rows["Page B"]
    assert "only in its changes" not in rows["Page A"]
    assert "Text" in rows["Page A"]


def test_case_106_and_130_hidden_pages_leave_no_trace(linked: ScratchSite, node_at: Read) -> None:
    editor = linked.client("editor")
    address = "/admin/news/live/@@usage"
    with_hidden = editor.get(address).html.main
    with linked.request() as request:
        trash(request, find_at(request, "/closed"))
    assert "Closed" not in with_hidden.text
    assert editor.get(address).html.main.text == with_hidden.text
    assert "Closed" in linked.client("admin").get("/admin/-/trash").text
    assert node_at("/closed") == {}


def test_a_whole_section_is_asked_for_links_from_outside(linked: ScratchSite) -> None:
    with linked.request() as request:
        inside = find_at(request, "/news/changed")
        save(request, inside, {"body": linking(find_at(request, "/news/live").uid)})
    editor = linked.client("editor")
    assert titles(editor.get("/admin/news/@@usage")) == []
    assert sorted(titles(editor.get("/admin/news/@@usage?whole=1"))) == ["Page A", "Page B"]
    assert "Changed" in titles(editor.get("/admin/news/live/@@usage"))


def test_old_addresses_are_shown_given_and_taken_back(linked: ScratchSite) -> None:
    with linked.request() as request:
        rename(request, find_at(request, "/news/live"), "alive")
    editor, visitor = linked.client("editor"), linked.client()
    screen = "/admin/news/alive/@@usage"
    assert "/news/live" in editor.get(screen).text
    editor.send(screen, {"add": "2014/old.html"}, status=303)
    assert visitor.get("/2014/old.html", status=301).location.endswith("/news/alive")
    gone = editor.send(screen, {"remove": "/2014/old.html"}, status=303).follow()
    assert "leads nowhere now" in gone.text
    visitor.get("/2014/old.html", status=404)
    undone = editor.send(screen, {"add": "/2014/old.html"}, status=303).follow()
    assert "/2014/old.html" in undone.html.select_one("#main .panel").text
    refused = editor.send(screen, {"add": "/a"}, status=303).follow()
    assert "“Page A” has the address /a itself." in refused.text
    editor.send(screen, {}, status=400)


def test_who_may_not_edit_sees_nothing_of_it(linked: ScratchSite) -> None:
    linked.client().get("/admin/news/live/@@usage", status=303)
    linked.client("reader").get("/admin/news/live/@@usage", status="4*")


def test_the_trash_asks_first_and_names_what_links_there(linked: ScratchSite) -> None:
    editor = linked.client("editor")
    asked = editor.get("/admin/news/@@trash")
    notice = asked.html.select_one(".notice").text
    assert "One public page links here" in notice
    assert [a.text for a in asked.html.select(".notice a")] == ["Page A"]
    assert "With what lies below: 3 pages more." in asked.text
    assert "Public now: 3 pages" in asked.text
    editor.send("/admin/news/@@trash", status=303)
    trashed = editor.get("/admin/-/trash").html.select_one('input[name="uid"]')["value"]
    again = editor.get(f"/admin/-/purge?uid={trashed}")
    assert "One public page links here" in again.text
    assert "With what lies below: 3 pages more." in again.text
    editor.send("/admin/-/purge", {"uid": trashed}, status=303)
    linked.client().get("/a").mustcontain("see", no=["see</a>"])


def test_a_page_that_nothing_links_to_is_asked_about_in_short(linked: ScratchSite) -> None:
    asked = linked.client("editor").get("/admin/a/@@trash")
    assert asked.html.select_one(".notice") is None
    linked.client("editor").get("/admin/-/purge?uid=nonsense", status=404)
    linked.client("editor").get("/admin/-/purge", status=404)


def test_the_edit_screen_names_links_that_lead_nowhere(linked: ScratchSite) -> None:
    editor = linked.client("editor")
    with linked.request() as request:
        draft = find_at(request, "/news/draft")
        save(request, find_at(request, "/b"), {"body": linking(draft.uid, "later")})
    assert editor.get("/admin/a/@@edit").html.select(".notice") == []
    soon = editor.get("/admin/b/@@edit").html.select_one(".notice-info")
    assert "not public yet" in soon.text
    assert "later" in soon.text
    with linked.request() as request:
        uid = find_at(request, "/news/live").uid
        trash(request, find_at(request, "/news/live"))
    shown = editor.get("/admin/a/@@edit").html
    assert shown.select_one("[data-dead-links]")["data-dead-links"] == uid
    assert shown.select_one("[data-jump-link]")["href"] == "#f-body"


def test_a_refused_publication_keeps_every_word(linked: ScratchSite) -> None:
    editor = linked.client("editor")
    body = linking("01890000-0000-7000-8000-000000000000", "broken words")
    with linked.request() as request:
        version = find_at(request, "/a").version
    form = {"title": "New title", "body": json.dumps(body), "slug": "a", "action": "publish"}
    answer = editor.send("/admin/a/@@edit", {**form, "version": str(version)}, status=422)
    assert "“broken words” leads to a page that is not there any more." in answer.text
    assert answer.html.select_one('[name="title"]').text == "New title"
    assert "broken words" in answer.html.select_one('textarea[name="body"]').text
    assert "Page A" in linked.client().get("/a").text


def test_bulk_names_what_links_to_any_of_them(linked: ScratchSite, node_at: Read) -> None:
    chosen = {"select": [str(node_at("/news")["id"])], "action": "trash"}
    asked = linked.client("editor").send("/admin/@@bulk", chosen)
    assert [a.text for a in asked.html.select(".notice a")] == ["Page A"]


def test_an_editor_who_comes_by_an_old_address_is_led_on(linked: ScratchSite) -> None:
    editor = linked.client("editor")
    with linked.request() as request:
        rename(request, find_at(request, "/news"), "stories")
    moved = editor.get("/admin/news/live/@@edit?x=1", status=302)
    assert moved.location.endswith("/admin/stories/live/@@edit?x=1")
    editor.get("/admin/news/none/@@edit", status=404)
    editor.get("/admin/-/nothing", status=404)
    linked.client().get("/admin/news/live/@@edit", status=303)


def test_a_term_is_used_rather_than_linked_to(linked: ScratchSite) -> None:
    with linked.request() as request:
        topics = find(request, vocabulary(request, "pages.topics").uid, tree="library")
        term = create(request, topics, Term, {"title": "Sky"})
        page = find_at(request, "/a")
        save(request, page, {"topics": [term.uid]})
        publish(request, page)
    editor = linked.client("editor")
    address = "/admin/-/library/pages.topics/sky"
    assert titles(editor.get(f"{address}/@@usage")) == ["Page A"]
    assert "One public page uses this." in editor.get(f"{address}/@@trash").text
    editor.send(f"{address}/@@trash", status=303)
    editor.send("/admin/a/@@publish", status=303)
    assert "is published" in editor.get("/admin/a/@@edit").text
