"""The public views."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mastaba.api import body_html, body_words, entry_notes, page_of, page_variables, terms_with
from mastaba_pages.models import Page, Section

SUBPAGES = 100
WORDS_PER_MINUTE = 220
SHORT = 2  # minutes; a shorter page need not say how long it takes


def page(context: Page, request: Any) -> dict[str, Any]:
    """A page with its text and what lies below it."""
    catalog = request.catalog().visible().only("uid", "path", "title", "summary")
    below = catalog.children_of(context).ordered().kept_rows(SUBPAGES)
    return page_variables(
        request,
        title=context.title,
        summary=context.summary,
        body=body_html(request, context),
        published=None if _is_front(context, request) else _local(request, context.published_at),
        reading_minutes=_reading_minutes(context, request),
        tags=context.tags,
        topics=_topics(context, request),
        subpages=_entries(request, below),
    )


def _topics(context: Page | Section, request: Any) -> list[str]:
    """Titles of the topics that the reader may see: a statement only where there are topics."""
    return [term.title for term in terms_with(request, context.topics)]


def _is_front(context: Page, request: Any) -> bool:
    """The front page is always of today: its date would only look old."""
    return bool(context.uid == request.site.front_uid)


def _reading_minutes(context: Page, request: Any) -> int | None:
    minutes = round(body_words(request, context) / WORDS_PER_MINUTE)
    return minutes if minutes >= SHORT and not _is_front(context, request) else None


def section(context: Section, request: Any) -> dict[str, Any]:
    """A section with one screenful of its children."""
    dated = context.newest_first
    listed = page_of(
        request,
        request.catalog().visible().children_of(context),
        sort="published" if dated else "order",
        descending=dated,
        size=request.site.settings.page_size,
    )
    return page_variables(
        request,
        title=context.title,
        summary=context.summary,
        body=body_html(request, context),
        topics=_topics(context, request),
        children=_entries(request, listed.rows, dated=dated),
        newer_url=listed.previous_url,
        older_url=listed.next_url,
        dated=dated,
    )


def _entries(request: Any, rows: Sequence[Any], *, dated: bool = False) -> list[dict[str, Any]]:
    notes = entry_notes(request, rows)
    return [_entry(request, row, dated) | {"note": notes.get(row.uid)} for row in rows]


def _entry(request: Any, row: Any, dated: bool) -> dict[str, Any]:
    return {
        "title": row.title,
        "url": request.node_url(row),
        "summary": row.summary,
        "published": _local(request, row.published_at) if dated else None,
    }


def _local(request: Any, instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(ZoneInfo(request.time_zone))


def includeme(config: Any) -> None:
    """Register them."""
    config.add_view(page, context=Page, renderer="pages/page.jinja2", permission="view")
    config.add_view(section, context=Section, renderer="pages/section.jinja2", permission="view")
