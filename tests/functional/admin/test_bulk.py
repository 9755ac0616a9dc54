"""Many pages at once, from the list: what it reaches is said first, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mastaba.admin import bulk_job, selection
from mastaba.admin.views import bulk as bulk_view
from mastaba.api import create, find_at, publish, share
from mastaba.jobs import Job, Work
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page, Section

Read = Callable[[str], dict[str, Any]]
URL = "/admin/news/@@bulk"


def keys(node_at: Read, *names: str) -> list[str]:
    return [str(node_at(f"/news/{name}")["id"]) for name in names]


def fields_of(form: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in form.select("input[type=hidden]"):
        found.setdefault(field["name"], []).append(field["value"])
    return found


def go_on(editor: Client, page: Any, **typed: str) -> Any:
    """Press the button of the page that asks."""
    form = page.html.select_one("main form")
    return editor.post(form["action"], {**fields_of(form), **typed})


def test_it_asks_first_and_can_be_taken_back(
    news: ScratchSite, editor: Client, visitor: Client, node_at: Read
) -> None:
    chosen = {"select": keys(node_at, "live", "draft"), "action": "publish"}
    asked = editor.send(URL, chosen, status=200)
    assert "“Live”, “Draft”" in asked.html.select_one(".lead").text
    visitor.get("/news/draft", status=404)
    done = go_on(editor, asked).follow()
    assert "1 page published. 1 page was so already." in done.text
    visitor.get("/news/draft", status=200)
    undo = done.html.select_one("[data-toast] form")
    back = editor.post(undo["action"], fields_of(undo)).follow()
    assert "Taken back" in back.text
    visitor.get("/news/draft", status=404)
    visitor.get("/news/live", status=200)


def test_what_visitors_read_before_is_not_said_to_be_taken_back(
    news: ScratchSite, editor: Client, visitor: Client, node_at: Read
) -> None:
    chosen = {"select": keys(node_at, "changed", "draft"), "action": "publish"}
    done = go_on(editor, editor.send(URL, chosen, status=200)).follow()
    undo = done.html.select_one("[data-toast] form")
    back = editor.post(undo["action"], fields_of(undo)).follow()
    said = back.html.select_one(".toast-error").text
    assert "“Changed twice” was public before" in said
    assert "Changed twice" in visitor.get("/news/changed").text
    visitor.get("/news/draft", status=200)  # all of it, or nothing


def test_the_reach_is_told_beforehand(news: ScratchSite, editor: Client, node_at: Read) -> None:
    with news.request("editor") as request:
        below = create(request, find_at(request, "/news/draft"), Page, {"title": "Below"})
        publish(request, below)
    chosen = {"select": keys(node_at, "live", "draft"), "action": "trash"}
    told = editor.send(URL, chosen).html.select_one("ul.bullets").text
    assert "With what lies below: 1 page more." in told
    assert "Public now: 2 pages." in told


def test_what_stands_in_the_way_is_named_and_can_be_left_out(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    with news.request() as request:
        share(
            request, find_at(request, "/news/live"), {"role:editor": ["reviewer"]}, inherit=False
        )
    chosen = {"select": keys(node_at, "live", "draft"), "action": "trash"}
    asked = editor.send(URL, chosen)
    assert "Live: You may not do this with it." in asked.html.select_one(".notice").text
    assert "Leave it out and go on with 1 page" in asked.text
    refused = editor.send(URL, {**chosen, "confirmed": "1"}, status=422)
    assert "stands in the way" in refused.text
    assert node_at("/news/draft")
    again = go_on(editor, asked)
    assert "“Live”" not in again.html.select_one(".lead").text
    go_on(editor, again)
    assert node_at("/news/draft") == {}
    assert node_at("/news/live")


def test_case_110_a_page_one_may_not_see_is_not_named(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    with news.request() as request:
        hidden = create(request, find_at(request, "/news"), Page, {"title": "Sesame"})
        share(request, hidden, {}, inherit=False)
        outside = create(request, find_at(request, "/"), Page, {"title": "Outside"})
        strange = [str(hidden.id), str(outside.id), "999999"]
    for key in strange:
        chosen = {"select": [*keys(node_at, "live"), key], "action": "trash"}
        answers = editor.send(URL, chosen), editor.send(URL, {**chosen, "confirmed": "1"})
        for answer in answers:
            assert "Some of these pages are not there any more" in answer.text
            said = answer.html.select_one("main").text
            assert "Sesame" not in answer.text and "Outside" not in said
    assert node_at("/news/live") and node_at("/outside") and node_at("/news/sesame")


def test_all_that_match_the_filter(news: ScratchSite, editor: Client) -> None:
    with news.request("editor") as request:
        section = find_at(request, "/news")
        for number in range(60):
            create(request, section, Page, {"title": f"Note {number}"})
    page = editor.get("/admin/news?q=note")
    assert "All 60 that match" in page.html.select_one(".bulk").text
    form = page.html.select_one("form[data-list]")
    chosen = {**fields_of(form), "all": "1", "action": "trash"}
    asked = editor.post(form["action"], chosen)
    assert "60 pages" in asked.html.h1.text
    assert "60 pages moved to the trash" in go_on(editor, asked).follow().text
    left = [link.text for link in editor.get("/admin/news").html.select("[data-row-link]")]
    assert left == ["Live", "Draft", "Changed"]


def test_bulk_move(news: ScratchSite, editor: Client, node_at: Read) -> None:
    chosen = {"select": keys(node_at, "live", "draft"), "action": "move"}
    form = editor.send(URL, chosen).follow()
    assert "Move 2 pages" in form.text
    fields = {"select": chosen["select"], "target": str(node_at("/")["id"])}
    done = editor.send("/admin/news/@@move", fields, status=303)
    assert done.location.endswith("/admin/@@contents")
    assert node_at("/live")["title"] == "Live"
    undo = done.follow().html.select_one("[data-toast] form")
    editor.post(undo["action"], fields_of(undo), status=303)
    order = [link.text for link in editor.get("/admin/news").html.select("[data-row-link]")]
    assert order == ["Live", "Draft", "Changed"]


def test_bulk_copy(news: ScratchSite, editor: Client, node_at: Read) -> None:
    chosen = {"select": keys(node_at, "live", "draft"), "action": "copy"}
    form = editor.send(URL, chosen).follow()
    assert "Copy 2 pages" in form.html.h1.text
    fields = {"select": chosen["select"], "target": str(node_at("/")["id"])}
    done = editor.send("/admin/news/@@bulk-copy", fields, status=303).follow()
    assert "2 pages copied." in done.text
    assert (node_at("/live")["state"], node_at("/news/live")["state"]) == ("draft", "published")
    undo = done.html.select_one("[data-toast] form")
    editor.post(undo["action"], fields_of(undo), status=303)
    assert node_at("/live") == {}
    editor.get("/admin/news/@@bulk-copy", status=303)
    editor.send("/admin/news/@@bulk-copy", {"target": fields["target"]}, status=303)


def test_a_move_that_is_refused_says_which_page(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    with news.request("editor") as request:
        create(request, find_at(request, "/"), Section, {"title": "Live"})
    fields = {"select": keys(node_at, "live", "draft"), "target": str(node_at("/")["id"])}
    refused = editor.send("/admin/news/@@move", fields, status=422)
    assert "Live: The address “live” is taken here" in refused.html.select_one(".notice").text
    go_on(editor, refused)
    assert node_at("/draft") and node_at("/news/live")


def test_bulk_tags(news: ScratchSite, editor: Client, node_at: Read) -> None:
    chosen = {"select": keys(node_at, "live", "draft"), "action": "tag"}
    asked = editor.send(URL, chosen)
    form = asked.html.select_one("main form")
    nothing = editor.post(form["action"], {**fields_of(form), "add": " , "}, status=422)
    assert "Type at least one tag" in nothing.html.select_one(".notice").text
    done = go_on(editor, nothing, add="moon, sky", remove="").follow()
    assert "2 pages given other tags" in done.text
    assert (
        "moon, sky" in editor.get("/admin/news/draft/@@edit").html.select_one("#f-tags")["value"]
    )


def test_bulk_needs_rows_and_a_known_action(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    assert "Tick at least one page" in editor.send(URL, {"action": "trash"}).follow().text
    editor.send(URL, {"select": keys(node_at, "live"), "action": "explode"}, status=400)
    editor.send("/admin/news/@@undo", {"at": "yesterday"}, status=400)
    gone = editor.send("/admin/news/@@undo", {"at": "2020-01-01T00:00:00+00:00"}).follow()
    assert "nothing to take back" in gone.html.select_one(".toast-error").text


def test_who_may_only_publish_is_offered_no_more(news: ScratchSite) -> None:
    page = news.client("reviewer").get("/admin/news").html
    assert [b["value"] for b in page.select(".bulk button")] == ["publish", "unpublish"]


def test_more_than_a_request_should_change_is_a_job(
    news: ScratchSite, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "MOST", 2)
    monkeypatch.setattr(bulk_view, "MOST", 2)
    fields = {"all": "1", "action": "tag", "confirmed": "1", "add": "moon"}
    done = editor.send(URL, fields).follow()
    assert "3 pages are being changed in the background" in done.text
    with news.request() as request:
        job = request.db.query(Job).filter_by(name=bulk_job.JOB).one()
        payload = job.payload
    noted: list[tuple[int, int]] = []
    monkeypatch.setattr(selection, "COUNTED", 2)  # however far they are counted, all are meant
    with news.request("editor") as request:
        work = Work("uid", payload, lambda done, total: noted.append((done, total)))
        assert bulk_job.bulk_job(request, work) == "3 pages given other tags."
        assert noted[0][1] == 3
    assert "moon" in editor.get("/admin/news/draft/@@edit").html.select_one("#f-tags")["value"]
