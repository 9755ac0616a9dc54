"""Mail to whom somebody answered, and the question to an address that has not been asked.

`Comment.tell` says that somebody is to be told of it, or its author to be asked; it stays until
the comment is shown, and until whoever was written a moment ago may be written again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from mastaba.api import absolute_url, send_mail, settings_for
from mastaba_comments.addresses import permalink
from mastaba_comments.letters import words
from mastaba_comments.letters.asking import ask
from mastaba_comments.letters.models import Correspondent
from mastaba_comments.letters.recipients import Around, address_of, look_round, recipient, token_of
from mastaba_comments.letters.settings import LetterSettings
from mastaba_comments.letters.wishes import ANSWERS, keep, wish_link
from mastaba_comments.models import SHOWN, Comment

BATCH = 200
LATEST = timedelta(days=30)  # nobody is told of what is older
PAUSE = timedelta(minutes=15)  # between two letters to one person
SUBJECT = "{number} at {site}"


def write_answers(request: Any) -> None:
    """Write to all to whom something was answered; each gets one letter about all of it."""
    due = select(Comment).where(Comment.tell.is_(True), Comment.state == SHOWN)
    rows = request.db.scalars(due.order_by(Comment.id).limit(BATCH)).all()
    if rows:
        _write(request, rows, look_round(request, rows))


def _write(request: Any, rows: Sequence[Comment], around: Around) -> None:
    offered = settings_for(request, LetterSettings).answers
    letters: dict[str, list[Comment]] = defaultdict(list)
    for row in rows:
        row.tell = False
        if offered and row.created > request.now - LATEST:
            _ask_author(request, row, around)
            _collect(request, row, around, letters)
    for token, answers in letters.items():
        _send(request, around.wishes[token], answers, around)


def _ask_author(request: Any, row: Comment, around: Around) -> None:
    """A visitor who ticked the box for the first time; members' addresses are known."""
    token = token_of(row)
    ticked = row.account_id is None and row.notify and row.mail
    if ticked and token and around.sees(request, None, row.node_id):
        ask(request, around.wishes[token], str(row.mail))
        keep(request, around.wishes[token])


def _collect(
    request: Any, row: Comment, around: Around, letters: dict[str, list[Comment]]
) -> None:
    wish = recipient(request, row, around)
    if wish is None:
        return
    if wish.told is not None and wish.told > request.now - PAUSE:
        row.tell = True
    else:
        letters[wish.token].append(row)


def _send(request: Any, wish: Correspondent, answers: list[Comment], around: Around) -> None:
    wish.told = request.now
    keep(request, wish)
    mail = address_of(around.parents[answers[0].parent_id or 0], around)
    site, number = request.site.title, words.answers(len(answers))
    text = words.ANSWERED.format(
        number=number,
        site=site,
        links=words.links({_link(request, row, around): _title(row, around) for row in answers}),
        end=wish_link(request, ANSWERS, wish.token),
    )
    send_mail(request, to=str(mail), subject=SUBJECT.format(number=number, site=site), text=text)


def _link(request: Any, row: Comment, around: Around) -> str:
    return absolute_url(request, permalink(request, around.nodes[row.node_id], row.uid))


def _title(row: Comment, around: Around) -> str:
    return str(around.nodes[row.node_id].title)
