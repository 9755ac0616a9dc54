"""The block "Latest comments": what was said last, on the site or below a page."""

from collections.abc import Mapping
from typing import Any

from mastaba.api import Choice, Group, field, node_of
from mastaba_comments.addresses import permalink
from mastaba_comments.models import SHOWN, Comment
from mastaba_comments.naming import names
from mastaba_comments.shown import shown
from mastaba_comments.talking.keeping import words_of

PLACES = {"site": "On the whole site", "here": "On this page and below it"}
LONGEST = 140  # characters of each that are shown


class Latest(Group):
    """The form."""

    place: Choice = field(label="Which comments", choices=PLACES, default="site")
    number: int = field(label="How many at most", ge=1, le=20, default=5)


def data(request: Any, values: Any) -> Mapping[str, Any] | None:
    """The newest on pages that the requester may see: two statements. None where none are."""
    catalog = shown(request).filter(Comment.state == SHOWN)
    if values.place == "here":
        catalog = catalog.below(request.context)
    rows = catalog.keyset(descending=True, mark=None).rows(values.number)
    called = names(request, rows)
    return {"entries": [_entry(request, row, called) for row in rows]} if rows else None


def _entry(request: Any, row: Any, called: Mapping[int, str]) -> dict[str, Any]:
    page = node_of(row)
    return {
        "name": called[row.id],
        "page": page.title,
        "url": permalink(request, page, row.uid),
        "created": row.created,
        "words": words_of(request, row).striptags(),
        "longest": LONGEST,
    }


def includeme(config: Any) -> None:
    """Declare it."""
    config.add_block(
        "comments.latest",
        Latest,
        title="Latest comments",
        icon="message-square",
        description="What was said last, kept up to date by itself.",
        renderer="comments/latest.jinja2",
        data=data,
    )
