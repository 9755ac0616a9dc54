"""Snippet: a piece of text from the library, the same wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mastaba.fields import Group, Reference, field

HELP = "It is written once, in the library. A change shows on every page at once."


class SnippetChoice(Group):
    """The form: which snippet."""

    snippet: Reference = field(label="Snippet", help=HELP, types=("core.snippet",))


def data(request: Any, values: Any) -> Mapping[str, Any] | None:
    """The snippet's text as HTML; None where the requester may not see it."""
    from mastaba.content.library.snippets import snippet_of  # its text is one of these blocks

    html = snippet_of(request, values.snippet) if values.snippet else None
    return {"html": html} if html else None


def includeme(config: Any) -> None:
    """Declare it."""
    config.add_block(
        "core.snippet",
        SnippetChoice,
        title="Snippet",
        icon="text-quote",
        description="A text from the library that several pages show.",
        renderer="blocks/snippet.jinja2",
        data=data,
    )
