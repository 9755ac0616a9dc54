"""The public views."""

from typing import Any

from mastaba.api import body_html, page_variables
from mastaba_pages.models import Page, Section

WORDS_PER_MINUTE = 220


def page(context: Page, request: Any) -> dict[str, Any]:
    """A page with its text and what lies below it."""
    return page_variables(
        request,
        title=context.title,
        summary=context.summary,
        body=body_html(request, context),
        published=context.published_at,
        tags=context.tags,
    )


def section(context: Section, request: Any) -> dict[str, Any]:
    """A section with its children."""
    return page_variables(
        request,
        title=context.title,
        summary=context.summary,
        body=body_html(request, context),
        children=[],
    )


def includeme(config: Any) -> None:
    """Register them."""
    config.add_view(page, context=Page, renderer="pages/page.jinja2", permission="view")
    config.add_view(section, context=Section, renderer="pages/section.jinja2", permission="view")
