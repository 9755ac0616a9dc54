"""Entries of a WordPress export that have comments: which page each is, or which it makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from mastaba.api import (
    Content,
    Converted,
    ImportItem,
    ImportNote,
    Known,
    OperationError,
    SoughtNode,
    create,
    fields_of,
    from_html,
)
from mastaba_comments.commentable import named_type
from mastaba_comments.exchange.html_text import one_line, with_breaks
from mastaba_comments.exchange.wp_comment import instant
from mastaba_comments.exchange.wxr import Entry

KIND = "import"
PAGE = "page"
UNTITLED = "Untitled"
TITLE = 200  # characters
PUBLIC, LATER = "publish", "future"
LOCKED = ImportNote("password", "pages have none; it is a draft")


@dataclass(frozen=True)
class Post:
    """An entry that has comments; `comments` is how many."""

    key: str
    entry: Entry
    comments: int

    @property
    def title(self) -> str:
        return one_line(self.entry.get("title"))[:TITLE]

    @property
    def when(self) -> datetime:
        """When it was published, as far as the export knows."""
        dates = (self.entry.get("post_date_gmt"), self.entry.get("post_date"))
        found = next(filter(None, map(instant, dates)), None)
        return found or datetime(2003, 5, 27, tzinfo=UTC)  # the first WordPress


def sought(post: Post, *, make: bool, publish: bool | None) -> SoughtNode:
    """How to find the page of a post, and the page to make where there is none."""
    path = _path(post.entry.get("link"))
    return SoughtNode(
        post.key,
        post.title,
        paths=(path,) if path else (),
        slug=unquote(post.entry.get("post_name")).strip(),
        records=post.comments,
        otherwise=_item(post, publish) if make else None,
    )


def _path(link: str) -> str:
    """The path of an address; empty for one by number, such as `/?p=19`."""
    try:
        return unquote(urlsplit(link.strip()).path).strip("/")
    except ValueError:
        return ""


def _item(post: Post, publish: bool | None) -> ImportItem:
    return ImportItem(
        key=post.key,
        kind=PAGE,
        parent=None,
        model=Content,
        slug="",
        convert=partial(_converted, post, publish),
        place=post.title or post.key,
        make=partial(_make, post),
    )


def _converted(post: Post, publish: bool | None, _known: Known) -> Converted:
    """Title, text, date, the address it had; a post behind a password is not for everybody."""
    html = post.entry.get("encoded")
    doc = from_html(with_breaks(html)).doc
    locked = bool(post.entry.get("post_password").strip())
    public = post.entry.get("status") in (PUBLIC, LATER) and not locked and publish is not False
    notes = [LOCKED] if locked else []
    data = {"title": post.title or UNTITLED, "body": doc}
    path = _path(post.entry.get("link"))
    addresses = [path] if path else []
    return Converted(data, public, post.when, notes=notes, addresses=addresses)


def _make(
    post: Post, request: Any, parent: Any, _item: ImportItem, converted: Converted, uid: str
) -> Any:
    """A page of the first type that takes comments, where it lies in the order of the file."""
    model = _model(request)
    known = {bound.name for bound in fields_of(model)}
    data = {name: value for name, value in converted.data.items() if name in known}
    return create(request, parent, model, data, uid=uid, kind=KIND)


def _model(request: Any) -> Any:
    found = named_type(request)
    if found is None:
        raise OperationError(
            "There is no type of page to make: name one in mastaba.comments.types first."
        )
    return found
