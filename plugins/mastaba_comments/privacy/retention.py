"""What nobody needs any more is forgotten by itself (case 283)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, and_, cast, delete, func, or_, select, update

from mastaba.api import record, settings_of
from mastaba_comments.models import SPAM, TRASH, Ban, Comment, Former, Report
from mastaba_comments.operations.vanish import vanish
from mastaba_comments.privacy.settings import PrivacySettings
from mastaba_comments.tokens import address_token, network_token

AT_ONCE = 5000  # comments per run, so that nobody waits long for the database
NOBODY = "forgotten:"


def forget_old(request: Any) -> int:
    """Lose hashes, refused comments, mails and histories whose time is over. A periodic job.

    Returns how many comments were deleted.
    """
    settings = settings_of(request.registry, PrivacySettings)
    _addresses(request, request.now - settings.addresses_for)
    _mails(request, settings.mails_for)
    _history(request, settings.history_for)
    return _refused(request, settings.refused_for)


def _addresses(request: Any, before: datetime) -> None:
    """Hashes of addresses, wherever they are: of comments, of reports, of bans."""
    kept = or_(Comment.address.is_not(None), Comment.network.is_not(None))
    old = update(Comment).where(kept, Comment.created < before)
    visitors = and_(Report.account_id.is_(None), Report.created < before)
    unnamed = ~Report.who.startswith(NOBODY)
    by_address = or_(*(Ban.token.startswith(name("")) for name in (address_token, network_token)))
    for change in (
        old.values(address=None, network=None),
        update(Report).where(visitors, unnamed).values(who=NOBODY + cast(Report.id, String)),
        delete(Ban).where(or_(Ban.until < request.now, and_(by_address, Ban.created < before))),
    ):
        request.db.execute(change.execution_options(synchronize_session=False))


def _mails(request: Any, age: timedelta) -> None:
    """Addresses to write to; the hash stays, by which their owner is found and trusted."""
    if age:
        old = update(Comment).where(Comment.mail.is_not(None), Comment.created < request.now - age)
        forgotten = old.values(mail=None, notify=False)
        request.db.execute(forgotten.execution_options(synchronize_session=False))


def _history(request: Any, age: timedelta) -> None:
    if age:
        before = request.now - age
        request.db.execute(delete(Former).where(Former.at < before))
        request.db.execute(delete(Report).where(Report.settled < before))


def _refused(request: Any, age: timedelta) -> int:
    if not age:
        return 0
    before = request.now - age
    decided = func.coalesce(Comment.decided, Comment.created)
    refused = (Comment.state.in_((SPAM, TRASH)), Comment.created < before, decided < before)
    # Locked: what a moderator is bringing back at this moment stays.
    old = select(Comment.id).where(*refused).limit(AT_ONCE).with_for_update(skip_locked=True)
    rows = request.db.execute(old).all()
    removed = vanish(request, rows)
    if removed:
        record(request, "comments.refused_deleted", subject="Old spam and trash", count=removed)
    return removed
