"""The slots of the public layout; the places themselves are in `site/layout.jinja2`."""

from __future__ import annotations

from typing import Any

CONTEXT = "The page that is shown, or the front page for views that are about none."
SLOTS = (
    ("site.head", "Head of every page", "At the end of `<head>`: links, `<meta>`."),
    ("site.before_content", "Above the content", "Between the breadcrumbs and the page itself."),
    ("site.after_content", "Below the content", "Under the page itself, in its column."),
    ("site.footer", "Footer", "Among the notes at the foot of every page."),
)


def includeme(config: Any) -> None:
    """Declare them."""
    for name, title, description in SLOTS:
        config.add_slot(name, title=title, description=description, context=CONTEXT)
