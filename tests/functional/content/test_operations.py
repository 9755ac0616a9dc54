"""What an editor does to a page, as operations, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import func, select

from mastaba.api import (
    Conflict,
    Content,
    Invalid,
    Node,
    OperationError,
    create,
    discard_draft,
    find,
    find_at,
    make_front,
    move,
    publish,
    purge,
    rename,
    reorder,
    restore,
    restore_revision,
    save,
    share,
    trash,
    unpublish,
)
from mastaba.content.models import Revision
from mastaba.events.models import Audit, Outbox
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page, Section


def body(text: str) -> dict[str, Any]:
    return {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}],
    }


def make(request: Any, path: str, title: str, model: type[Content] = Page, **data: Any) -> Content:
    parent = find_at(request, path)
    assert parent is not None
    return create(request, parent, model, {"title": title, **data})


def at(request: Any, path: str) -> Node:
    node = find_at(request, path)
    assert node is not None, path
    return node


@pytest.fixture
def news(site: ScratchSite) -> ScratchSite:
    """A site with a published section `/news` and a published page `/news/opening` in it."""
    with site.request() as request:
        publish(request, make(request, "/", "News", Section))
        publish(request, make(request, "/news", "Opening", body=body("Doors open at nine.")))
    return site


def test_a_draft_is_hidden_until_published_and_hidden_again(news: ScratchSite) -> None:
    visitor = news.client()
    with news.request("editor") as request:
        make(request, "/news", "Fresh", body=body("Wet paint."))
    visitor.get("/news/fresh", status=404)
    assert "Fresh" not in visitor.get("/news")
    with news.request("editor") as request:
        publish(request, at(request, "/news/fresh"))
    visitor.get("/news/fresh").mustcontain("Wet paint.")
    visitor.get("/news").mustcontain("Fresh")
    with news.request("editor") as request:
        unpublish(request, at(request, "/news/fresh"))
    visitor.get("/news/fresh", status=404)


def test_saving_a_live_page_changes_nothing_for_visitors(news: ScratchSite) -> None:
    visitor = news.client()
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        assert save(request, page, {"title": "New title", "body": body("Doors open at ten.")})
        assert (page.revision, page.live_revision) == (2, 1)
    visitor.get("/news/opening").mustcontain("nine", no=["at ten", "New title"])
    with news.request("editor") as request:
        publish(request, at(request, "/news/opening"))
    visitor.get("/news/opening").mustcontain("at ten", "New title", no=["at nine"])


def test_further_drafts_build_on_the_draft_not_on_the_live_text(news: ScratchSite) -> None:
    with news.request("editor") as request:
        save(request, at(request, "/news/opening"), {"title": "Draft title"})
    with news.request("editor") as request:
        save(request, at(request, "/news/opening"), {"summary": "Draft summary"})
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        publish(request, page)
        assert (page.title, page.summary) == ("Draft title", "Draft summary")


def test_unpublishing_keeps_unpublished_changes(news: ScratchSite) -> None:
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        save(request, page, {"title": "Kept"})
        unpublish(request, page)
        assert (page.title, page.state, page.published_at) == ("Kept", "draft", None)


def test_discarding_a_draft_goes_back_to_the_live_text_and_loses_nothing(
    news: ScratchSite,
) -> None:
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        save(request, page, {"title": "Mistake"})
        discard_draft(request, page)
        assert page.revision == page.live_revision == 3
        titles = request.db.scalars(select(Revision.data).where(Revision.node_id == page.id))
        assert [data["title"] for data in titles] == ["Opening", "Mistake", "Opening"]
        with pytest.raises(OperationError, match="no unpublished changes"):
            discard_draft(request, page)


def test_saving_without_a_difference_writes_nothing(news: ScratchSite) -> None:
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        version = page.version
        assert not save(request, page, {"title": "Opening"})
        assert (page.version, page.revision) == (version, 1)


def test_case_228_the_second_of_two_editors_is_told(news: ScratchSite) -> None:
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        opened = page.version
        save(request, page, {"title": "First"}, version=opened)
        with pytest.raises(Conflict, match="Somebody else saved"):
            save(request, page, {"title": "Second"}, version=opened)


def test_an_older_revision_comes_back_as_the_newest(news: ScratchSite) -> None:
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        save(request, page, {"title": "Second"})
        restore_revision(request, page, 1)
        publish(request, page)
        assert (page.title, page.revision) == ("Opening", 3)
        with pytest.raises(OperationError, match="no revision 99"):
            restore_revision(request, page, 99)


def test_scheduled_and_expired_pages_are_hidden_to_the_second(news: ScratchSite) -> None:
    visitor, hour = news.client(), timedelta(hours=1)
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        publish(request, page, at=request.now + hour)
    visitor.get("/news/opening", status=404)
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        publish(request, page, at=request.now - hour, until=request.now - hour / 2)
    visitor.get("/news/opening", status=404)
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        publish(request, page, at=request.now - hour, until=request.now + hour)
        with pytest.raises(OperationError, match="must be after"):
            publish(request, page, at=request.now, until=request.now)
    visitor.get("/news/opening")


def test_invalid_fields_are_named_and_nothing_is_written(news: ScratchSite) -> None:
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        with pytest.raises(Invalid) as caught:
            save(request, page, {"title": "", "summary": "x" * 1001})
        assert caught.value.fields == {
            "title": "This is needed.",
            "summary": "This is too long; at most 1000 characters fit.",
        }
        assert page.revision == 1
        with pytest.raises(Invalid, match="no such field"):
            save(request, page, {"owner_id": 7})


def test_case_231_an_address_taken_is_a_conflict_that_names_the_other(news: ScratchSite) -> None:
    with news.request("editor") as request:
        parent = at(request, "/news")
        with pytest.raises(Conflict, match="taken here by “Opening”"):
            create(request, parent, Page, {"title": "Other"}, slug="opening")
        twin = create(request, parent, Page, {"title": "Opening"})
        assert twin.slug == "opening-2"
        with pytest.raises(Invalid, match="cannot contain"):
            create(request, parent, Page, {"title": "X"}, slug="a/b")


def test_a_title_that_is_an_address_of_the_system_gets_another(site: ScratchSite) -> None:
    with site.request() as request:
        assert make(request, "/", "Login").slug == "login-2"


def test_move_carries_the_subtree(news: ScratchSite) -> None:
    visitor = news.client()
    with news.request("editor") as request:
        publish(request, make(request, "/", "Archive", Section))
        publish(request, make(request, "/news/opening", "Details"))
    with news.request("editor") as request:
        move(request, at(request, "/news/opening"), at(request, "/archive"))
    visitor.get("/archive/opening/details")
    visitor.get("/news/opening", status=301)
    with news.request("editor") as request:
        moved = at(request, "/archive/opening/details")
        assert moved.depth == 3


def test_case_229_a_page_cannot_be_moved_into_itself(news: ScratchSite) -> None:
    with news.request("editor") as request:
        with pytest.raises(OperationError, match="into itself"):
            move(request, at(request, "/news"), at(request, "/news/opening"))
        with pytest.raises(OperationError, match="already in"):
            move(request, at(request, "/news/opening"), at(request, "/news"))
        with pytest.raises(OperationError, match="root of the site"):
            move(request, at(request, "/"), at(request, "/news"))


def test_rename_changes_the_addresses_below(news: ScratchSite) -> None:
    with news.request("editor") as request:
        rename(request, at(request, "/news"), "stories")
    visitor = news.client()
    visitor.get("/stories/opening")
    visitor.get("/news", status=301)
    with news.request("editor") as request:
        node = at(request, "/stories")
        version = node.version
        rename(request, node, "stories")
        assert node.version == version


def test_an_address_that_would_become_too_long_is_refused_before_sql(site: ScratchSite) -> None:
    with site.request() as request:
        path = "/"
        for _ in range(16):
            path = make(request, path, "x" * 119).path
        deep = make(request, "/", "y" * 119)
        child = make(request, deep.path, "z" * 119)
        with pytest.raises(OperationError, match="too long"):
            move(request, at(request, deep.path), at(request, path))
        assert find(request, child.uid) is not None


def test_reorder(news: ScratchSite) -> None:
    with news.request("editor") as request:
        for title in ("Two", "Three"):
            make(request, "/news", title)
        reorder(request, at(request, "/news/three"), before=at(request, "/news/opening"))
        reorder(request, at(request, "/news/opening"))
        rows = request.catalog().visible().children_of(at(request, "/news")).ordered().rows(9)
        assert [row.slug for row in rows] == ["three", "two", "opening"]
        with pytest.raises(OperationError, match="same section"):
            reorder(request, at(request, "/news/two"), before=at(request, "/news"))


def test_trash_hides_a_subtree_and_restore_brings_it_back(news: ScratchSite) -> None:
    visitor = news.client()
    with news.request("editor") as request:
        section = at(request, "/news")
        uid = section.uid
        trash(request, section)
    visitor.get("/news", status=404)
    visitor.get("/news/opening", status=404)
    with news.request("editor") as request:
        assert find_at(request, "/news") is None
        node = find(request, uid, tree="trash")
        assert node is not None
        restore(request, node)
    visitor.get("/news/opening")


def test_restore_finds_a_place_when_parent_and_address_are_gone(news: ScratchSite) -> None:
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        uid = page.uid
        trash(request, page)
        trash(request, at(request, "/news"))
        make(request, "/", "Opening")
    with news.request("editor") as request:
        node = find(request, uid, tree="trash")
        assert node is not None
        restore(request, node)
        assert node.path == "/opening-2"
        with pytest.raises(OperationError, match="not in the trash"):
            restore(request, node)


def test_what_is_restored_comes_back_to_its_place_unless_that_is_taken(site: ScratchSite) -> None:
    with site.request("editor") as request:
        a, _, c = [make(request, "/", title) for title in "abc"]
        trash(request, a)
        trash(request, c)
        make(request, "/", "d")  # takes the place behind the last one, which was that of c
        restore(request, a)
        restore(request, c)
    with site.request("editor") as request:
        rows = request.catalog().visible().children_of(at(request, "/")).ordered().rows(9)
        assert [row.title for row in rows] == ["a", "b", "d", "c"]
        assert len({row.order_key for row in rows}) == 4


def test_purge_deletes_what_is_in_the_trash_only(news: ScratchSite) -> None:
    with news.request("editor") as request:
        section = at(request, "/news")
        with pytest.raises(OperationError, match="in the trash can be deleted"):
            purge(request, section)
        with pytest.raises(OperationError, match="root of the site"):
            trash(request, at(request, "/"))
        trash(request, section)
        purge(request, section)
        left = request.db.scalars(select(Node.title)).all()
        assert sorted(left) == ["Home", "Library", "Topics", "Trash"]


def test_the_front_page_is_shown_at_the_root(news: ScratchSite) -> None:
    visitor = news.client()
    visitor.get("/").mustcontain(no=["Doors open at nine."])
    with news.request("admin") as request:
        make_front(request, at(request, "/news/opening"))
    visitor.get("/").mustcontain("Doors open at nine.")
    with news.request("admin") as request:
        trash(request, at(request, "/news/opening"))
    visitor.get("/")


def test_sharing_closes_a_section_to_everybody_else(news: ScratchSite) -> None:
    with news.request("admin") as request:
        share(request, at(request, "/news"), {"role:reader": ["reader"]}, inherit=False)
        with pytest.raises(OperationError, match="no role “king”"):
            share(request, at(request, "/news"), {"role:reader": ["king"]})
    news.client().get("/news/opening", status=404)
    news.client("reader").get("/news/opening", status=200)
    with news.request("editor") as request, pytest.raises(HTTPForbidden):
        save(request, at(request, "/news/opening"), {"title": "Mine"})


@pytest.mark.parametrize("role", ["reader", None])
def test_case_115_operations_ask_for_rights(news: ScratchSite, role: str | None) -> None:
    def attempt(request: Any) -> list[Any]:
        page, section = at(request, "/news/opening"), at(request, "/news")
        return [
            lambda: create(request, section, Page, {"title": "X"}),
            lambda: save(request, page, {"title": "X"}),
            lambda: publish(request, page),
            lambda: unpublish(request, page),
            lambda: rename(request, page, "x"),
            lambda: move(request, page, at(request, "/")),
            lambda: reorder(request, page),
            lambda: trash(request, page),
            lambda: share(request, page, None),
            lambda: make_front(request, page),
        ]

    with news.request("reader") as request:
        for act in attempt(request):
            with pytest.raises(HTTPForbidden):
                act()


def test_every_change_leaves_an_audit_row_and_an_event(news: ScratchSite) -> None:
    with news.request("editor") as request:
        page = at(request, "/news/opening")
        save(request, page, {"title": "Later"})
        publish(request, page)
    with news.request() as request:
        rows = request.db.execute(
            select(Audit.action, Audit.actor_name, Audit.subject).order_by(Audit.id)
        ).all()
    assert [tuple(row) for row in rows][-2:] == [
        ("content.saved", "Editor", "Opening"),
        ("content.published", "Editor", "Later"),
    ]


def test_case_285_an_aborted_change_leaves_neither_row_nor_audit_nor_event(
    news: ScratchSite,
) -> None:
    def counts(request: Any) -> list[int]:
        tables = (Node, Revision, Audit, Outbox)
        return [request.db.scalar(select(func.count()).select_from(t)) for t in tables]

    with news.request() as request:
        before = counts(request)
    with pytest.raises(RuntimeError, match="power"), news.request("editor") as request:
        make(request, "/news", "Lost")
        raise RuntimeError("power")
    with news.request() as request:
        assert counts(request) == before


def test_a_type_that_is_not_enabled_cannot_be_created(news: ScratchSite) -> None:
    class Ghost:
        __type__ = "ghost.ghost"

    with news.request() as request, pytest.raises(OperationError, match="not an enabled type"):
        create(request, at(request, "/news"), Ghost, {"title": "X"})  # type: ignore[arg-type] # an undeclared type


def test_links_to_pages_that_may_not_be_seen_show_their_text_only(news: ScratchSite) -> None:
    def linked(uid: str) -> dict[str, Any]:
        mark = {"type": "link", "attrs": {"uid": uid, "href": None}}
        text = {"type": "text", "text": "over there", "marks": [mark]}
        return {"type": "doc", "content": [{"type": "paragraph", "content": [text]}]}

    with news.request("editor") as request:
        target = make(request, "/news", "Target")
        publish(request, make(request, "/news", "Source", body=linked(target.uid)))
    visitor: Client = news.client()
    assert "over there</a>" not in visitor.get("/news/source")
    with news.request("editor") as request:
        publish(request, at(request, "/news/target"))
        rename(request, at(request, "/news/target"), "goal")
    visitor.get("/news/source").mustcontain('href="/news/goal"')
