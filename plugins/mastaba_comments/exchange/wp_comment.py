"""One comment of a WordPress export as one of ours: state, kind, date, author, text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from mastaba.api import ImportNote
from mastaba_comments.exchange.html_text import one_line, text_of
from mastaba_comments.models import COMMENT, KINDS, SHOWN, SPAM, TRASH, WAITING

Fields = Mapping[str, str]
STATES = {"1": SHOWN, "0": WAITING, "spam": SPAM, "trash": TRASH, "post-trashed": TRASH}
TYPES = {"": COMMENT, "comment": COMMENT, "review": COMMENT, **{name: name for name in KINDS}}
NAME, MAIL, LINK = 100, 254, 2000  # characters that a comment has room for
WEB = ("http://", "https://")

SITE = ImportNote("author's site", "its address is not kept")
ADDRESS = ImportNote("network address", "not kept")
CUT = ImportNote("author's name", f"cut to {NAME} characters")
NO_MAIL = ImportNote("mail address", "is none; left out")
NO_STATE = ImportNote("state", "unknown; the comment waits")
NO_DATE = ImportNote("date", "none; that of its page is taken")


@dataclass(frozen=True)
class Read:
    """What a comment becomes, and what of it is not kept."""

    data: dict[str, Any]
    notes: list[ImportNote] = field(default_factory=list)


def key_of(fields: Fields) -> str:
    """Its number in the export."""
    return fields.get("comment_id", "").strip()


def parent_of(fields: Fields) -> str | None:
    """The number of what it answers."""
    number = fields.get("comment_parent", "").strip()
    return None if number in ("", "0") else number


def refusal(fields: Fields) -> str:
    """Why it is not taken at all; empty where it is. Shops keep notes on orders as comments."""
    kind = fields.get("comment_type", "").strip()
    return "" if kind in TYPES else f"its type is “{one_line(kind)[:40]}”"


def read_comment(fields: Fields, source: str, otherwise: datetime) -> Read:
    """The comment, `otherwise` being its date where it has none."""
    notes: list[ImportNote] = []
    kind = TYPES[fields.get("comment_type", "").strip()]
    data = {
        "source": source,
        "kind": kind,
        "state": _state(fields, notes),
        "text": text_of(fields.get("comment_content", "")),
        "name": _name(fields, notes),
        "mail": _mail(fields, notes),
        "link": _link(fields, kind, notes),
        "created": _date(fields, otherwise, notes).isoformat(),
    }
    if fields.get("comment_author_IP", "").strip():
        notes.append(ADDRESS)
    return Read(data, notes)


def _state(fields: Fields, notes: list[ImportNote]) -> str:
    given = fields.get("comment_approved", "").strip()
    if given not in STATES:
        notes.append(NO_STATE)
    return STATES.get(given, WAITING)


def _name(fields: Fields, notes: list[ImportNote]) -> str | None:
    name = one_line(fields.get("comment_author", ""))
    if len(name) > NAME:
        notes.append(CUT)
        name = f"{name[: NAME - 1].rstrip()}…"
    return name or None


def _mail(fields: Fields, notes: list[ImportNote]) -> str | None:
    mail = fields.get("comment_author_email", "").strip()
    user, at, host = mail.rpartition("@")
    if not mail:
        return None
    if not (at and user and host) or any(sign.isspace() for sign in mail) or len(mail) > MAIL:
        notes.append(NO_MAIL)
        return None
    return mail


def _link(fields: Fields, kind: str, notes: list[ImportNote]) -> str | None:
    """Where another site's mention stands; the sites of people are left behind."""
    url = fields.get("comment_author_url", "").strip()
    if kind == COMMENT:
        if url:
            notes.append(SITE)
        return None
    return url if url.lower().startswith(WEB) and len(url) <= LINK else None


def _date(fields: Fields, otherwise: datetime, notes: list[ImportNote]) -> datetime:
    """Of the world's clock, else of the site's; those of one second stay in their order."""
    for name in ("comment_date_gmt", "comment_date"):
        found = instant(fields.get(name, ""))
        if found is not None:
            return found + timedelta(microseconds=_number(key_of(fields)) % 1_000_000)
    notes.append(NO_DATE)
    return otherwise


def instant(text: str) -> datetime | None:
    """`2013-03-14 15:01:21`, or None for `0000-00-00 00:00:00` and what is none."""
    try:
        found = datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return found if found.year >= 1900 else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
