"""The tables: comments, and what is known of each thread, of authors, reports and bans.

`thread` sorts the comments of a node as they are read: one segment per level, the comment's own
last, each made of the instant it was written and of chance (see `place.py`). What is
said of networks and addresses is a keyed hash, never an address, and goes after a time.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from mastaba.api import Base, Email, LongText, Record, exact_text, field, key_type
from mastaba_comments.folding import digest_of

WAITING = "waiting"  # nobody but moderators sees it until one of them decides
SHOWN = "shown"
SPAM = "spam"
TRASH = "trash"
GONE = "gone"  # taken back or erased, and kept empty because others answered it
STATES = {
    WAITING: "Waiting",
    SHOWN: "Shown",
    SPAM: "Spam",
    TRASH: "Trash",
    GONE: "Removed",
}
COMMENT = "comment"
KINDS = {COMMENT: "Comment", "pingback": "Pingback", "trackback": "Trackback"}

SEGMENT = 16  # characters of `thread` per level
LEVELS = 10  # what is answered deeper than that stands beside what it answers
HASH = 64


def _where_set(column: str) -> Any:
    """An index of the rows that have a value: with all others in it, it would seem of no use."""
    return dict.fromkeys(("sqlite_where", "postgresql_where"), text(f"{column} IS NOT NULL"))


OPEN, CLOSED = "open", "closed"


class Comment(Record):
    """What somebody wrote below a node.

    `name` is None where the name of the account counts. `verdict` holds why it is in its state:
    a list of {"rule", "points", "words"}.
    """

    __tablename__ = "comments_comment"
    __personal__ = (
        "text",
        "name",
        "mail",
        "link",
        "verdict",
        "address",
        "network",
        "person",
        "digest",
    )
    __impersonal__ = ("kind", "root", "thread", "state", "ticket", "source")
    __type__ = "comments.comment"
    __table_args__: Any = (
        Index("ix_comments_comment_thread", "node_id", "root", "thread", "id", "state"),
        Index("ix_comments_comment_parent", "parent_id", **_where_set("parent_id")),
        Index("ix_comments_comment_ticket", "ticket", unique=True, **_where_set("ticket")),
        Index("ix_comments_comment_tell", "tell", "state"),
        Index("ix_comments_comment_state", "state", "created", "id"),
        Index("ix_comments_comment_held", "node_id", "state", "created", "id"),
        Index("ix_comments_comment_source", "node_id", "source", unique=True),
        Index("ix_comments_comment_account", "account_id", "id"),
        Index("ix_comments_comment_address", "address", "id"),
        Index("ix_comments_comment_person", "person", "id"),
        Index("ix_comments_comment_digest", "digest", "id"),
    )

    text: Mapped[LongText] = field(label="Comment")
    name: Mapped[str | None] = field(String(100), label="Name")
    mail: Mapped[Email | None] = field(label="E-mail", help="Never shown to anybody.")
    kind: Mapped[str] = mapped_column(exact_text(10), default=COMMENT)
    link: Mapped[str | None] = mapped_column(String(2000))  # where a pingback came from
    parent_id: Mapped[int | None] = mapped_column(
        key_type(), ForeignKey("comments_comment.id", ondelete="SET NULL")
    )
    root: Mapped[str] = mapped_column(exact_text(SEGMENT))
    thread: Mapped[str] = mapped_column(exact_text(SEGMENT * LEVELS))
    depth: Mapped[int] = mapped_column(default=0)  # as answered; `thread` stops at LEVELS
    state: Mapped[str] = mapped_column(exact_text(10), default=WAITING)
    score: Mapped[int] = mapped_column(default=0)
    verdict: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    decided: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    edited: Mapped[datetime | None]
    consented: Mapped[datetime | None]
    notify: Mapped[bool] = mapped_column(default=False)  # tell its author of answers
    tell: Mapped[bool] = mapped_column(default=False)  # somebody is still to be told of it
    ticket: Mapped[str | None] = mapped_column(exact_text(HASH))
    source: Mapped[str | None] = mapped_column(exact_text(200))  # its name where it came from
    account_id: Mapped[int | None] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="SET NULL")
    )
    address: Mapped[str | None] = mapped_column(exact_text(HASH))
    network: Mapped[str | None] = mapped_column(exact_text(HASH), index=True)
    person: Mapped[str | None] = mapped_column(exact_text(HASH))  # of the mail
    digest: Mapped[str | None] = mapped_column(exact_text(HASH))  # of a longer text, folded

    @validates("text")
    def _digest_text(self, _key: str, text: str) -> str:
        """Keep what finds the same text again; nothing of an empty or short one."""
        self.digest = digest_of(text)
        return text


class Thread(Base):
    """What is known of the comments of a node without reading them; without a row: nothing.

    `version` grows with every change that readers could see. `state` is None where the rules of
    its type and age decide whether it takes comments.
    """

    __tablename__ = "comments_thread"
    __impersonal__ = ("state",)

    node_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("node.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[str | None] = mapped_column(exact_text(10))
    shown: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0, index=True)
    version: Mapped[int] = mapped_column(default=0)


class Author(Base):
    """What moderators decided of one author so far: `token` is `account:<id>` or `mail:<hash>`.

    `trusted` is what a moderator said; None where the number of shown comments decides.
    """

    __tablename__ = "comments_author"
    __personal__ = ("token",)

    token: Mapped[str] = mapped_column(exact_text(100), primary_key=True)
    shown: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    trusted: Mapped[bool | None]


class Report(Base):
    """A report by a reader: `who` is the token of an account or the hash of an address."""

    __tablename__ = "comments_report"
    __personal__ = ("who", "reason")
    __table_args__ = (
        UniqueConstraint("comment_id", "who"),
        Index("ix_comments_report_open", "settled", "id"),
    )

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    comment_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("comments_comment.id", ondelete="CASCADE")
    )
    who: Mapped[str] = mapped_column(exact_text(100))
    account_id: Mapped[int | None] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    reason: Mapped[str | None] = mapped_column(String(500))
    created: Mapped[datetime]
    settled: Mapped[datetime | None]


class Ban(Base):
    """Somebody whose comments are refused: `token` as of authors, or `network:` and `address:`."""

    __tablename__ = "comments_ban"
    __personal__ = ("token", "words", "reason")

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    token: Mapped[str] = mapped_column(exact_text(100), unique=True)
    words: Mapped[str] = mapped_column(String(300))  # whom it is about, for moderators
    reason: Mapped[str | None] = mapped_column(String(500))
    created: Mapped[datetime]
    until: Mapped[datetime | None] = mapped_column(index=True)
    made_by: Mapped[int | None] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="SET NULL"), index=True
    )


class Former(Base):
    """The words of a comment before they were changed, and by whom."""

    __tablename__ = "comments_former"
    __personal__ = ("text",)

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    comment_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("comments_comment.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
