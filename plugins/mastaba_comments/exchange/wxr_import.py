"""`mastaba import wxr-comments FILE`: the comments of a WordPress site, in two passes.

The first says which entries have comments, and finds whatever is wrong with the file before
anything is changed. The second streams the comments, the answers behind what they answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mastaba.api import (
    ImportNote,
    ImportOption,
    ImportPlan,
    ImportRecord,
    ImportRecords,
    ImportTarget,
    Refused,
)
from mastaba_comments.exchange.order import parents_first
from mastaba_comments.exchange.spool import Spool
from mastaba_comments.exchange.wp_comment import (
    key_of,
    parent_of,
    read_comment,
    refusal,
)
from mastaba_comments.exchange.wp_posts import Post, sought
from mastaba_comments.exchange.write import change, create
from mastaba_comments.exchange.wxr import Channel, Entry, parts
from mastaba_comments.models import COMMENT, Comment

SKIP, MAKE = "skip", "page"
NOBODY, BY_MAIL = "names", "accounts"
OPTIONS = {
    "missing": ImportOption(
        "What to do with comments on a post that is no page here: skip them, or make a page of it "
        "(page).",
        SKIP,
        (SKIP, MAKE),
    ),
    "authors": ImportOption(
        "Whether comments keep the names of their authors (names), or belong to the account that "
        "has the same mail address, where there is one (accounts).",
        NOBODY,
        (NOBODY, BY_MAIL),
    ),
}
ADVICE = ", or let the import make it: --set missing=page"
ALONE = ImportNote("answer", "what it answers is not there; it stands by itself")
Skeleton = dict[str, tuple[int, str | None]]  # number -> place in the spool, number of the parent


def read(source: Path, target: ImportTarget) -> ImportPlan:
    """The plan of an export. Raises `OperationError` when it cannot be read."""
    host, posts = _survey(source)
    make = target.options.get("missing") == MAKE
    nodes = [sought(post, make=make, publish=target.publish) for post in posts.values()]
    stream = Stream(source, host, posts, target.options.get("authors") == BY_MAIL)
    advice = "" if make else ADVICE
    records = ImportRecords(Comment, nodes, stream.read, create, change, advice=advice)
    return ImportPlan(None, [], records=records)


def _survey(source: Path) -> tuple[str, dict[int, Post]]:
    """The host that was exported, and the entries that have comments, by their place."""
    host, comments = "", 0
    used: set[str] = set()
    posts: dict[int, Post] = {}
    for part in parts(source):
        if isinstance(part, Channel):
            host = urlsplit(part.link.strip()).netloc[:100]
        elif isinstance(part, Entry):
            if comments:
                number = part.get("post_id").strip()
                number = f"#{part.number}" if number in used or not number else number
                used.add(number)
                posts[part.number] = Post(f"{host}/{number[:50]}", part, comments)
            comments = 0
        else:
            comments += 1
    return host, posts


@dataclass(frozen=True)
class Stream:
    """The comments of an export, one entry after the other."""

    source: Path
    host: str
    posts: dict[int, Post]
    by_mail: bool

    def read(self) -> Iterator[ImportRecord | Refused | ImportNote]:
        """All of them, with what is refused and what is not kept."""
        with Spool() as spool:
            skeleton: Skeleton = {}
            for part in parts(self.source):
                if isinstance(part, Entry):
                    if part.number in self.posts:
                        yield from self._of(self.posts[part.number], skeleton, spool)
                    skeleton = {}
                    spool.clear()
                elif not isinstance(part, Channel):
                    number = key_of(part)
                    if not number or number in skeleton:
                        yield Refused(
                            COMMENT, "no number of its own", number or "?", self._where()
                        )
                    else:
                        skeleton[number] = spool.add(dict(part)), parent_of(part)

    def _where(self) -> str:
        return f"wp:comment_id is missing or used twice in one entry of {self.source.name}."

    def _of(
        self, post: Post, skeleton: Skeleton, spool: Spool
    ) -> Iterator[ImportRecord | Refused | ImportNote]:
        parents = {number: parent for number, (_place, parent) in skeleton.items()}
        refused: set[str] = set()
        for number, parent in parents_first(parents):
            fields = spool.get(skeleton[number][0])
            if why := refusal(fields):
                refused.add(number)
                yield Refused(COMMENT, "not a comment of readers", self._name(number), f"{why}.")
                continue
            if parents[number] is not None and (parent is None or parent in refused):
                yield ALONE
                parent = None
            yield from self._record(post, number, parent, fields)

    def _record(
        self, post: Post, number: str, parent: str | None, fields: dict[str, str]
    ) -> Iterator[ImportRecord | ImportNote]:
        found = read_comment(fields, self._name(number), post.when)
        yield from found.notes
        data: dict[str, Any] = {**found.data, "answers": None}
        if parent is not None:
            data["answers"] = {"source": self._name(parent)}
        if self.by_mail and data["mail"]:
            data["account"] = {"mail": data["mail"]}
        place = f"{post.title}, comment {number}"
        key = f"{post.key}/{number}"
        yield ImportRecord(key, data["kind"], post.key, data, place=place)

    def _name(self, number: str) -> str:
        return f"{self.host}/{number}"[:200]


def includeme(config: Any) -> None:
    """Declare the importer."""
    config.add_importer(
        "wxr-comments", read, title="Comments of a WordPress site", options=OPTIONS
    )
