"""The queue of moderators: what it lists, what its buttons do, and who finds what in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mastaba.api import create, find_at, publish, share
from mastaba.testing import ScratchSite
from mastaba_comments.models import GONE, SPAM, TRASH, WAITING, Comment
from mastaba_comments.moderating import acting, every
from mastaba_comments.operations.report import report
from mastaba_pages.models import Page

QUEUE = "/admin/-/comments"
LINKS = {"rule": "links", "points": 40, "words": "Too many links"}


def texts(page: Any) -> list[str]:
    return [found.text.strip() for found in page.html.select("[data-comment] [data-text]")]


def forms(page: Any) -> list[Any]:
    """The forms of a page, in their order."""
    return [page.forms[key] for key in sorted(key for key in page.forms if isinstance(key, int))]


def press(page: Any, name: str, text: str) -> Any:
    """Press the button `name` of the comment with this text."""
    row = next(
        found
        for found in page.html.select("[data-comment]")
        if found.select_one("[data-text]").text.strip() == text
    )
    return page.forms["queue"].submit("one", value=f"{name} {row['data-comment']}")


@pytest.fixture
def queue(news: ScratchSite, comment: Any) -> ScratchSite:
    """Three that wait, one of them an answer, and one in each other state."""
    with news.request() as request:
        page, begin = find_at(request, "/news"), request.now - timedelta(hours=1)

        def add(minute: int, text: str, **columns: Any) -> Any:
            return comment(
                request, page, text, created=begin + timedelta(minutes=minute), **columns
            )

        shown = add(0, "First", name="Bob")
        for number, text in enumerate(("One", "Two")):
            add(1 + number, text, state=WAITING, person=f"p{number}", network="n" * 32)
        add(3, "Three", state=WAITING, answers=shown, person="p1", name="<b>Eve")
        add(4, "Buy", state=SPAM, verdict=[LINKS])
        add(5, "Old", state=TRASH)
        add(6, "", state=GONE, name=None)
    return news


def test_each_tab_lists_its_own_with_everything_about_it(queue: ScratchSite) -> None:
    editor = queue.client("editor")
    page = editor.get(QUEUE)
    assert texts(page) == ["Three", "Two", "One"]
    assert texts(editor.get(f"{QUEUE}?order=oldest")) == ["One", "Two", "Three"]
    tabs = [tab.text.split() for tab in page.html.select(".mod-tabs a")]
    assert tabs == [
        ["Waiting", "3"],
        ["Reported", "0"],
        ["Shown", "1"],
        ["Spam", "1"],
        ["Trash", "1"],
    ]
    first = page.html.select_one("[data-comment]").text
    assert "<b>Eve" in first and "Answers Bob: First" in " ".join(first.split())
    assert "Too many links (+40)" in editor.get(f"{QUEUE}?state=spam")
    assert page.html.select_one("a.side-link[href='/admin/-/comments'] .count").text == "3"


def test_buttons_decide_and_undo_takes_it_back(queue: ScratchSite) -> None:
    editor = queue.client("editor")
    after = press(editor.get(QUEUE), "approve", "Two").follow()
    assert "1 comment approved." in after and texts(after) == ["Three", "One"]
    assert "Approved by" in editor.get(f"{QUEUE}?state=shown")
    undo = next(form for form in after.forms.values() if "undo" in form.fields)
    assert texts(undo.submit().follow()) == ["Three", "Two", "One"]
    ticked = editor.get(QUEUE)
    for box in ticked.forms["queue"].fields["select"]:
        box.checked = True
    spam = ticked.forms["queue"].submit("action", value="spam").follow()
    assert "3 comments marked as spam." in spam and "Nothing waits for you" in spam
    gone = press(editor.get(f"{QUEUE}?state=trash"), "delete", "Old").follow()
    assert "1 comment deleted for good." in gone and "The trash is empty" in gone


def test_two_moderators_decide_once(queue: ScratchSite) -> None:
    ada, bob = queue.client("editor"), queue.client("admin")
    seen = ada.get(QUEUE)
    press(bob.get(QUEUE), "spam", "Two")
    after = press(seen, "approve", "Two").follow()
    assert "It was already marked as spam by" in after
    assert texts(bob.get(f"{QUEUE}?state=spam")) == ["Buy", "Two"]
    assert "It was already marked as spam" in press(seen, "approve", "Two").follow()


def test_filters_keep_to_what_they_say(queue: ScratchSite, comment: Any) -> None:
    editor = queue.client("editor")
    with queue.request() as request:
        sub = create(request, find_at(request, "/news"), Page, {"title": "Sub"})
        comment(request, sub, "Under", state=WAITING)
        news = find_at(request, "/news").uid
    uid = editor.get(QUEUE).html.find(string="Two").find_parent("article")["data-comment"]
    listed = {
        "q=tWO": ["Two"],
        "q=%3Cb%3Eeve": ["Three"],
        "q=%25": [],
        f"page={news}": ["Three", "Two", "One"],
        f"page={news}&below=1": ["Under", "Three", "Two", "One"],
        f"same=author:{uid}": ["Three", "Two"],
        f"same=network:{uid}": ["Two", "One"],
        "state=nonsense&order=%2F&page=x&same=a:b&below=1": ["Under", "Three", "Two", "One"],
    }
    assert {query: texts(editor.get(f"{QUEUE}?{query}")) for query in listed} == listed
    assert "No comment matches" in editor.get(f"{QUEUE}?q=%25")
    editor.get(f"{QUEUE}?page={uid}", status=404)


@pytest.mark.parametrize(
    "query",
    ["after=%00", "after=%2F..%2F", "before=WyJjcmVhdGVkIiwgIngiLCAxXQ", f"q={'x' * 9000}"],
)
def test_cases_162_to_166_odd_parameters_are_no_errors(queue: ScratchSite, query: str) -> None:
    assert queue.client("editor").get(f"{QUEUE}?{query}", status="*").status_int < 500


def test_case_162_what_is_no_uid_names_no_comment(queue: ScratchSite) -> None:
    editor = queue.client("editor")
    for path in ("/-/comment?uid=", "/-/comment-author?uid=", "/news/@@comment-list?after="):
        for uid in ("x", "-1", "%F0%9F%98%80", "1" * 400):
            editor.get(f"/admin{path}{uid}", status=404)


def test_cases_162_to_166_odd_forms_are_no_errors(queue: ScratchSite) -> None:
    editor = queue.client("editor")
    for fields in (
        {},
        {"action": "nonsense"},
        {"action": "spam", "select": "\0"},
        {"action": "spam", "select": "x" * 5000, "was": "nonsense"},
        {"action": "spam", "all": "yesterday"},
        {"action": "spam", "all": "0001-01-01T00:00:00+14:00"},
        {"undo": "waiting x 99999999999999999999,gone 1,,nonsense"},
        {"one": "approve"},
        {"one": " "},
    ):
        assert editor.send(QUEUE, fields, status="*").status_int < 500, fields
    assert texts(editor.get(QUEUE)) == ["Three", "Two", "One"]


def test_who_moderates_a_branch_finds_that_branch(queue: ScratchSite, comment: Any) -> None:
    with queue.request("admin") as request:
        branch = create(request, find_at(request, "/"), Page, {"title": "Branch"})
        publish(request, branch)
        share(request, branch, {"role:reader": ["moderator"], "role:author": ["moderator"]})
        comment(request, branch, "Mine", state=WAITING)
        other = comment(request, find_at(request, "/news"), "Not mine", state=WAITING).uid
    reader = queue.client("reader")
    panel = queue.client("author").get("/admin/").html.select_one(".mod-panel")
    assert "Mine" in panel.text and "Not mine" not in panel.text
    page = reader.get(QUEUE)
    assert texts(page) == ["Mine"]
    assert page.html.select_one(".mod-tabs .count").text == "1"
    assert page.html.select_one("a.side-link[href='/admin/-/comments'] .count").text == "1"
    answer = reader.send(QUEUE, {"one": f"approve {other}"}).follow()
    assert "1 comment is not there any more." in answer
    reader.get(f"/admin/-/comment?uid={other}", status=404)
    assert "1 comment approved" in press(page, "approve", "Mine").follow()
    assert "Ask somebody who moderates all of it" in reader.get("/admin/-/comment-bans")
    author = queue.client("author").get("/admin/")
    assert author.html.select_one(".mod-panel").text.count("Approve") == 0
    queue.client("reviewer").get(QUEUE, status=403)


def test_answering_approves_and_editing_keeps_the_former_words(queue: ScratchSite) -> None:
    editor = queue.client("editor")
    uid = editor.get(QUEUE).html.find(string="Two").find_parent("article")["data-comment"]
    form = forms(editor.get(f"/admin/-/comment-answer?uid={uid}"))[-1]
    form["text"] = " "
    assert "This is needed." in form.submit(status=422)
    assert texts(editor.get(QUEUE)) == ["Three", "Two", "One"]
    form["text"] = "Thank you"
    assert "Your answer is shown." in form.submit().follow()
    assert texts(editor.get(f"{QUEUE}?state=shown")) == ["Thank you", "Two", "First"]
    edit = forms(editor.get(f"/admin/-/comment-edit?uid={uid}"))[-1]
    assert edit["text"].value == "Two"
    edit["text"] = "Two, polite"
    one = edit.submit().follow()
    assert "Two, polite" in one and one.html.select(".mod-thread")[1].select_one(".mod-text").text


def test_an_author_is_banned_and_all_they_wrote_goes(queue: ScratchSite) -> None:
    editor = queue.client("editor")
    uid = editor.get(QUEUE).html.find(string="Two").find_parent("article")["data-comment"]
    page = editor.get(f"/admin/-/comment-author?uid={uid}")
    assert "2 comments by them" in page and "p1" not in page.text
    form = forms(page)[-1]
    form["put"], form["reason"] = "trash", "Rude"
    done = form.submit().follow()
    assert "refused from now on" in done and "2 comments put into the trash" in done
    assert texts(editor.get(QUEUE)) == ["One"]
    bans = editor.get("/admin/-/comment-bans")
    assert "Rude" in bans
    assert "Nobody is banned" in forms(bans)[-1].submit().follow()
    trust = forms(editor.get(f"/admin/-/comment-author?uid={uid}"))[-2]
    trust.submit("trust", value="yes")
    assert "Trusted" in editor.get(f"{QUEUE}?state=trash")


def test_a_report_is_settled_and_leaves_the_comment(queue: ScratchSite) -> None:
    with queue.request("reader") as request:
        node = find_at(request, "/news")
        row = (
            request.catalog(Comment).visible().of(node).filter(Comment.text == "First").rows(1)[0]
        )
        report(request, request.db.get(Comment, row.id), "Not <i>nice</i>")
    editor = queue.client("editor")
    page = editor.get(f"{QUEUE}?state=reported")
    assert texts(page) == ["First"] and "Not &lt;i&gt;nice" in page
    after = press(page, "settle", "First").follow()
    assert "1 comment left as it is." in after and "Nobody complained" in after
    assert "First" in editor.get(f"{QUEUE}?state=shown")


def test_the_tab_of_a_page_lists_closes_and_opens(queue: ScratchSite) -> None:
    editor = queue.client("editor")
    page = editor.get("/admin/news/@@comment-list")
    assert texts(page) == ["First", "Three", "One", "Two", "Buy", "Old", "(removed)"]
    closed = forms(page)[-2].submit("open", value="closed").follow()
    assert "Comments are closed." in closed
    opened = forms(closed)[-2].submit("open", value="rules").follow()
    assert "This page takes comments." in opened
    assert texts(press(opened, "trash", "Two").follow()).count("Two") == 1


def test_the_overview_shows_the_newest_and_decides_there(queue: ScratchSite) -> None:
    editor = queue.client("editor")
    panel = editor.get("/admin/").html.select_one(".mod-panel")
    assert "Three" in panel.text and len(panel.select(".mod-brief")) == 3
    form = next(f for f in editor.get("/admin/").forms.values() if "home" in f.fields)
    value = panel.select_one("button[name=one]")["value"]
    back = form.submit("one", value=value).follow()
    assert back.request.path == "/admin/" and "1 comment approved." in back
    assert back.html.select_one(".mod-panel").text.count("Approve") == 2
    assert queue.client("reviewer").get("/admin/").html.select_one(".mod-panel") is None


def test_all_that_match_are_decided_in_batches(
    news: ScratchSite, comment: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (acting, every):
        monkeypatch.setattr(module, "BATCH", 20)
    with news.request() as request:
        page = find_at(request, "/news")
        for number in range(30):
            comment(request, page, f"No. {number}", state=WAITING)
    editor = news.client("editor")
    page = editor.get(QUEUE)
    form = page.forms["queue"]
    form["all"] = True
    with news.request() as request:
        comment(request, find_at(request, "/news"), "Late", state=WAITING)
    first = form.submit("action", value="spam").follow()
    assert "20 comments marked as spam. There are 10 left" in first
    assert "10 comments marked as spam." in form.submit("action", value="spam").follow()
    assert texts(editor.get(QUEUE)) == ["Late"]


def test_script_is_answered_in_json(queue: ScratchSite) -> None:
    editor = queue.client("editor")
    uids = [row["data-comment"] for row in editor.get(QUEUE).html.select("[data-comment]")]
    accept = {"Accept": "application/json"}
    answer = editor.send(QUEUE, {"one": f"spam {uids[0]}", "was": WAITING}, headers=accept).json
    assert answer["done"] == uids[:1] and answer["counts"]["waiting"] == "2"
    again = editor.send(QUEUE, {"one": f"spam {uids[0]}", "was": WAITING}, headers=accept).json
    assert again["done"] == [] and "already marked as spam by" in again["already"][uids[0]]
    back = editor.send(QUEUE, {"undo": answer["undo"]}, headers=accept).json
    assert back["done"] == uids[:1] and back["counts"]["waiting"] == "3"
    bad = editor.send(
        f"/admin/-/comment-edit?uid={uids[0]}", {"text": " "}, headers=accept, status=422
    )
    assert bad.json == {"error": "This is needed."}
