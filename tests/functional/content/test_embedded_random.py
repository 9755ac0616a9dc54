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
RIGHTS = {"system.Everyone": ["visitor"], "role:editor": ["owner"]}  # edit, trash; not publish
SHARING = {"role:editor": ["admin"]}  # may share, too
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
        self.last: dict[str, tuple[datetime, str]] = {}
        self.uids: dict[str, str] = {}
        self.rows: Rows | None = None
        self.refused = self.changed = 0
        with site.request() as request:
            request.now = self.now
            self._grow(request)

    def _grow(self, request: Any) -> None:
        shelf = find_at(request, "/", tree="library")
        for name in SNIPPETS:
            made = create(request, shelf, Snippet, {"title": name, "body": self._text()})
            share(request, made, SHARING)
            self.uids[name] = made.uid
        for name in OPEN + CLOSED:
            page = create(request, find_at(request, "/"), Page, {"title": name})
            self.uids[name] = page.uid
            if name in CLOSED:
                share(request, page, RIGHTS, inherit=False)
        self._tend(request)

    def _tend(self, request: Any) -> None:
        """Closed pages that are live and show something: otherwise there is little to refuse."""
        nodes = {name: self.find(request, name) for name in SNIPPETS + CLOSED}
        for node in nodes.values():
            if node.tree == "trash":
                restore(request, node)
        for name, node in nodes.items():
            if name in CLOSED or node.state != "published":
                save(request, node, {"body": self._text()})
                publish(request, node)

    def find(self, request: Any, name: str) -> Any:
        return next(n for tree in TREES if (n := find(request, self.uids[name], tree=tree)))

    def _text(self) -> Any:
        known = [uid for name, uid in self.uids.items() if name in SNIPPETS]
        chosen = self.chance.sample(known, min(len(known), self.chance.randrange(4)))
        blocks = [block("core.snippet", {"snippet": uid}) for uid in chosen]
        return body(text(f"w{self.chance.randrange(10**6)}"), *blocks)

    def step(self, number: int) -> None:
        """One operation, and what must hold after it."""
        role = "admin" if self.chance.random() < 0.2 else "editor"
        self.now += timedelta(hours=self.chance.choice((1, 1, 1, 30)))
        if number % 12 == 0:
            with self.site.request() as request:
                request.now = self.now
                self._tend(request)
                self.rows = None
        with self.site.request(role) as request:
            request.now = self.now
            name = self.chance.choice((*self.uids, *SNIPPETS))
            node, before = self.find(request, name), self.rows or Rows(request)
            what = self._act(request, node, before, role)
            self.rows = Rows(request)
            meant = self.last[role][1] if what == "takes_back" and role in self.last else name
            self._judge(role, what, meant, before, self.rows)
            self.last[role] = (self.now, meant)

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

    def _judge(self, role: str, what: str, name: str, before: Rows, after: Rows) -> None:
        was, now = before.view(self.uids, self.now), after.view(self.uids, self.now)
        changed = {name for name, at in was if was[name, at] != now[name, at]}
        self.changed += bool(changed)
        own = {name} if what in TRASHING else set()  # the right to trash a page is one of its own
        assert role == "admin" or not (changed - own) & set(CLOSED), f"{what} {name}"

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
    if node.uid not in {story.uids[name] for name in CLOSED}:
        share(request, node, node.grants, inherit=story.chance.random() < 0.5)


def takes_back(story: Story, request: Any, _node: Any, role: str) -> None:
    undo(request, story.last.get(role, (story.now, ""))[0])


def does_to_several(story: Story, request: Any, node: Any, _role: str) -> None:
    action = story.chance.choice(("publish", "unpublish", "trash"))
    bulk(request, action, [node.id], Options(tree=node.tree))


def plain(operation: Any) -> Any:
    def act(_story: Story, request: Any, node: Any, _role: str) -> None:
        operation(request, node)

    act.__name__ = operation.__name__
    return act


SEVERAL = (takes_back, does_to_several)
TRASHING = ("trash", "restore", "takes_back", "does_to_several")
ACTS = (
    *[plain(o) for o in (publish, unpublish, expire, cancel_update, trash, restore, restore)],
    saves, saves_and_publishes, publishes_later, updates_later, ends, brings_back_text,
    hides_or_shows, takes_back, does_to_several,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(1))
def test_nobody_changes_what_a_page_shows_without_the_right_to_publish_it(
    site: ScratchSite, seed: int
) -> None:
    story = Story(site, seed)
    for number in range(200):
        story.step(number)
    assert story.changed > 10 and story.refused > 10, "the story must have both"
