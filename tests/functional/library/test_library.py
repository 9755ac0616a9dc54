"""The library: content without an address, in a tree of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete

from mastaba.api import (
    OperationError,
    Snippet,
    Term,
    Vocabulary,
    create,
    find,
    find_at,
    from_markdown,
    move,
    publish,
    purge,
    restore,
    save,
    share,
    snippet_html,
    terms_of,
    trash,
    vocabulary,
)
from mastaba.testing import ScratchSite
from mastaba.tree.bootstrap import ensure_site
from mastaba.tree.checks import check_tree
from mastaba.tree.models import Node, Site
from mastaba.tree.sites import SiteDirectory
from mastaba_pages.models import Page

LIBRARY = "library"


def shelf(request: Any) -> Any:
    return find_at(request, "/", tree=LIBRARY)


def add(request: Any, parent: Any, model: Any, title: str, **data: Any) -> Any:
    node = create(request, parent, model, {"title": title, **data})
    publish(request, node)
    return node


@pytest.fixture
def topics(site: ScratchSite) -> ScratchSite:
    """A nested vocabulary: Sky (Moon, a draft Sun, Stars), Earth."""
    with site.request("editor") as request:
        top = add(request, shelf(request), Vocabulary, "Fields", nested=True)
        sky, _earth = (add(request, top, Term, title) for title in ("Sky", "Earth"))
        add(request, sky, Term, "Moon")
        create(request, sky, Term, {"title": "Sun"})
        add(request, sky, Term, "Stars")
    return site


def test_terms_come_in_order_each_below_its_own(topics: ScratchSite) -> None:
    with topics.request("editor") as request, topics.statements() as sql:
        shown = [(t.title, t.level, t.state) for t in terms_of(request, "fields")]
        assert terms_of(request, "fields") is terms_of(request, "fields")
    assert shown == [
        ("Sky", 0, "published"),
        ("Moon", 1, "published"),
        ("Sun", 1, "draft"),
        ("Stars", 1, "published"),
        ("Earth", 0, "published"),
    ]
    assert len([line for line in sql if "vocabulary_node" in line]) == 1


def test_a_draft_term_is_no_choice_for_visitors(topics: ScratchSite) -> None:
    with topics.request("reader") as request:
        assert [t.title for t in terms_of(request, "fields")] == ["Sky", "Moon", "Stars", "Earth"]


def test_a_closed_term_is_hidden_with_what_is_below_it(topics: ScratchSite) -> None:
    with topics.request() as request:
        share(request, find_at(request, "/fields/sky", tree=LIBRARY), {}, inherit=False)
    with topics.request("editor") as request:
        assert [t.title for t in terms_of(request, "fields")] == ["Earth"]
        assert vocabulary(request, "fields").title == "Fields"
        assert vocabulary(request, "nothing") is None


def test_a_plain_vocabulary_takes_no_terms_below_terms(site: ScratchSite) -> None:
    with site.request("editor") as request:
        plain = add(request, shelf(request), Vocabulary, "Plain")
        one, two = (add(request, plain, Term, title) for title in ("One", "Two"))
        with pytest.raises(OperationError, match="plain list"):
            create(request, one, Term, {"title": "Below"})
        with pytest.raises(OperationError, match="plain list"):
            move(request, two, one)
        save(request, plain, {"nested": True})
        publish(request, plain)
        move(request, two, one)
        assert two.path == "/plain/one/two"


def test_pages_and_library_are_kept_apart(site: ScratchSite) -> None:
    with site.request("editor") as request:
        home = find_at(request, "/")
        words = add(request, shelf(request), Vocabulary, "Words")
        for parent, model in (
            (home, Vocabulary),
            (home, Snippet),
            (shelf(request), Page),
            (shelf(request), Term),
            (words, Snippet),
        ):
            with pytest.raises(OperationError, match="put"):
                create(request, parent, model, {"title": "Misplaced"})
        page = add(request, home, Page, "Page")
        with pytest.raises(OperationError, match="kept apart"):
            move(request, page, words)
        with pytest.raises(OperationError, match="kept apart"):
            move(request, words, home)


@pytest.mark.parametrize("path", ["/-/library/secret", "/-/library", "/secret", "/library/secret"])
def test_visitors_get_no_address(site: ScratchSite, path: str) -> None:
    with site.request("editor") as request:
        add(request, shelf(request), Snippet, "Secret")
        assert request.node_url(find_at(request, "/secret", tree=LIBRARY)) == ""
    for role in (None, "editor", "admin"):
        site.client(role).get(path, status=404)


def test_the_trash_gives_back_to_the_library(site: ScratchSite) -> None:
    with site.request("editor") as request:
        words = add(request, shelf(request), Vocabulary, "Words")
        one = add(request, words, Term, "One")
        trash(request, one)
        trash(request, words)
        assert (one.tree, words.tree) == ("trash", "trash")
        restore(request, words)
        restore(request, one)
        assert (one.tree, one.path) == (LIBRARY, "/words/one")
        trash(request, words)
        uid = words.uid
    assert list(check_tree(site.registry)) == []
    with site.request("editor") as request:
        purge(request, find(request, uid, tree="trash"))
        assert terms_of(request, "words") == ()


def test_out_of_the_trash_only_to_where_it_may_be(site: ScratchSite) -> None:
    with site.request("editor") as request:
        words = add(request, shelf(request), Vocabulary, "Words")
        one = add(request, words, Term, "One")
        trash(request, one)
        for place in (find_at(request, "/"), shelf(request)):
            with pytest.raises(OperationError, match=r"can (only|not) be put|cannot be put"):
                restore(request, one, place)
        trash(request, words)
        purge(request, words)
        add(request, shelf(request), Snippet, "Words")
        restore(request, one)
        assert (one.tree, one.path) == (LIBRARY, "/one")
        move(request, one, add(request, shelf(request), Vocabulary, "Other"))
        assert one.path == "/other/one"


def test_a_snippet_shows_when_it_is_published(site: ScratchSite) -> None:
    with site.request("editor") as request:
        doc = from_markdown("Open on **Friday**.").doc
        create(request, shelf(request), Snippet, {"title": "Hours", "body": doc})
    for expected in (None, "<strong>Friday</strong>"):
        with site.request("reader") as request:
            shown = snippet_html(request, "hours")
            assert (expected in shown) if expected else shown is None
        with site.request("editor") as request:
            assert "Friday" in (snippet_html(request, "hours") or "")
            publish(request, find_at(request, "/hours", tree=LIBRARY))


def test_a_site_of_before_gets_its_library(site: ScratchSite) -> None:
    with site.request() as request:
        for depth in (1, 0):
            request.db.execute(delete(Node).where(Node.tree == LIBRARY, Node.depth == depth))
    assert list(check_tree(site.registry)) == ["Site 1 has no library root."]
    site.migrate()
    assert list(check_tree(site.registry)) == []
    with site.request() as request:
        ensure_site(request.db, None, request.now)  # type: ignore[arg-type]  # nothing is missing
        assert shelf(request).title == "Library"
        assert vocabulary(request, "pages.topics").title == "Topics"


def test_every_site_has_a_library_of_its_own(make_site: Callable[..., ScratchSite]) -> None:
    site = make_site({"mastaba.hosts": "other.example"})
    with site.request() as request:
        request.db.add(Site(hosts=["other.example"]))
    site.registry[SiteDirectory].forget()
    site.migrate()
    with site.request() as request:
        add(request, shelf(request), Vocabulary, "Only here")
        names = {"pages.topics", "only-here"}
        assert {name for name in names if vocabulary(request, name)} == names
    with site.request() as request:
        request.host = "other.example"
        assert {name for name in names if vocabulary(request, name)} == {"pages.topics"}
