"""What visitors see of conversations, and what becomes of what they send."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from mastaba.api import create, find_at, publish, share, unpublish
from mastaba.testing import ScratchSite
from mastaba.testing.maker import visit
from mastaba.testing.scratch import Client
from mastaba_comments.counting import counts
from mastaba_comments.models import GONE, SHOWN, SPAM, TRASH, WAITING, Comment
from mastaba_comments.operations import decide, set_open
from mastaba_comments.own import own_key
from mastaba_comments.talking.latest import data
from mastaba_pages.models import Page, Section
from tests.functional.comments.conftest import add_comment
from tests.support.bodies import block, body

NEWS, ALL, FORM = "/news", "/news/@@comments", "/news/@@comment"
MORE = 3  # statements that a page with comments may take, beside those of the page without
ONCE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # nothing of the database
HOSTILE = "<img src=x onerror=alert(1)> [a](javascript:alert(1)) ![](http://x.test/a.png) <b>"
ADA = {"text": "Well said.", "name": "Ada", "mail": "ada@example.org"}


@pytest.fixture
def client(news: ScratchSite) -> Client:
    return news.client()


def talk(site: ScratchSite, number: int, **more: Any) -> list[str]:
    """Conversations of one comment and two answers, in the order in which they are read."""
    with site.request() as request:
        page = find_at(request, NEWS)
        uids, parent = [], None
        for index in range(number):
            when = request.now - timedelta(minutes=number - index)
            parent = None if index % 3 == 0 else parent
            words = {"text": f"No. {index}", "created": when, **more}
            parent = add_comment(request, page, answers=parent, **words)
            uids.append(parent.uid)
        return uids


def anchors(answer: Any) -> list[str]:
    return [item["id"].removeprefix("c-") for item in answer.html.select("li.comment")]


def told(client: Client) -> set[str]:
    return set(re.findall(r"It is \w+", client.get(NEWS).text))


def write(client: Client, path: str = FORM, **more: str) -> Any:
    form = client.get(path).forms[0]
    for name, value in {**ADA, **more}.items():
        form[name] = value
    return form.submit(status="*")


@ONCE
def test_everybody_gets_the_same_page_and_no_cookie(news: ScratchSite, client: Client) -> None:
    talk(news, 4)
    pages = [who.get(NEWS) for who in (client, news.client())]
    assert pages[0].text == pages[1].text
    assert "ticket" not in pages[0].text
    assert not any("Set-Cookie" in page.headers for page in (*pages, client.get(FORM)))
    assert client.get(FORM).headers["Cache-Control"] == "private, no-cache"


def test_only_what_is_shown_and_every_change_at_once(news: ScratchSite, client: Client) -> None:
    with news.request() as request:
        page = find_at(request, NEWS)
        for state in (WAITING, SHOWN, SPAM, TRASH):
            add_comment(request, page, f"It is {state}.", state=state)
    assert told(client) == {"It is shown"}
    with news.request() as request:
        rows = request.db.query(Comment).filter(Comment.state == WAITING).all()
        decide(request, rows, SHOWN)
    assert told(client) == {"It is shown", "It is waiting"}
    with news.request() as request:
        set_open(request, find_at(request, NEWS), "closed")
    assert "Comments are closed." in client.get(NEWS).text
    assert "@@comment?" not in client.get(NEWS).text


@ONCE
def test_a_closed_page_without_comments_says_nothing_of_them(
    news: ScratchSite, client: Client
) -> None:
    assert "Be the first to comment." in client.get(NEWS)
    with news.request() as request:
        set_open(request, find_at(request, NEWS), "closed")
    assert 'id="comments"' not in client.get(NEWS)
    assert "Comments are closed." in client.get(ALL)


def test_three_statements_more_at_most_and_one_from_then_on(
    news: ScratchSite, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mastaba.tree.sites.SECONDS", 86_400)  # settings are read but once
    with news.request() as request:
        section = create(request, find_at(request, "/"), Section, {"title": "Plain"})
        publish(request, section)
    for path in (NEWS, "/plain"):
        client.get(path)
    talk(news, 60)
    taken = []
    for path in ("/plain", NEWS, NEWS):
        with news.statements() as sql:
            client.get(path)
        taken.append(len(sql))
    assert taken[1] <= taken[0] + MORE
    assert taken[2] <= taken[0] + 1


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_every_comment_is_read_once_in_either_order(
    news: ScratchSite, client: Client, order: str
) -> None:
    uids = talk(news, 61)
    threads = [uids[index : index + 3] for index in range(0, len(uids), 3)]
    wanted = [uid for thread in threads[:: 1 if order == "oldest" else -1] for uid in thread]
    found, url = [], f"{ALL}?order={order}"
    while url:
        answer = client.get(url)
        found += anchors(answer)
        link = answer.html.select_one(".comments-more a[rel~=next]")
        url = link["href"] if link else ""
    assert found == wanted


def test_a_link_leads_to_its_comment_wherever_it_stands(
    news: ScratchSite, client: Client, comment: Any
) -> None:
    with news.request() as request:
        page, parent = find_at(request, NEWS), None
        uids = []
        for _ in range(120):  # each answers the last: deeper than is indented, and than keys go
            parent = comment(request, page, answers=parent)
            uids.append(parent.uid)
        absent = page.uid
    for uid in (uids[0], uids[49], uids[50], uids[-1]):
        with news.statements() as sql:
            answer = client.get(f"{ALL}?comment={uid}")
        assert uid in anchors(answer)
        assert len(sql) <= 10
    levels = {item["data-level"] for item in client.get(NEWS).html.select("li.comment")}
    assert levels == {"0", "1", "2", "3", "4"}
    client.get(f"{ALL}?comment={absent}", status=404)


@pytest.mark.parametrize(
    "query",
    ["after=x", "from=%00" + "0" * 15, "after=" + "ü" * 16, "order=best", "after=" + "0" * 200],
)
def test_a_forged_link_is_refused(client: Client, query: str) -> None:
    client.get(f"{ALL}?{query}", status=400)


@pytest.mark.parametrize("uid", ["x", "%00", "0" * 36, "%ED%A0%80"])
def test_what_is_no_comment_is_not_found(client: Client, uid: str) -> None:
    for path in (f"{ALL}?comment={uid}", f"{FORM}?answer={uid}", f"{NEWS}/@@report?uid={uid}"):
        assert client.get(path, status="*").status_int in (400, 404)
    assert client.get(f"{NEWS}/@@comment-own?uid={uid}&key=x", status="*").status_int in (400, 404)


@ONCE
def test_case_062_words_and_names_are_shown_as_text(news: ScratchSite, client: Client) -> None:
    talk(news, 1, text=HOSTILE, name="<script>alert(1)</script>")
    answer = client.get(NEWS)
    section = answer.html.select_one("#comments")
    assert section.select("img, script:not([src]), [onerror], a[href^=javascript]") == []
    assert section.select_one("b").text == "<script>alert(1)</script>"


def test_what_waits_is_thanked_for_and_can_be_changed(news: ScratchSite, client: Client) -> None:
    thanks = write(client).follow()
    assert "as soon as somebody has looked at it" in thanks
    assert "Well said." not in client.get(NEWS)
    form = thanks.click("change it").forms[0]
    assert form["text"].value.strip() == "Well said."
    form["text"] = "Better said."
    form.submit(status=303)
    asked = thanks.click("take it back")
    assert "Better said." in asked
    assert "Your words are gone" in asked.forms[0].submit("take").follow()
    client.get(thanks.html.select_one(".comments-note a")["href"], status=404)


@ONCE
def test_words_that_come_too_late_come_back(news: ScratchSite, client: Client) -> None:
    with news.request() as request:
        page = find_at(request, NEWS)
        old = add_comment(request, page, created=request.now - timedelta(minutes=16))
        uid, own, ticket = old.uid, own_key(request, old), client.ticket(page, "comment-own")
    for key in (own, "0" * len(own)):
        path = f"{NEWS}/@@comment-own?uid={uid}&key={key}"
        late = client.post(path, {**ticket, "text": "<b>Better</b>"}, status=404)
        assert late.html.select_one(".comments-words").text == "<b>Better</b>"
        assert "the time for that is over" in late.html.select_one("[role=alert]").text
        for empty in (
            client.post(path, {**ticket, "take": "1"}, status=404),
            client.get(path, status=404),
        ):
            assert "the time for that is over" in empty.html.select_one("[role=alert]").text
            assert empty.html.select_one(".comments-words") is None


@ONCE
def test_of_others_nothing_can_be_changed(news: ScratchSite, client: Client) -> None:
    (uid,) = talk(news, 1)
    with news.request() as request:
        key = own_key(request, request.db.query(Comment).one())
    for given in ("", "&key=", f"&key={'0' * len(key)}"):
        client.get(f"{NEWS}/@@comment-own?uid={uid}{given}", status=404)
    client.get(f"{NEWS}/@@comment-own?uid={uid}&key={key}")


@ONCE
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    news: ScratchSite, client: Client
) -> None:
    answer = write(client, mail="no address", name=" ")
    assert answer.status_int == 422
    assert answer.forms[0]["text"].value.strip() == "Well said."
    assert set(answer.html.select_one("form").select("[aria-invalid]")) == set(
        answer.html.select("#comments-name, #comments-mail")
    )
    form = client.get(FORM).forms[0]
    with news.request() as request:
        form["ticket"] = client.ticket(find_at(request, NEWS), "comment", age=timedelta(days=2))[
            "ticket"
        ]
    form["text"] = "Typed for two days."
    late = form.submit(status=422)
    assert "open for too long" in late
    assert late.forms[0]["text"].value.strip() == "Typed for two days."


@ONCE
def test_what_goes_meanwhile_takes_no_word_along(news: ScratchSite, client: Client) -> None:
    (uid,) = talk(news, 1)
    form = client.get(f"{FORM}?answer={uid}").forms[0]
    with news.request() as request:
        decide(request, request.db.query(Comment).all(), SPAM)
    for name, value in ADA.items():
        form[name] = value
    refused = form.submit(status=422)
    assert "What you answer is not there any more." in refused
    assert refused.forms[0]["text"].value.strip() == "Well said."


@ONCE
def test_for_script_there_is_json_and_the_form_alone(news: ScratchSite, client: Client) -> None:
    form = client.get(f"{FORM}?part=1").html.select_one("form")
    ticket = form.select_one("[name=ticket]")["value"]
    headers = {"Accept": "application/json"}
    told = client.post(f"{FORM}?part=1", {**ADA, "ticket": ticket}, headers=headers).json
    assert (told["html"], told["words"][:9]) == ("", "Thank you")
    client.get(told["change"])
    editor = news.client("editor")
    told = editor.send(f"{FORM}?part=1", {"text": "I *do*."}, headers=headers).json
    assert "<em>do</em>" in told["html"]
    assert told["uid"] in anchors(client.get(NEWS))


@ONCE
def test_a_preview_is_kept_by_nobody(news: ScratchSite, client: Client) -> None:
    form = client.get(FORM).forms[0]
    form["text"] = "*Almost* <b>"
    answer = form.submit("preview")
    assert answer.html.select_one(".comments-preview em").text == "Almost"
    with news.request() as request:
        assert request.db.query(Comment).count() == 0


@ONCE
def test_members_find_what_they_may_still_change(news: ScratchSite) -> None:
    reader = news.client("reader")
    reader.send(FORM, {"text": "Mine."}, status=303)
    page = reader.get(FORM)
    assert "You write as" in page
    assert page.html.select_one("[name=mail]") is None
    form = page.click("change", href="comment-own").forms[0]
    form["text"] = "Still mine."
    form.submit(status=303)
    assert "Still mine." in reader.get(FORM)
    assert "Moderate the comments" not in reader.get(FORM)
    assert "Moderate the comments" in news.client("editor").get(FORM)


@ONCE
def test_where_visitors_may_not_write_they_are_asked_to_log_in(
    news: ScratchSite, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mastaba_comments.commentable.may_write", lambda *_: False)
    monkeypatch.setattr("mastaba_comments.talking.conversation.may_write", lambda *_: False)
    monkeypatch.setattr("mastaba_comments.talking.filled.may_write", lambda *_: False)
    link = client.get(NEWS).html.select_one(".comments .ways a")
    assert link["href"] == "/login?next=%2Fnews%23comments"
    assert client.get(FORM).html.select("form") == []


@ONCE
def test_no_conversation_where_the_type_takes_none(news: ScratchSite, client: Client) -> None:
    with news.request() as request:
        publish(request, create(request, find_at(request, "/"), Section, {"title": "List"}))
    assert 'id="comments"' not in client.get("/list")
    for view in ("comments", "comment", "report?thanks=1", "comment-own?thanks=1"):
        client.get(f"/list/@@{view}", status=404)


def test_case_131_of_hidden_pages_nothing_is_counted_or_listed(
    news: ScratchSite, client: Client
) -> None:
    with news.request() as request:
        section = create(request, find_at(request, "/"), Section, {"title": "List"})
        publish(request, section)
        for title, secret in (("Open", False), ("Secret", True)):
            page = create(request, section, Page, {"title": title})
            publish(request, page)
            add_comment(request, page, f"On {title}.")
            if secret:
                share(request, page, {"role:reader": ["reader"]}, inherit=False)
        hidden = create(request, section, Page, {"title": "Hidden"})
        publish(request, hidden)
        add_comment(request, hidden, "On Hidden.")
        unpublish(request, hidden)
        uids = [row.uid for row in (page, hidden)]
    notes = [note.text for note in client.get("/list").html.select(".note")]
    assert notes == ["1 comment"]
    for path in ("/list/secret", "/list/hidden"):
        for view in ("comments", "comment", "report?thanks=1"):
            client.get(f"{path}/@@{view}", status=404)
    with visit(news) as request:
        assert counts(request, [SimpleNamespace(uid=uid) for uid in uids]) == {}
        entries = (data(request, SimpleNamespace(place="site", number=9)) or {})["entries"]
        assert [entry["page"] for entry in entries] == ["Open"]


@ONCE
def test_the_latest_comments_stand_in_a_text(news: ScratchSite, client: Client) -> None:
    talk(news, 3, name="<b>Ada</b>", text="*All* " + "words " * 60)
    text = body(block("comments.latest", {"place": "site", "number": 2}))
    with news.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Talk", "body": text})
        publish(request, page)
    entries = client.get("/talk").html.select(".body .pages li")
    assert [entry.select_one("a").text for entry in entries] == ["<b>Ada</b> on News"] * 2
    assert entries[0].select_one("p").text.endswith("words...")
    assert anchors(client.get(entries[0].select_one("a")["href"]))


def test_what_was_removed_keeps_its_place_and_nothing_else(
    news: ScratchSite, client: Client
) -> None:
    uids = talk(news, 2)
    with news.request() as request:
        row = request.db.query(Comment).filter(Comment.uid == uids[0]).one()
        row.state, row.text, row.name = GONE, "", None
        decide(request, request.db.query(Comment).filter(Comment.uid == uids[1]).all(), TRASH)
        decide(request, request.db.query(Comment).filter(Comment.uid == uids[1]).all(), SHOWN)
    items = client.get(NEWS).html.select("li.comment")
    assert "This comment was removed." in items[0].text
    assert items[0].select("a") == []
    client.get(f"{FORM}?answer={uids[0]}", status=404)
    client.get(f"{NEWS}/@@report?uid={uids[0]}", status=404)


@ONCE
def test_a_report_says_why(news: ScratchSite, client: Client) -> None:
    (uid,) = talk(news, 1)
    path = f"{NEWS}/@@report?uid={uid}"
    form = client.get(path).forms[0]
    assert "Choose what is wrong" in form.submit(status=422)
    form["reason"] = "spam"
    form["more"] = "Buy this."
    assert "Somebody will look at it." in form.submit().follow()
