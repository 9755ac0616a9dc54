"""HTML as other systems keep comments in it, as the Markdown of comments: every word arrives."""

from __future__ import annotations

import html
import re

from mastaba.api import from_html, plain_text
from mastaba_comments.exchange.markdown import literally, markdown
from mastaba_comments.text import comment_html

_TAG = re.compile(r"(<[a-zA-Z/!?][^<>]*>)")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_BLOCK_NAMES = (
    "address article aside blockquote br caption center dd details div dl dt figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th "
    "thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SIGNS = frozenset("\\`*_[]<>&~|#=+-")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NUMBERED = re.compile(r"^\s*\d{1,9}[.)]", re.MULTILINE)
_GAPS = re.compile(r"\n\s*\n")


def text_of(source: str) -> str:
    """The Markdown of a comment that was kept as HTML, in which line breaks count."""
    source = clean(source)
    if not _SIGNS.intersection(source) and not _NUMBERED.search(source):
        return "\n\n".join(_stripped(part) for part in _GAPS.split(source)).strip()
    try:
        doc = from_html(with_breaks(source)).doc
    except ValueError:  # too long or too deep for a text: its words, then
        return literally(html.unescape(_TAG.sub(" ", source)))
    written = markdown(doc)
    words = plain_text(doc)
    return written if _same(written, words) else literally(words)


def one_line(source: str) -> str:
    """A name or title that was kept as HTML, as text on one line."""
    return " ".join(html.unescape(_TAG.sub("", clean(source))).split())


def clean(text: str) -> str:
    """Text without signs that cannot be stored or written as XML, with one kind of newline."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def with_breaks(source: str) -> str:
    """HTML with tags where only line breaks were: one for a line, two for a paragraph."""
    made, before, kept = [], "", 0
    pieces = _TAG.split(source)
    for place, piece in enumerate(pieces):
        if place % 2:
            before = name = _name(piece)
            if name == "pre":
                kept += -1 if piece.startswith("</") else 1
            made.append(piece)
            continue
        following = _name(pieces[place + 1]) if place + 1 < len(pieces) else ""
        kept_text = piece.replace("<", "&lt;")
        made.append(kept_text if kept > 0 else _broken(piece, before, following))
    return "".join(made)


def _broken(text: str, before: str, following: str) -> str:
    text = text.replace("<", "&lt;")  # begins no tag, so it was meant to be read
    if before in _BLOCKS:
        text = text.lstrip()
    if following in _BLOCKS:
        text = text.rstrip()
    paragraphs = (part.strip().replace("\n", "<br>\n") for part in _GAPS.split(text))
    lead = " " if text[:1].isspace() and "\n" not in _edge(text) else ""
    tail = " " if text[-1:].isspace() and "\n" not in _edge(text[::-1]) else ""
    return f"{_first(text)}{lead}{'<br><br>'.join(paragraphs)}{tail}{_first(text[::-1])}"


def _edge(text: str) -> str:
    """The white space that a text begins with."""
    return text[: len(text) - len(text.lstrip())]


def _first(text: str) -> str:
    """A break where a text begins with one."""
    return "<br>" if text.strip() and "\n" in _edge(text) else ""


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1].lower() if found else ""


def _stripped(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def _same(written: str, words: str) -> bool:
    """Whether readers see the same words, whatever stands between them."""
    seen = html.unescape(_TAG.sub("", str(comment_html(written))))
    return _bare(seen) == _bare(words)


def _bare(text: str) -> str:
    """Without white space, and without what stands between the cells of a table."""
    return "".join(text.replace("|", " ").split())
