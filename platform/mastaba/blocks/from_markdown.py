"""Markdown -> document: CommonMark with tables, strikethrough, footnotes, definition lists.

The way is Markdown -> HTML -> `from_html`: raw HTML in the text meets the same sanitiser as any
other, and there is one converter to trust. On top: shortcodes stay visible, `{#id}` behind a
heading is its anchor, GitHub's alerts (`> [!NOTE]`) get a bold first line.
"""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import Any

from markdown_it.token import Token

from mastaba.blocks import conversion as kinds
from mastaba.blocks import shortcodes
from mastaba.blocks.alerts import with_alerts
from mastaba.blocks.conversion import Conversion, ImageResolver, LinkResolver, Note
from mastaba.blocks.from_html import from_html, keep_link
from mastaba.blocks.markdown_parser import MAX_NESTING, parser, walk

_HAS_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|//")
_REMOVED = re.compile(r"<(script|style|object|form|button|select|textarea|template)\b", re.I)


def from_markdown(
    text: str,
    resolve_link: LinkResolver | None = None,
    image: ImageResolver | None = None,
) -> Conversion:
    """A valid document and notes on what could not be kept.

    `resolve_link` is asked for every address but pure fragments. None for a relative address
    makes it plain text with a note; without a resolver relative addresses stay as they are.
    `image` is asked for the block that shows an image which is not of another site.
    """
    md = parser()
    source = shortcodes.inline_references(text)
    tokens = md.parse(source, {})
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        return _as_code(source)
    notes = [note for token in walk(tokens) for note in _notes(token)]
    html = md.renderer.render(tokens, md.options, {})
    converted = from_html(html, partial(_link, resolve_link), image)
    return Conversion(with_alerts(converted.doc), (*notes, *converted.notes))


def _as_code(source: str) -> Conversion:
    """What is nested beyond reason loses its form, not its words."""
    note = Note(kinds.TOO_DEEP, source.strip()[:80])
    return Conversion(from_html(f"<pre>{escape(source)}</pre>").doc, (note,))


def _link(resolve: LinkResolver | None, href: str, notes: list[Note]) -> dict[str, Any] | None:
    """Attributes of a link mark: internal when the resolver knows the address."""
    if href.startswith("#"):
        return keep_link(href, notes)
    target = resolve(href) if resolve else None
    if target is not None:
        return {"uid": target.uid} | ({"anchor": target.anchor} if target.anchor else {})
    if resolve is None or _HAS_SCHEME.match(href):
        return keep_link(href, notes)
    notes.append(Note(kinds.LINK_UNRESOLVED, href))
    return None


def _notes(token: Token) -> list[Note]:
    """Shortcodes that stay code, HTML that the sanitiser will take out."""
    if shortcodes.KEPT in token.meta:
        return [Note(kinds.SHORTCODE_KEPT, token.meta[shortcodes.KEPT])]
    if token.type in ("fence", "code_block", "code_inline"):
        names = shortcodes.names_in(token.content)
        return [Note(kinds.SHORTCODE_KEPT, name) for name in names]
    if token.type in ("html_block", "html_inline"):
        tags = _REMOVED.findall(token.content)
        return [Note(kinds.HTML_REMOVED, tag.lower()) for tag in tags]
    return []
