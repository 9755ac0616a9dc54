"""What a comment may look like: a small part of Markdown, as HTML that can do no harm."""

from __future__ import annotations

from markupsafe import Markup


def comment_html(text: str) -> Markup:
    """A comment as HTML."""
    return Markup("<br>\n").join(Markup("<p>{}</p>").format(p) for p in text.split("\n\n"))


def quoted(text: str) -> str:
    """A comment as a quotation, to be answered: every line behind `> `."""
    return "".join(f"> {line}\n" for line in text.strip().split("\n")) + "\n"
