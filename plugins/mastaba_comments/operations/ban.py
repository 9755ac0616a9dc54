"""Bans: somebody whose comments are not taken, anywhere on the site."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select

from mastaba.api import OperationError, allow, find_at, insert_into, record, settings_of
from mastaba_comments.models import Ban
from mastaba_comments.permissions import MODERATE
from mastaba_comments.privacy.settings import PrivacySettings
from mastaba_comments.tokens import account_token, address_token, mail_token, network_token

KINDS = ("account", "mail", "address", "network")
PASSING = ("address", "network")  # they belong to somebody else tomorrow
LONGEST = 500
YOURSELF = "This is your own account."


def may_ban(request: Any) -> bool:
    """Whether the requester bans and trusts: who moderates the whole site, as both hold there."""
    return bool(request.has_permission(MODERATE, find_at(request, "/")))


def ban(
    request: Any, token: str, words: str, reason: str = "", until: datetime | None = None
) -> Ban:
    """Refuse the comments of whom `token` names, until then; a ban that is there is replaced.

    `words` say to moderators whom it is about, without names: see `tokens_of`. Those of addresses
    and networks end when what is known of them does. Raises `HTTPForbidden`, `OperationError`.
    """
    root = _allowed(request)
    _refuse(request, token, until)
    values = {
        "words": words[:300],
        "reason": reason.strip()[:LONGEST] or None,
        "created": request.now,
        "until": _until(request, token, until),
        "made_by": None if request.identity is None else request.identity.id,
    }
    new = insert_into(request, Ban).values(token=token, **values)
    made = new.on_conflict_do_update(index_elements=["token"], set_=values).returning(Ban)
    found: Ban = request.db.scalars(made, execution_options={"populate_existing": True}).one()
    record(request, "comments.ban.made", root, ban=found.id, kind=_kind(token))
    return found


def lift(request: Any, ban_id: int) -> bool:
    """End a ban; False when there is none of this id. Raises `HTTPForbidden`."""
    root = _allowed(request)
    gone = delete(Ban).where(Ban.id == ban_id).returning(Ban.token)
    token = request.db.scalar(gone)
    if token is not None:
        record(request, "comments.ban.lifted", root, ban=ban_id, kind=_kind(token))
    return token is not None


def bans(request: Any, *, before: int | None = None, limit: int = 50) -> list[Ban]:
    """The bans that hold now, the newest first; `before` is the id of the last one seen."""
    _allowed(request)
    holding = select(Ban).where(or_(Ban.until.is_(None), Ban.until > request.now))
    if before is not None:
        holding = holding.where(Ban.id < before)
    return list(request.db.scalars(holding.order_by(Ban.id.desc()).limit(limit)))


def tokens_of(comment: Any) -> list[tuple[str, str]]:
    """Whom a ban because of this comment could name: tokens, each with words for moderators.

    `comment` is a `Comment` or a row. Of a member only the account, as others may use the same
    address.
    """
    day = f"{comment.created:%d %B %Y}".lstrip("0")
    if comment.account_id is not None:
        token = account_token(comment.account_id)
        return [(token, f"the account that wrote a comment on {day}")]
    known = (
        (mail_token, comment.person, "e-mail"),
        (address_token, comment.address, "address"),
        (network_token, comment.network, "network"),
    )
    return [(make(of), f"the {kind} of a comment of {day}") for make, of, kind in known if of]


def _allowed(request: Any) -> Any:
    root = find_at(request, "/")
    allow(request, root, MODERATE)
    return root


def _refuse(request: Any, token: str, until: datetime | None) -> None:
    if _kind(token) not in KINDS or not token.partition(":")[2]:
        raise OperationError(f"Nobody can be banned as {token[:50]!r}; take one of the choices.")
    if until is not None and until <= request.now:
        raise OperationError("That time is over already; choose a later one.")
    me = request.identity
    if me is not None and token == account_token(me.id):
        raise OperationError(YOURSELF)


def _until(request: Any, token: str, until: datetime | None) -> datetime | None:
    if _kind(token) not in PASSING:
        return until
    kept = settings_of(request.registry, PrivacySettings).addresses_for
    if not kept:
        raise OperationError("This site keeps nothing of addresses; none of them can be banned.")
    latest: datetime = request.now + kept
    return latest if until is None else min(until, latest)


def _kind(token: str) -> str:
    return token.partition(":")[0]
