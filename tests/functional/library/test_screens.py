"""The library on the editors' screens: the same screens as for pages, in the other tree."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from mastaba.api import (
    Node,
    Snippet,
    Term,
    Vocabulary,
    create,
    find_at,
    publish,
    terms_of,
    trash,
)
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

HOME = "/admin/-/library/"
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def words(site: ScratchSite) -> ScratchSite:
    """A vocabulary Words with the terms One and Two, and a page Page."""
    with site.request("editor") as request:
        top = create(
            request, find_at(request, "/", tree="library"), Vocabulary, {"title": "Words"}
        )
        publish(request, top)
        for title in ("One", "Two"):
            create(request, top, Term, {"title": title})
        publish(request, create(request, find_at(request, "/"), Page, {"title": "Page"}))
    return site


def titles(page: Any) -> list[str]:
    return [link.text for link in page.html.select("a[data-row-link]")]


def test_the_sidebar_leads_there(words: ScratchSite) -> None:
    page = words.client("editor").get("/admin/").click("Library")
    assert page.request.path == HOME
    assert titles(page) == ["Topics", "Words"]
    assert page.html.select_one("main h1").text == "Library"
    menu = [link.text for link in page.html.select("#new-menu a")]
    assert menu == ["Vocabulary", "Snippet"]
    assert "Page" not in page.html.select_one("[data-tree]").text


def test_lists_and_crumbs_stay_in_the_library(words: ScratchSite) -> None:
    page = words.client("editor").get(f"{HOME}words")
    assert titles(page) == ["One", "Two"]
    links = [a["href"] for a in page.html.select("main a[href], .crumbs a[href], [data-tree] a")]
    assert all(link.startswith(("/admin/-/library", "?")) for link in links)
    assert [link.text for link in page.html.select("#new-menu a")] == ["Term"]


def test_a_term_is_added_edited_and_published(words: ScratchSite) -> None:
    client = words.client("editor")
    form = client.get(f"{HOME}words/@@add?type=core.term").forms["edit-form"]
    assert "in_menu" not in form.fields
    form["title"] = "Three"
    shown = form.submit("action", value="publish").follow()
    assert shown.request.path == f"{HOME}words/three/@@edit"
    assert shown.html.select_one("[data-preview-toggle]") is None
    shown.mustcontain("is published", no=["/words/three/@@preview", "Show in menu"])
    again = shown.forms["edit-form"]
    again["title"] = "Drei"
    again.submit("action", value="publish").follow().mustcontain("Drei")


def test_a_term_goes_to_the_trash_and_comes_back(words: ScratchSite) -> None:
    client = words.client("editor")
    gone = client.send(f"{HOME}words/one/@@trash").follow()
    assert titles(gone) == ["Two"]
    with words.request() as request:
        uid = next(row.uid for row in request.catalog(tree="trash").visible().rows(9) if row.depth)
    back = client.send("/admin/-/restore", {"uid": uid}).follow()
    assert back.request.path == f"{HOME}words/one/@@edit"


def test_terms_are_put_in_order(words: ScratchSite) -> None:
    client = words.client("editor")
    page = client.get(f"{HOME}words?arrange=1")
    first = page.html.select("tr[data-row]")[0]["data-id"]
    client.send(f"{HOME}words/@@reorder", {"down": first})
    assert titles(client.get(f"{HOME}words")) == ["Two", "One"]


def test_the_palette_finds_both_and_the_link_picker_pages_only(words: ScratchSite) -> None:
    client = words.client("editor")
    found = {row["title"]: row["url"] for row in client.get("/admin/@@find-page?library=1").json}
    assert found["One"] == f"{HOME}words/one/@@edit"
    assert found["Page"] == "/admin/page/@@edit"
    assert [row["title"] for row in client.get("/admin/@@find-page").json] == ["Page"]
    form = client.get(f"{HOME}@@add?type=core.snippet").html
    assert form.select_one("mastaba-body")["data-find-url"] == "/admin/@@find-page"


@pytest.mark.parametrize("view", ["", "@@edit", "@@history", "@@tree", "@@find-page"])
def test_who_may_not_enter_sees_nothing(words: ScratchSite, view: str) -> None:
    with words.request("editor") as request:
        create(request, find_at(request, "/", tree="library"), Snippet, {"title": "Note"})
    for role in (None, "reader"):
        answer = words.client(role).get(f"{HOME}note/{view}", status="*")
        assert answer.status_int in (302, 303, 404)
        assert "Note" not in answer.text
    words.client("editor").get(f"{HOME}nothing/{view}", status=404)


def test_statements_of_a_library_screen(words: ScratchSite) -> None:
    client = words.client("editor")
    for path in (HOME, f"{HOME}words", f"{HOME}words/one/@@edit"):
        client.get(path)
        with words.statements() as sql:
            client.get(path)
        assert len(sql) <= 10


@pytest.mark.parametrize(
    "view", ["", "@@edit", "@@history", "@@usage", "@@sharing", "@@move", "@@copy", "@@tree"]
)
def test_every_tab_of_a_term_answers(words: ScratchSite, view: str) -> None:
    words.client("admin").get(f"{HOME}words/one/{view}", status=200)


def test_a_vocabulary_is_unpublished_with_its_terms(words: ScratchSite) -> None:
    with words.request("editor") as request:
        publish(request, find_at(request, "/words/one", tree="library"))
    editor = words.client("editor")
    done = editor.send(f"{HOME}words/@@unpublish", {"below": "yes"}).follow()
    assert "2 pages are not public" in done.html.select_one("[data-toast]").text


def test_what_is_ticked_goes_to_the_trash(words: ScratchSite) -> None:
    client = words.client("editor")
    page = client.get(f"{HOME}words")
    ticked = [row["data-id"] for row in page.html.select("tr[data-row]")]
    chosen = {"select": ticked[0], "action": "trash", "confirmed": "1"}
    assert client.send(f"{HOME}words/@@bulk", chosen).follow().request.path == f"{HOME}words"
    assert titles(client.get(f"{HOME}words")) == ["Two"]


def test_a_type_whose_plugin_is_gone_is_listed(words: ScratchSite) -> None:
    with words.request() as request:
        gone = update(Node).where(Node.slug.in_(["one", "page"])).values(type="gone.thing")
        request.db.execute(gone)
    client = words.client("admin")
    for path in ("/admin/", "/admin/@@contents", "/admin/@@tree", f"{HOME}words", f"{HOME}@@tree"):
        client.get(path, status=200)
    client.get("/admin/@@find-page?library=1").mustcontain("One", "Page")
    client.get("/admin/-/trash", status=200)
    with words.request("editor") as request:
        assert [term.title for term in terms_of(request, "words")] == ["Two"]


def offered(page: Any) -> list[str]:
    free = page.html.select(".places label:not(:has(input[disabled]))")
    return [next(label.stripped_strings) for label in free]


@pytest.mark.parametrize("view", ["@@move", "@@copy", "../@@move", "../@@bulk-copy"])
def test_what_names_its_parents_goes_below_each_of_them_and_nowhere_else(
    words: ScratchSite, view: str
) -> None:
    with words.request("editor") as request:
        root = find_at(request, "/", tree="library")
        create(request, root, Vocabulary, {"title": "Empty"})
        one = find_at(request, "/words/one", tree="library").id
    many = f"{HOME}words/{view.removeprefix('../')}?select={one}"
    page = words.client("editor").get(many if ".." in view else f"{HOME}words/one/{view}")
    assert {"Empty", "Two"} <= set(offered(page))
    assert "Library" not in page.html.select_one(".places").text


def test_what_is_restored_goes_to_another_place_of_its_own_tree(words: ScratchSite) -> None:
    with words.request("editor") as request:
        term = find_at(request, "/words/one", tree="library")
        trash(request, term)
        uid = term.uid
    editor = words.client("editor")
    question = editor.get(f"/admin/-/restore?uid={uid}")
    assert "Topics" in offered(question)
    topics = next(o for o in question.html.select(".places label") if "Topics" in o.text)
    target = topics.select_one("input")["value"]
    editor.send("/admin/-/restore", {"uid": uid, "target": target}, status=303)
    with words.request() as request:
        assert [found.title for found in terms_of(request, "pages.topics")] == ["One"]
