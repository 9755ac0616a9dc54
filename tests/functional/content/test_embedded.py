"""Content that shows on pages of others: who may change it, and when it becomes public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from mastaba.api import (
    DeadLinks,
    Snippet,
    cancel_update,
    create,
    find,
    find_at,
    publish,
    restore,
    save,
    schedule_update,
    set_end,
    share,
    trash,
    unpublish,
    uuid7,
)
from mastaba.content.operations.along import shown_with
from mastaba.content.operations.publish import show_again
from mastaba.content.operations.revise import latest_fields
from mastaba.content.operations.undo import undo
from mastaba.content.operations.where_shown import ShownElsewhere
from mastaba.events.models import Audit
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page
from tests.support.bodies import block, body, text

NOW = datetime(2030, 5, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
AUTHORS = {"system.Everyone": ["visitor"], "role:editor": ["author"]}  # see it, not publish it
SECRET = {"role:admin": ["admin"]}


def snippet(request: Any, title: str, *content: Any) -> Any:
    shelf = find_at(request, "/", tree="library")
    return create(request, shelf, Snippet, {"title": title, "body": body(text(title), *content)})


def shows(*snippets: Any) -> Any:
    return body(*[block("core.snippet", {"snippet": one.uid}) for one in snippets])


def page(request: Any, title: str, *snippets: Any) -> Any:
    data = {"title": title, "body": shows(*snippets)}
    return create(request, find_at(request, "/"), Page, data)


@pytest.fixture
def uids(site: ScratchSite) -> dict[str, str]:
    """A live page of others that shows a snippet through another one, and a hidden such page."""
    with site.request() as request:
        request.now = NOW
        inner = snippet(request, "Inner")
        outer = snippet(request, "Outer", block("core.snippet", {"snippet": inner.uid}))
        closed, hidden = page(request, "Closed", outer), page(request, "Hidden", inner)
        share(request, closed, AUTHORS, inherit=False)
        share(request, hidden, SECRET, inherit=False)
        publish(request, closed)
        publish(request, hidden)
        made = {"inner": inner, "outer": outer, "closed": closed, "hidden": hidden}
        return {name: node.uid for name, node in made.items()}


def change(request: Any, node: Any) -> None:
    save(request, node, {"title": "Changed"})
    publish(request, node)


CHANGES: dict[str, Callable[[Any, Any], Any]] = {
    "publish": change,
    "unpublish": unpublish,
    "end": lambda request, node: set_end(request, node, LATER),
    "trash": trash,
    "schedule": lambda request, node: publish(request, node, at=LATER),
}


def test_who_may_not_publish_the_page_cannot_change_what_it_shows(
    site: ScratchSite, uids: dict[str, str]
) -> None:
    for role in ("editor", "admin"):
        for act in CHANGES.values():
            with site.request(role) as request:
                request.now = NOW
                nested = request.db.begin_nested()
                inner = find(request, uids["inner"], tree="library")
                if role == "editor":
                    _is_refused(request, inner, act)
                else:
                    act(request, inner)
                nested.rollback()


def _is_refused(request: Any, node: Any, act: Callable[[Any, Any], Any]) -> None:
    with pytest.raises(ShownElsewhere) as refused:
        act(request, node)
    assert refused.value.titles == ("Closed",) and refused.value.hidden == 1
    assert "“Closed” and 1 other page, which you may not publish" in str(refused.value)
    assert "Hidden" not in str(refused.value)


def test_an_update_its_end_and_what_was_hidden_are_asked_about_too(
    site: ScratchSite, uids: dict[str, str]
) -> None:
    with site.request("admin") as request:
        request.now = NOW
        inner = find(request, uids["inner"], tree="library")
        save(request, inner, {"title": "Next"})
        schedule_update(request, inner, LATER)
        outer = find(request, uids["outer"], tree="library")
        unpublish(request, outer)
        was = request.db.scalars(select(Audit).order_by(Audit.id.desc())).first().data["was"]
        trash(request, find(request, uids["outer"], tree="library"))
    with site.request("editor") as request:
        request.now = NOW
        outer = find(request, uids["outer"], tree="trash")
        restore(request, outer)  # a draft shows to nobody
        for do in (lambda: publish(request, outer), lambda: show_again(request, outer, was)):
            with pytest.raises(ShownElsewhere):
                do()
        inner = find(request, uids["inner"], tree="library")
        with pytest.raises(ShownElsewhere):
            cancel_update(request, inner)


def test_what_is_in_the_trash_or_scheduled_counts(site: ScratchSite, uids: dict[str, str]) -> None:
    with site.request("admin") as request:
        request.now = NOW
        trash(request, find(request, uids["inner"], tree="library"))
        later, closed = snippet(request, "Later"), find(request, uids["closed"])
        save(request, closed, {"body": shows(later)})
        schedule_update(request, closed, LATER)
        save(request, closed, {"body": body(text("Only a draft of it"))})
        shown = later.uid
    with site.request("editor") as request:
        request.now = NOW
        with pytest.raises(ShownElsewhere):
            restore(request, find(request, uids["inner"], tree="trash"))
        with pytest.raises(ShownElsewhere):
            unpublish(request, find(request, shown, tree="library"))


def test_what_closed_pages_show_does_not_become_public_along(
    site: ScratchSite, uids: dict[str, str]
) -> None:
    coming = uuid7()
    with site.request("admin") as request:
        closed = find(request, uids["closed"])
        link = [{"type": "link", "attrs": {"uid": coming}}]
        words = {"type": "paragraph", "content": [{"type": "text", "text": "x", "marks": link}]}
        save(request, closed, {"body": body(words)})
        publish(request, closed, expected=[coming])
        shelf = find_at(request, "/", tree="library")
        create(request, shelf, Snippet, {"title": "Coming"}, uid=coming)
    with site.request("editor") as request:
        draft = find(request, coming, tree="library")
        own = page(request, "Own", draft)
        told = shown_with(request, own, latest_fields(request, own))
        assert list(told.waiting) == ["Coming"] and not told.along
        assert publish(request, own) == [] and draft.state == "draft"


def test_rights_that_change_what_visitors_see_need_the_right_to_publish_there(
    site: ScratchSite, uids: dict[str, str]
) -> None:
    with site.request("admin") as request:
        inner = find(request, uids["inner"], tree="library")
        # Who may share and publish the snippet, and not the page.
        share(request, inner, {"role:editor": ["admin"]})
    with site.request("editor") as request:
        inner = find(request, uids["inner"], tree="library")
        assert request.has_permission("share", inner), "else this would prove nothing"
        with pytest.raises(ShownElsewhere):
            share(request, inner, inner.grants, inherit=False)
        share(request, inner, {**inner.grants, "role:reader": ["reader"]})  # they see it anyway


def test_what_a_page_shows_becomes_public_with_it(site: ScratchSite) -> None:
    with site.request("editor") as request:
        deep = snippet(request, "Deep")
        many = [snippet(request, f"No {n}") for n in range(6)]
        many.append(snippet(request, "Holder", block("core.snippet", {"snippet": deep.uid})))
        own = page(request, "Own", *many)
        before = shown_with(request, own, latest_fields(request, own))
        assert len(before.along) == 7 and not before.waiting
        assert {node.title for node in publish(request, own)} == {
            "Deep", "Holder", *(f"No {n}" for n in range(6))
        }  # fmt: skip
        request.db.flush()
        found = select(Audit.data).where(Audit.action == "content.published")
        along = [data.get("along") for data in request.db.scalars(found)]
        assert along.count(own.uid) == 8 and along.count(None) >= 1
    site.client().get("/own").mustcontain("No 5", "Holder", "Deep")


def test_publishing_along_costs_some_statements_and_not_some_for_each(site: ScratchSite) -> None:
    costs = []
    for number in (1, 30):
        with site.request("editor") as request:
            own = page(request, "Own", *[snippet(request, f"No {n}") for n in range(number)])
            request.db.flush()
            with site.statements() as sql:
                publish(request, own)
                request.db.flush()
            costs.append(len(sql))
    locked = 4 if request.db.get_bind().dialect.name == "postgresql" else 1
    assert costs[1] - costs[0] <= 29 * locked, costs


def test_what_was_taken_back_or_is_of_others_stays_hidden_and_is_told(site: ScratchSite) -> None:
    with site.request("admin") as request:
        closed = snippet(request, "Of others")
        share(request, closed, {"role:editor": ["owner"]}, inherit=False)
        back = snippet(request, "Taken back")
        publish(request, back)
        unpublish(request, back)
        uid = page(request, "Own", closed, back).uid
    with site.request("editor") as request:
        own = find(request, uid)
        told = shown_with(request, own, latest_fields(request, own))
        assert (list(told.along), list(told.waiting)) == ([], ["Of others", "Taken back"])
        assert publish(request, own) == []
    html = site.client().get("/own").text
    assert "Of others" not in html and "Taken back" not in html


def test_a_page_that_begins_later_takes_it_along_then_and_gives_it_back(site: ScratchSite) -> None:
    with site.request("editor") as request:
        request.now = NOW
        soon, kept = snippet(request, "Soon"), snippet(request, "Kept")
        own, other = page(request, "Own", soon, kept), page(request, "Other", kept)
        publish(request, own, at=LATER)
        assert (soon.state, soon.published_at) == ("published", LATER)
        publish(request, own, at=LATER + timedelta(days=1))
        assert soon.published_at == LATER + timedelta(days=1)
        publish(request, other, at=LATER)
        unpublish(request, own)
        assert (soon.state, soon.live_revision) == ("draft", 0)
        assert kept.state == "published", "another page shows it"
        publish(request, own)
        assert soon.published_at == NOW


def test_undoing_a_publication_takes_back_what_came_along(site: ScratchSite) -> None:
    with site.request("editor") as request:
        request.now = NOW
        one = snippet(request, "One")
        uid, shown = page(request, "Own", one).uid, one.uid
    with site.request("editor") as request:
        request.now = LATER
        publish(request, find(request, uid))
    with site.request("editor") as request:
        assert undo(request, LATER) == 2
        one = find(request, shown, tree="library")
        assert (find(request, uid).state, one.state) == ("draft", "draft")
        assert publish(request, find(request, uid)) == [one], "and it comes along again"


def test_a_page_cannot_be_published_with_what_is_in_the_trash(site: ScratchSite) -> None:
    with site.request("editor") as request:
        gone = snippet(request, "Gone")
        own = page(request, "Own", gone)
        trash(request, gone)
        with pytest.raises(DeadLinks):
            publish(request, own)
