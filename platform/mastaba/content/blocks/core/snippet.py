"""Snippet: a piece of text from the library, the same wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mastaba.fields import Group, Reference, field

HELP = "It is written once, in the library. A change shows on every page at once."


class SnippetChoice(Group):
    """The form: which snippet."""

    snippet: Reference = field(label="Snippet", help=HELP, types=("core.snippet",))


def data(request: Any, several: Sequence[Any]) -> list[Mapping[str, Any] | None]:
    """The texts of the snippets as HTML; None where the requester may not see one."""
    from mastaba.content.library.snippets import snippets_of  # its text is one of these blocks

    texts = snippets_of(request, {values.snippet for values in several if values.snippet})
    found = (texts.get(values.snippet) for values in several)
    return [{"html": html} if html else None for html in found]


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
        together=True,
    )
