"""Send what people said, each as themselves and at their time, and decide what was held."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from mastaba.api import (
    Ticket,
    Traces,
    acting_as,
    author_account,
    find_at,
    grant,
    sign,
    status_of,
    user_token,
    uuid7,
)
from mastaba_comments.demo.people import (
    EDITOR,
    EDITORS,
    HEAD,
    MAIL,
    MEMBERS,
    MODERATED,
    MODERATOR,
    STAFF,
)
from mastaba_comments.demo.threads import (
    APPROVED,
    CONVERSATIONS,
    REFUSED,
    Conversation,
    Said,
)
from mastaba_comments.models import CLOSED, SHOWN, SPAM, Comment
from mastaba_comments.operations import Draft, decide, post, set_open
from mastaba_comments.operations.report import report

LOOKED = timedelta(minutes=25)  # until the editor looked at what was held
GRANTED = timedelta(days=30)
OPEN = timedelta(minutes=2)  # how long they had the form open
STATES = {APPROVED: SHOWN, REFUSED: SPAM}
PUBLIC = ("published", "changed")


class Builder:
    """Builds the conversations of one demonstration site."""

    def __init__(self, request: Any) -> None:
        self._request = request
        self._now: datetime = request.now
        self._members = {
            **_hired(request, {**STAFF, **EDITORS}, "editor"),
            **_hired(request, MEMBERS, "reader"),
        }

    def run(self) -> None:
        """Say everything, as far as its pages are there."""
        for one in CONVERSATIONS:
            page: Any = find_at(self._request, one.path)
            if page is not None and status_of(page, self._now) in PUBLIC:
                self._talk(one, page)
        section = find_at(self._request, MODERATED)
        if section is not None:
            token = user_token(self._members[MODERATOR].uid)
            with self._as(HEAD, self._now - GRANTED):
                grant(self._request, section, token, ["moderator"])

    def _talk(self, conversation: Conversation, page: Any) -> None:
        for said in conversation.said:
            self._say(page, said, page.published_at, None)
        if conversation.closed:
            with self._as(EDITOR, self._now):
                set_open(self._request, page, CLOSED)

    def _say(self, page: Any, said: Said, since: datetime, parent: Comment | None) -> None:
        at = min(since + timedelta(hours=said.after), self._now)
        with self._as(said.by, at):
            made = post(
                self._request,
                page,
                _draft(said, parent),
                ticket=Ticket(uuid7(), OPEN, page.uid),
                traces=self._traces(said.by),
            )
        state = STATES.get(said.done)
        if state is not None and made.state != state:
            with self._as(EDITOR, min(at + LOOKED, self._now)):
                decide(self._request, [made], state)
            self._request.db.refresh(made)
        if said.reported:
            with self._as("A reader", min(at + LOOKED * 2, self._now)):
                report(self._request, made, said.reported, self._traces("A reader"))
        for answer in said.answers:
            self._say(page, answer, at, made)

    def _as(self, who: str, at: datetime) -> AbstractContextManager[None]:
        """A member by the log-in name, everybody else as a visitor."""
        return acting_as(self._request, self._members.get(who), at=at)

    def _traces(self, who: str) -> Traces:
        """As if each had an address of their own."""
        registry = self._request.registry
        return Traces(*(sign(registry, f"comments.demo {part}", who) for part in Traces._fields))


def _hired(request: Any, people: Mapping[str, str], role: str) -> dict[str, Any]:
    return {
        login: author_account(request, login, name, role=role) for login, name in people.items()
    }


def _draft(said: Said, parent: Comment | None) -> Draft:
    words = "".join(c for c in said.by.casefold() if c.isascii() and c.isalnum())
    return Draft(
        said.words,
        name=said.by,
        mail=MAIL.format(words) if said.mail else None,
        answers=None if parent is None else parent.uid,
        trap=said.trap,
    )
