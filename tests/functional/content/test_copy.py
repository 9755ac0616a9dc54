"""Copies: drafts of one's own, of what one may read and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import select

from mastaba.api import (
    Conflict,
    Content,
    Invalid,
    Node,
    OperationError,
    Revision,
    body_html,
    copy,
    create,
    find_at,
    publish,
    save,
    schedule_update,
    set_end,
    share,
    trash,
)
from mastaba.content.models import Reference
from mastaba.security.principals import role_token
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section

CLOSED = {role_token("editor"): ["editor"]}


def link_to(uid: str, text: str) -> dict[str, Any]:
    marks = [{"type": "link", "attrs": {"uid": uid}}]
    words = {"type": "text", "text": text, "marks": marks}
    return {"type": "doc", "content": [{"type": "paragraph", "content": [words]}]}


def at(request: Any, path: str) -> Node:
    node = find_at(request, path)
    assert node is not None, path
    return node


def make(request: Any, path: str, title: str, model: type[Content] = Page, **data: Any) -> Any:
    return create(request, at(request, path), model, {"title": title, **data})


def paths(request: Any, path: str) -> list[str]:
    rows = request.catalog().visible().below(at(request, path)).rows(100)
    return sorted(row.path for row in rows)


@pytest.fixture(autouse=True)
def branch(site: ScratchSite) -> None:
    """/news with two pages that link to one another and to /about, all of them public."""
    with site.request() as request:
        about = make(request, "/", "About")
        news = make(request, "/", "News", Section)
        one = make(request, "/news", "One", tags="red, green")
        two = make(request, "/news", "Two", body=link_to(one.uid, "one"))
        below = make(request, "/news/two", "Below", body=link_to(about.uid, "about"))
        for node in (about, news, one, two, below):
            publish(request, node)


def test_a_branch_is_copied_as_drafts_of_who_copies(site: ScratchSite) -> None:
    with site.request("editor") as request:
        top = copy(request, at(request, "/news"), at(request, "/about"))
        assert paths(request, "/about/news") == [
            "/about/news",
            "/about/news/one",
            "/about/news/two",
            "/about/news/two/below",
        ]
        for path in paths(request, "/about/news"):
            node = at(request, path)
            original = at(request, path.removeprefix("/about"))
            facts = (node.state, node.revision, node.live_revision, node.published_at)
            assert facts == ("draft", 1, 0, None)
            assert node.owner_id == request.identity.id
            assert (node.title, node.uid != original.uid) == (original.title, True)
        one = at(request, "/about/news/one")
        assert isinstance(one, Page)
        assert one.tags == ["red", "green"]
        assert top.path == "/about/news"
        numbers = select(Revision.number).where(Revision.node_id == top.id)
        assert list(request.db.scalars(numbers)) == [1]


def test_links_among_what_is_copied_lead_to_the_copies_and_others_stay(site: ScratchSite) -> None:
    with site.request("editor") as request:
        copy(request, at(request, "/news"), at(request, "/"), slug="again")
        two, below = at(request, "/again/two"), at(request, "/again/two/below")
        assert 'href="/again/one"' in body_html(request, two)
        assert 'href="/about"' in body_html(request, below)
        rows = select(Reference.target_uid).where(Reference.node_id == two.id)
        assert list(request.db.scalars(rows)) == [at(request, "/again/one").uid]


def test_a_duplicate_stands_right_behind_its_original(site: ScratchSite) -> None:
    with site.request("editor") as request:
        news = at(request, "/news")
        copy(request, at(request, "/news/one"), news)
        copy(request, at(request, "/news/one"), news)
        rows = request.catalog().visible().children_of(news).ordered().rows(9)
        assert [row.slug for row in rows] == ["one", "one-3", "one-2", "two"]


def test_a_copy_can_be_changed_and_published_at_once(site: ScratchSite) -> None:
    with site.request("editor") as request:
        original = make(request, "/", "Original", body=link_to(at(request, "/").uid, "Words"))
        made = copy(request, original, at(request, "/"))
        save(request, made, {"title": "Copied"})
        publish(request, made)
        assert "Words" in body_html(request, made)


def test_one_page_alone_and_a_branch_into_itself(site: ScratchSite) -> None:
    with site.request("editor") as request:
        copy(request, at(request, "/news"), at(request, "/"), deep=False)
        assert paths(request, "/news-2") == ["/news-2"]
        copy(request, at(request, "/news"), at(request, "/news/two"))
        assert len(paths(request, "/news/two/news")) == 4


def test_case_108_what_one_may_not_see_is_not_copied(site: ScratchSite) -> None:
    with site.request() as request:
        share(request, at(request, "/news/two"), CLOSED, inherit=False)
        make(request, "/news", "Draft of another")
        save(request, at(request, "/news/one"), {"title": "Secret draft"})
        share(request, at(request, "/about"), {role_token("reader"): ["author", "owner"]})
    with site.request("reader") as request:
        copy(request, at(request, "/news"), at(request, "/about"))
    with site.request() as request:
        assert paths(request, "/about/news") == ["/about/news", "/about/news/one"]
        assert at(request, "/about/news/one").title == "One"
        found = request.db.scalars(select(Revision.data).where(Revision.note == "Copied")).all()
        assert "Secret" not in str(found)
    with site.request("reader") as request, pytest.raises(HTTPForbidden):
        copy(request, at(request, "/news/two"), at(request, "/about"))
    with site.request("reader") as request, pytest.raises(HTTPForbidden):
        copy(request, at(request, "/news"), at(request, "/"))


def test_an_editor_copies_the_newest_draft_and_what_is_due(site: ScratchSite) -> None:
    then = datetime(2035, 1, 1, tzinfo=UTC)
    with site.request("editor") as request:
        one = at(request, "/news/one")
        save(request, one, {"title": "Newest"})
        assert copy(request, one, at(request, "/")).title == "Newest"
        schedule_update(request, one, then)
        set_end(request, one, then + timedelta(days=9))
    with site.request() as request:
        share(request, at(request, "/about"), {role_token("reader"): ["author", "owner"]})
    with site.request("reader") as request:
        request.now = then
        made = copy(request, at(request, "/news/one"), at(request, "/about"))
        assert (made.title, made.next_at, made.expires_at) == ("Newest", None, None)


def test_rights_are_not_copied(site: ScratchSite) -> None:
    with site.request() as request:
        share(request, at(request, "/news"), CLOSED, inherit=False)
        made = copy(request, at(request, "/news"), at(request, "/"))
        assert (made.grants, made.inherit) == (None, True)
        assert made.acl_id == at(request, "/").id


def test_what_cannot_be_copied_says_why(site: ScratchSite) -> None:
    with site.request() as request:
        root, one = at(request, "/"), at(request, "/news/one")
        with pytest.raises(Conflict, match="taken"):
            copy(request, one, root, slug="about")
        with pytest.raises(Invalid):
            copy(request, one, root, slug="admin")
        with pytest.raises(OperationError, match="root"):
            copy(request, root, one)
        trash(request, one)
        with pytest.raises(OperationError, match="trash"):
            copy(request, one, root)
        with pytest.raises(OperationError, match="too long"):
            parent = root
            for _ in range(9):
                parent = create(request, parent, Page, {"title": "x"}, slug="x" * 199)
            create(request, at(request, "/news"), Page, {"title": "y"}, slug="y" * 199)
            copy(request, at(request, "/news"), parent)


def test_the_number_of_statements_does_not_grow_with_the_branch(site: ScratchSite) -> None:
    def count(path: str) -> int:
        with site.request("editor") as request:
            node, target = at(request, path), at(request, "/about")
            with site.statements() as sql:
                copy(request, node, target)
            return len(sql)

    small = count("/news")
    with site.request() as request:
        for number in range(30):
            make(request, "/news", f"More {number}")
    big = count("/news")
    assert big <= small + 2
