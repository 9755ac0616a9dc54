"""What a comment may look like: a small part of Markdown, as HTML that can do no harm.

Paragraphs and line breaks, *emphasis*, **strong**, `code`, code blocks, quotes, lists and links to
the web, which bare addresses become too. No headings, pictures, tables, and no HTML: whatever else
was typed is shown as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

BLOCKS = ["blockquote", "fence", "list"]
INLINE = ["autolink", "backticks", "emphasis", "entity", "escape", "link", "newline"]
TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https"}
REL = "nofollow ugc noopener"
NESTING = 20  # lists count twice; what stands deeper would be left out by the parser
LINKS = 100  # what looks like more links is no conversation, and costs the parser much
_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_BARE = re.compile(r"""\bhttps?://[^\W_][^\s<>"“”]*""", re.IGNORECASE)
_END = ".,:;!?'’*_~"
_OPENS = {")": "(", "]": "["}


def comment_html(text: str) -> Markup:
    """A comment as HTML."""
    tokens = [] if text.count("](") > LINKS else _parser().parse(text)
    if not tokens or any(token.level >= NESTING - 1 for token in tokens):
        return _plain(text)
    parser = _parser()
    html = parser.renderer.render(tokens, parser.options, {})
    # The second wall: nothing above lets other tags through.
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL)
    reachable = clean.replace("<pre>", '<pre tabindex="0">')  # what is too wide scrolls by keys
    return Markup(reachable)  # noqa: S704 - cleaned two lines above


def quoted(text: str) -> str:
    """A comment as a quotation, to be answered: without what it quotes itself."""
    lines = text.strip().split("\n")
    own = "\n".join(line for line in lines if not line.lstrip().startswith(">")).strip()
    return "".join(f"> {line}".rstrip() + "\n" for line in (own or text).split("\n")) + "\n"


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True, "html": False, "maxNesting": NESTING})
    parser.enable([*BLOCKS, *INLINE])
    parser.inline.ruler2.enable(["balance_pairs", "emphasis", "fragments_join"], True)
    parser.validateLink = _is_web  # type: ignore[method-assign]  # the documented way to say it
    parser.core.ruler.push("bare_links", _link_bare)
    return parser


def _is_web(address: str) -> bool:
    return _WEB.match(address) is not None


def _link_bare(state: Any) -> None:
    """Make links of the addresses in the text of each paragraph."""
    for token in state.tokens:
        if token.type == "inline" and "://" in token.content:
            token.children = list(_linked(token.children or []))


def _linked(tokens: list[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += token.nesting if token.type.startswith("link_") else 0
        if token.type == "text" and not inside:
            yield from _split(token)
        else:
            yield token


def _split(token: Token) -> Iterator[Token]:
    at = 0
    for found in _BARE.finditer(token.content):
        address = _trimmed(found.group())
        yield _words(token, token.content[at : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": address}, level=token.level)
        yield _words(token, address)
        yield Token("link_close", "a", -1, level=token.level)
        at = found.start() + len(address)
    yield _words(token, token.content[at:])


def _words(token: Token, content: str) -> Token:
    return Token("text", "", 0, content=content, level=token.level)


def _trimmed(address: str) -> str:
    """Without what ends the sentence or the bracket around the address."""
    too_many = {c: address.count(c) - address.count(_OPENS[c]) for c in _OPENS}
    end = len(address)
    while True:
        last = address[end - 1]
        if too_many.get(last, 0) > 0:
            too_many[last] -= 1
        elif last not in _END:
            return address[:end]
        end -= 1


def _plain(text: str) -> Markup:
    """The text as it was typed, in paragraphs."""
    parts = re.split(r"\n\s*\n", text.strip("\n"))
    lines = (Markup("<br>\n").join(part.split("\n")) for part in parts)
    return Markup("").join(Markup("<p>{}</p>\n").format(part) for part in lines)
