"""How many comments pages have, for a whole list in one statement, as far as one may see them."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from mastaba_comments.addresses import section_url
from mastaba_comments.models import Thread

NOTE = Markup('<a href="{}">{} comment{}</a>')


def counts(request: Any, rows: Sequence[Any]) -> dict[str, int]:
    """Uid -> number of shown comments, of those that the requester sees and that have any."""
    uids = [row.uid for row in rows]
    catalog = request.catalog().visible().only("uid").with_uids(uids).adding(Thread, "shown")
    return {row.uid: row.shown for row in catalog.rows(len(uids)) if row.shown}


def notes(request: Any, rows: Sequence[Any]) -> dict[str, Markup]:
    """What lists of pages say of each entry."""
    found = counts(request, rows)
    return {row.uid: _note(request, row, found[row.uid]) for row in rows if row.uid in found}


def comment_count(request: Any, page: Any) -> int:
    """For templates: `{{ comment_count(page) }}`."""
    return counts(request, [page]).get(page.uid, 0)


def _note(request: Any, row: Any, count: int) -> Markup:
    return NOTE.format(section_url(request, row), count, "" if count == 1 else "s")


def includeme(config: Any) -> None:
    """Register note and template function."""
    config.add_entry_note("comments.count", notes)
    config.add_template_function("comment_count", comment_count)
