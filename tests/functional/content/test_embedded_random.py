"""Random editing by people with different rights, judged by a plain reading of the rows.

Whatever somebody does, the text that visitors read on a page, now and at any time that is set
already, changes only if that person may publish the page. And nothing is refused for a page that
does not show what was to be changed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import select

from mastaba.api import (
    OperationError,
    Snippet,
    cancel_update,
    create,
    expire,
    find,
    find_at,
    publish,
    restore,
    restore_revision,
    save,
    schedule_update,
    set_end,
    share,
    trash,
    unpublish,
)
from mastaba.content.models import Revision
from mastaba.content.operations.bulk import bulk
from mastaba.content.operations.bulk_actions import Options
from mastaba.content.operations.undo import undo
from mastaba.content.operations.where_shown import ShownElsewhere
from mastaba.testing import ScratchSite
from mastaba.tree.models import AclGrant, Node
from mastaba_pages.models import Page
from tests.support.bodies import block, body, text

DAY = timedelta(days=1)
TREES = ("site", "library", "trash")
OPEN, CLOSED = ("p0", "p1", "p2"), ("q0", "q1")
SNIPPETS = ("s0", "s1", "s2", "s3", "s4")
RIGHTS = {"system.Everyone": ["visitor"], "role:editor": ["author"]}  # an author edits only
HIDDEN = {"role:editor": ["editor"], "role:admin": ["admin"]}
View = dict[tuple[str, datetime], Any]


class Rows:
    """What is stored, read without any of the code that is judged here."""

    def __init__(self, request: Any) -> None:
        request.db.flush()
        table: Any = Node.__table__
        self.nodes = {row.uid: row for row in request.db.execute(select(table))}
        every: Any = select(Revision.node_id, Revision.number, Revision.data)
        self.texts = {(row[0], row[1]): row[2]["body"] for row in request.db.execute(every)
                      if "body" in row[2]}  # fmt: skip
        open_to = AclGrant.token == "system.Everyone", AclGrant.permission == "view"
        self.open = set(request.db.scalars(select(AclGrant.acl_id).where(*open_to)))

    def read(self, uid: str, at: datetime, above: tuple[str, ...] = ()) -> Any:
        """The words and snippets that a visitor reads; None where there is nothing to see."""
        row = self.nodes.get(uid)
        if row is None or uid in above or not self.is_public(row, at):
            return None
        due = row.next_at is not None and row.next_at <= at
        number = row.next_revision if due else row.live_revision
        parts = self.texts[row.id, number]["content"]
        return [self._part(part, at, (*above, uid)) for part in parts]

    def is_public(self, row: Any, at: datetime) -> bool:
        begun = row.published_at is None or row.published_at <= at
        ended = row.expires_at is not None and row.expires_at <= at
        shown = row.state == "published" and row.tree != "trash" and row.acl_id in self.open
        return begun and not ended and shown

    def _part(self, part: Any, at: datetime, above: tuple[str, ...]) -> Any:
        if part["type"] == "paragraph":
            return part.get("content", [{"text": ""}])[0]["text"]
        return self.read(part["attrs"]["data"]["snippet"], at, above)

    def view(self, uids: dict[str, str], now: datetime) -> View:
        times = [now + n * DAY for n in (0, 1, 2, 3, 5, 8)]
        return {(name, t): self.read(uids[name], t) for name in OPEN + CLOSED for t in times}


class Story:
    """One site, the clock, and who did what last."""

    def __init__(self, site: ScratchSite, seed: int) -> None:
        self.site, self.chance = site, random.Random(seed)
        self.now = datetime(2030, 1, 1, tzinfo=UTC)
        self.last: dict[str, datetime] = {}
        self.uids: dict[str, str] = {}
        self.refused = self.changed = 0
        with site.request() as request:
            request.now = self.now
            self._grow(request)

    def _grow(self, request: Any) -> None:
        shelf = find_at(request, "/", tree="library")
        for name in SNIPPETS:
            data = {"title": name, "body": self._text()}
            self.uids[name] = create(request, shelf, Snippet, data).uid
        for name in OPEN + CLOSED:
            page = create(request, find_at(request, "/"), Page, {"title": name})
            self.uids[name] = page.uid
            if name in CLOSED:
                share(request, page, RIGHTS, inherit=False)
                save(request, page, {"body": self._text()})
                publish(request, page)

    def _text(self) -> Any:
        known = [uid for name, uid in self.uids.items() if name in SNIPPETS]
        chosen = self.chance.sample(known, min(len(known), self.chance.randrange(3)))
        blocks = [block("core.snippet", {"snippet": uid}) for uid in chosen]
        return body(text(f"w{self.chance.randrange(10**6)}"), *blocks)

    def step(self) -> None:
        """One operation, and what must hold after it."""
        role = self.chance.choice(("editor", "editor", "admin"))
        self.now += timedelta(hours=self.chance.choice((1, 1, 1, 30)))
        with self.site.request(role) as request:
            request.now = self.now
            name = self.chance.choice((*self.uids, *SNIPPETS))
            node = next(n for tree in TREES if (n := find(request, self.uids[name], tree=tree)))
            before = Rows(request)
            what = self._act(request, node, before, role)
            self._judge(role, f"{role} {what} {name}", before, Rows(request))

    def _act(self, request: Any, node: Any, before: Rows, role: str) -> str:
        act: Callable[..., Any] = self.chance.choice(ACTS)
        nested = request.db.begin_nested()
        try:
            act(self, request, node, role)
            request.db.flush()
            nested.commit()
        except ShownElsewhere:
            nested.rollback()
            self.refused += 1
            if act not in SEVERAL:
                self._was_right(before, node, role)
        except (OperationError, HTTPForbidden):
            nested.rollback()
        else:
            self.last[role] = self.now
        return act.__name__

    def _was_right(self, before: Rows, node: Any, role: str) -> None:
        """A page that is not one's own reads it, through whatever snippets, or is going to."""
        assert role == "editor"
        closed = {self.uids[name] for name in CLOSED}
        above, found = {node.uid}, set()
        while above - found:
            found |= above
            above = {row.uid for row in before.nodes.values() if self._names(before, row, found)}
        assert found & closed

    def _names(self, rows: Rows, row: Any, uids: set[str]) -> bool:
        if row.state != "published" or row.tree == "trash":
            return False
        numbers = (row.live_revision, row.next_revision, row.revision)
        texts = [rows.texts.get((row.id, number)) for number in numbers]
        parts = [part for doc in texts if doc for part in doc["content"]]
        named = {p["attrs"]["data"]["snippet"] for p in parts if p["type"] == "core.snippet"}
        return bool(named & uids)

    def _judge(self, role: str, what: str, before: Rows, after: Rows) -> None:
        was, now = before.view(self.uids, self.now), after.view(self.uids, self.now)
        changed = {name for name, at in was if was[name, at] != now[name, at]}
        self.changed += bool(changed)
        assert role == "admin" or not changed & set(CLOSED), what

    def later(self) -> datetime:
        return self.now + self.chance.choice((1, 2, 4)) * DAY


def saves(story: Story, request: Any, node: Any, _role: str) -> None:
    save(request, node, {"body": story._text()})


def saves_and_publishes(story: Story, request: Any, node: Any, role: str) -> None:
    saves(story, request, node, role)
    publish(request, node)


def publishes_later(story: Story, request: Any, node: Any, _role: str) -> None:
    publish(request, node, at=story.later())


def updates_later(story: Story, request: Any, node: Any, role: str) -> None:
    saves(story, request, node, role)
    schedule_update(request, node, story.later())


def ends(story: Story, request: Any, node: Any, _role: str) -> None:
    set_end(request, node, story.chance.choice((None, story.later())))


def brings_back_text(story: Story, request: Any, node: Any, _role: str) -> None:
    restore_revision(request, node, story.chance.randrange(1, node.revision + 1))
    publish(request, node)


def hides_or_shows(story: Story, request: Any, node: Any, _role: str) -> None:
    share(
        request,
        node,
        *story.chance.choice(((HIDDEN,), (None,))),
        inherit=story.chance.random() < 0.5,
    )


def takes_back(story: Story, request: Any, _node: Any, role: str) -> None:
    undo(request, story.last.get(role, story.now))


def does_to_several(story: Story, request: Any, node: Any, _role: str) -> None:
    action = story.chance.choice(("publish", "unpublish", "trash"))
    bulk(request, action, [node.id], Options(tree=node.tree))


def plain(operation: Any) -> Any:
    def act(_story: Story, request: Any, node: Any, _role: str) -> None:
        operation(request, node)

    act.__name__ = operation.__name__
    return act


SEVERAL = (takes_back, does_to_several)
ACTS = (
    *[plain(o) for o in (publish, unpublish, expire, cancel_update, trash, restore, restore)],
    saves, saves_and_publishes, publishes_later, updates_later, ends, brings_back_text,
    hides_or_shows, takes_back, does_to_several,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_nobody_changes_what_a_page_shows_without_the_right_to_publish_it(
    site: ScratchSite, seed: int
) -> None:
    story = Story(site, seed)
    for _ in range(120):
        story.step()
    assert story.changed > 10 and story.refused > 0, "the story must have both"
