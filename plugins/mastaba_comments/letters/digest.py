"""Mail to who moderates: how much waits, at most once in a while, never without something new."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select

from mastaba.api import absolute_url, acting_as, people_with, send_mail, settings_for
from mastaba_comments.letters import words
from mastaba_comments.letters.models import NO, Correspondent
from mastaba_comments.letters.settings import LetterSettings
from mastaba_comments.letters.wishes import QUEUE, correspondents, keep, wish_link
from mastaba_comments.models import SHOWN, WAITING, Comment, Report
from mastaba_comments.permissions import MODERATE
from mastaba_comments.shown import to_moderate
from mastaba_comments.tokens import account_token

QUEUE_ADDRESS = "/admin/-/comments"
MOST = 1000  # counted so far
SUBJECT = "{number} at {site}"


class Waiting(NamedTuple):
    """What waits for one person: all of it, and what of it is new to them."""

    number: int
    new: int
    titles: list[str]


def write_digests(request: Any) -> None:
    """Write to each moderator for whom something new waits."""
    every = settings_for(request, LetterSettings).every
    newest = _newest(request) if every else None
    if newest is None:
        return
    people = [person for person in people_with(request, MODERATE) if person.email]
    known = correspondents(request, (account_token(person.id) for person in people))
    for person in people:
        told = known[account_token(person.id)]
        if _is_due(told, request.now, every) and (told.seen is None or told.seen < newest):
            _look(request, person, told, newest)


def _newest(request: Any) -> datetime | None:
    """When the newest thing came that a moderator should look at."""
    came = select(func.max(Comment.created)).where(Comment.state == WAITING)
    reported = select(func.max(Report.created)).where(Report.settled.is_(None))
    found = [request.db.scalar(query) for query in (came, reported)]
    return max((one for one in found if one is not None), default=None)


def _is_due(told: Correspondent, now: datetime, every: timedelta) -> bool:
    return told.queue != NO and (told.sent is None or told.sent <= now - every)


def _look(request: Any, person: Any, told: Correspondent, newest: datetime) -> None:
    """Write a mail if some of it is on pages that this person moderates."""
    with acting_as(request, person):
        found = _waiting(request, told.seen)
    told.seen = newest
    if found.new:
        told.sent = request.now
        _send(request, person, told, found)
    keep(request, told)


def _waiting(request: Any, since: datetime | None) -> Waiting:
    """Two lists, so that each is found by its index, however many comments there are."""
    new = {
        row.id: row for clause in (_held(since), _told_of(since)) for row in _rows(request, clause)
    }
    if not new:
        return Waiting(0, 0, [])
    shown = and_(_told_of(None), Comment.state == SHOWN)
    number = sum(to_moderate(request).filter(one).count(MOST) for one in (_held(None), shown))
    return Waiting(number, len(new), [row.node_title for row in new.values()])


def _rows(request: Any, clause: ColumnElement[bool]) -> list[Any]:
    """The newest of them, as many as a letter tells of."""
    newest = to_moderate(request).filter(clause).sorted_by(Comment.created.desc())
    found: list[Any] = newest.rows(words.LISTED * 10)
    return found


def _held(since: datetime | None) -> ColumnElement[bool]:
    """What waits for a decision, and came after `since`."""
    came = [] if since is None else [Comment.created > since]
    return and_(Comment.state == WAITING, *came)


def _told_of(since: datetime | None) -> ColumnElement[bool]:
    """What readers reported after `since`, and nobody has looked at."""
    came = [] if since is None else [Report.created > since]
    ids = select(Report.comment_id).where(Report.settled.is_(None), *came)
    return and_(Comment.state.in_((SHOWN, WAITING)), Comment.id.in_(ids))


def _send(request: Any, person: Any, told: Correspondent, found: Waiting) -> None:
    site = request.site.title
    number = words.things(found.number, MOST)
    new = "" if found.new == found.number else f", {found.new} of them new"
    text = words.TO_MODERATOR.format(
        number=number,
        site=site,
        new=new,
        pages=words.by_page(found.titles),
        link=absolute_url(request, QUEUE_ADDRESS),
        every=_in_words(settings_for(request, LetterSettings).every),
        end=wish_link(request, QUEUE, told.token),
    )
    subject = SUBJECT.format(number=number, site=site)
    send_mail(request, to=person.email, subject=subject, text=text)


def _in_words(every: timedelta) -> str:
    minutes = max(int(every.total_seconds() // 60), 1)
    if minutes % 1440 == 0:
        return "once a day" if minutes == 1440 else f"every {minutes // 1440} days"
    if minutes % 60 == 0:
        return "once an hour" if minutes == 60 else f"every {minutes // 60} hours"
    return "once a minute" if minutes == 1 else f"every {minutes} minutes"
