"""The Markdown parser of the house: markdown-it-py with our few rules, and its HTML.

The HTML is meant for `from_html` only: it may hold anything the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from mastaba.blocks import shortcodes
from mastaba.blocks.html_names import HTML_NAMES

MAX_NESTING = 60
"""Deepest nesting parsed: markdown-it drops what lies below, so callers look for this level."""

_TAG_NAME = re.compile(r"\s*</?([a-zA-Z][a-zA-Z0-9\-]*)")
_ITEM = r"(?:[#.][\w:\-]+|[\w\-]+=(?:\"[^\"]*\"|'[^']*'|[\w\-]+))"
_ATTRIBUTES = re.compile(r"\{\s*" + _ITEM + r"(?:\s+" + _ITEM + r")*\s*\}")
_TRAILING = re.compile(r"\s*(\{[^{}]*\})\s*$")
_ID = re.compile(r"#([\w:\-]+)")
_INFO_END = re.compile(r"[\s,{:]")


@cache
def parser() -> MarkdownIt:
    """The configured parser; it keeps no state between texts."""
    options = {"html": True, "maxNesting": MAX_NESTING, "tasklists": True}
    md = MarkdownIt("commonmark", options)
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin).use(shortcodes.plugin)
    md.core.ruler.after("block", "attribute_lists", _take_attribute_lists)
    for name in ("html_inline", "html_block", "fence", "code_inline", "code_block"):
        md.add_render_rule(name, globals()[f"_{name}"])
    md.add_render_rule("footnote_ref", _footnote_ref)
    md.add_render_rule("footnote_anchor", _footnote_anchor)
    return md


def walk(tokens: Sequence[Token]) -> Iterator[Token]:
    """All tokens, those inside inline tokens included."""
    for token in tokens:
        yield token
        yield from walk(token.children or ())


def _take_attribute_lists(state: StateCore) -> None:
    """`{#id .class key="v"}` at the end of a heading or on a block's last line is no text."""
    for index, token in enumerate(state.tokens):
        if token.type != "inline":
            continue
        opening = state.tokens[index - 1]
        if opening.type == "heading_open":
            _take_heading_attributes(opening, token)
        else:
            *lines, last = token.content.split("\n")
            if _ATTRIBUTES.fullmatch(last.strip()):
                token.content = "\n".join(lines)


def _take_heading_attributes(heading: Token, inline: Token) -> None:
    found = _TRAILING.search(inline.content)
    if found is None or not _ATTRIBUTES.fullmatch(found[1]):
        return
    inline.content = inline.content[: found.start()]
    anchor = _ID.search(found[1])
    if anchor:
        heading.attrSet("id", anchor[1])


def _html_inline(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """`Vec<T>` outside code is not a tag called T: names HTML does not know stay text."""
    content = tokens[index].content
    name = _TAG_NAME.match(content)
    return escape(content) if name and name[1].lower() not in HTML_NAMES else content


def _html_block(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    content = _html_inline(self, tokens, index, options, env)
    return content if content == tokens[index].content else f"<p>{content}</p>"


def _fence(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    language = _INFO_END.split(tokens[index].info.strip(), maxsplit=1)[0]
    name = f' class="language-{escape(language)}"' if language else ""
    code = escape(shortcodes.shown(tokens[index].content), quote=False)
    return f"<pre><code{name}>{code.removesuffix(chr(10))}</code></pre>\n"


def _code_block(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return _fence(self, tokens, index, options, env)


def _code_inline(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return f"<code>{escape(shortcodes.shown(tokens[index].content), quote=False)}</code>"


def _footnote_ref(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """A plain number: list items have no anchors to jump to."""
    return f"<sup>[{tokens[index].meta['id'] + 1}]</sup>"


def _footnote_anchor(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return ""
