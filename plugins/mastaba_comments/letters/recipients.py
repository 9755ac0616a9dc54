"""Who is to be told of an answer: who asked for that, and may still read the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from mastaba.api import Node, find, live_people, person_may
from mastaba_comments.letters.models import NO, YES, Correspondent
from mastaba_comments.letters.wishes import correspondents
from mastaba_comments.models import SHOWN, Comment
from mastaba_comments.tokens import account_token, mail_token


@dataclass(frozen=True)
class Around:
    """What is known of a batch of answers: what they answer, where, and who wrote all that."""

    parents: dict[int, Comment]
    nodes: dict[int, Any]
    people: dict[int, Any]
    wishes: dict[str, Correspondent]
    seen: dict[tuple[int | None, int], bool] = field(default_factory=dict)

    def sees(self, request: Any, account_id: int | None, node_id: int) -> bool:
        """Whether an account (None: everybody) may see the page now; asked once for each."""
        key, node = (account_id, node_id), self.nodes.get(node_id)
        if key not in self.seen:
            person = None if account_id is None else self.people.get(account_id)
            there = node is not None and (account_id is None) == (person is None)
            self.seen[key] = there and person_may(request, person, "view", node)
        return self.seen[key]


def look_round(request: Any, rows: Sequence[Comment]) -> Around:
    """Read it for all of them together."""
    keys = {row.parent_id for row in rows if row.parent_id is not None}
    found = request.db.scalars(select(Comment).where(Comment.id.in_(sorted(keys))))
    parents = {parent.id: parent for parent in found}
    every = [*rows, *parents.values()]
    people = live_people(request, {one.account_id for one in every if one.account_id is not None})
    tokens = {token for one in every if (token := token_of(one)) is not None}
    return Around(parents, _nodes(request, rows), people, correspondents(request, tokens))


def recipient(request: Any, row: Comment, around: Around) -> Correspondent | None:
    """Who wrote what `row` answers, if a letter may go there."""
    parent = around.parents.get(row.parent_id or 0)
    if parent is None or not parent.notify or parent.state != SHOWN:
        return None
    token = token_of(parent)
    if token is None or token == token_of(row) or address_of(parent, around) is None:
        return None
    wish = around.wishes[token]
    wished = wish.answers != NO if parent.account_id is not None else wish.answers == YES
    may = wished and around.sees(request, parent.account_id, row.node_id)
    return wish if may else None


def token_of(comment: Comment) -> str | None:
    """By which name the wishes of its author are known; None of who left no address."""
    if comment.account_id is not None:
        return account_token(comment.account_id)
    return None if comment.person is None else mail_token(comment.person)


def address_of(comment: Comment, around: Around) -> str | None:
    """Where its author gets mail."""
    if comment.account_id is None:
        return comment.mail
    person = around.people.get(comment.account_id)
    return None if person is None else person.email or None


def _nodes(request: Any, rows: Sequence[Comment]) -> dict[int, Any]:
    """The located nodes, without those that are in the trash or of another site."""
    ids = sorted({row.node_id for row in rows})
    uids = request.db.execute(select(Node.id, Node.uid).where(Node.id.in_(ids))).all()
    found = {row.id: find(request, row.uid) for row in uids}
    return {key: node for key, node in found.items() if node is not None}
