"""A document as the Markdown of comments: what they have no form for becomes plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

Json = dict[str, Any]

_BOLD = {"type": "bold"}
_MARKS = {"bold": "**", "italic": "*"}
_ESCAPED = re.compile(
    r"\\|`|\*|~(?=~)"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside of words it means itself
    r"|\](?=$|[(\[:])|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
)
_LINE_START = re.compile(r"[>|=]|#{1,6}(?:\s|$)|[-+](?:[\s-]|$)")
_NUMBER = re.compile(r"(\d{1,9})[.)](?:\s|$)")
_ANY = re.compile(r"([!-/:-@\[-`{-~])")
_UNSAFE = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "\n": ""}


def markdown(doc: Json) -> str:
    """The text of a document, its links, lists, quotes, code and emphasis as Markdown."""
    return "\n".join(_blocks(doc.get("content", []))).strip("\n")


def literally(text: str) -> str:
    """Text that is to mean itself, whatever signs it has."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(_ANY.sub(r"\\\1", line) for line in lines)


def _blocks(nodes: Iterable[Json]) -> Iterator[str]:
    """The lines of some blocks, with an empty one between them."""
    first = True
    for node in nodes:
        lines = list(_block(node))
        if not lines:
            continue
        if not first:
            yield ""
        first = False
        yield from lines


def _block(node: Json) -> Iterator[str]:
    kind, inner = node["type"], node.get("content", [])
    if kind in ("bulletList", "orderedList"):
        yield from _list(kind, node.get("attrs", {}).get("start") or 1, inner)
    elif kind == "blockquote":
        yield from (f"> {line}".rstrip() for line in _blocks(inner))
    elif kind == "codeBlock":
        yield from _code("".join(part.get("text", "") for part in inner))
    elif kind == "tableRow":
        cells = (" ".join(line for line in _block(cell) if line) for cell in inner)
        yield " | ".join(cells).removesuffix(" | ")
    elif kind == "heading":
        yield from _lines([{**part, "marks": [_BOLD, *part.get("marks", [])]} for part in inner])
    elif kind == "paragraph":
        yield from _lines(inner)
    elif kind == "table":
        yield from (line for row in inner for line in _block(row))
    else:
        yield from _blocks(inner)


def _list(kind: str, start: int, items: Iterable[Json]) -> Iterator[str]:
    for number, item in enumerate(items, start):
        sign = "- " if kind == "bulletList" else f"{number}. "
        for place, line in enumerate(_blocks(item.get("content", []))):
            lead = sign if place == 0 else " " * len(sign)
            yield f"{lead}{line}".rstrip()


def _code(text: str) -> Iterator[str]:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (fence, *text.split("\n"), fence)


def _lines(inner: Iterable[Json]) -> Iterator[str]:
    """Each line of a paragraph; two breaks make another one, those at its ends say nothing."""
    gap = began = False
    for breaks, parts in groupby(inner, lambda part: part["type"] == "hardBreak"):
        if breaks:
            gap = len(list(parts)) > 1
        elif line := _line(list(parts)):
            if gap and began:
                yield ""
            began = True
            yield line


def _line(parts: list[Json]) -> str:
    written = ""
    rest = [*parts[1:], {}]
    for href, pairs in groupby(zip(parts, rest, strict=True), lambda pair: _href(pair[0])):
        group = list(pairs)
        following = group[-1][1].get("text", " ")[:1]
        if href is None:
            written += _run([part for part, _ in group], written[-1:] or " ", following)
        else:
            written += _link(_run([part for part, _ in group], "[", "]"), group, href)
    return _started(written.strip())


def _href(part: Json) -> str | None:
    """Where a stretch of text leads to, out of the site."""
    links = (m["attrs"].get("href") or "" for m in part.get("marks", []) if m["type"] == "link")
    href = next(links, "")
    return href if href.lower().startswith(("http://", "https://")) else None


def _run(parts: list[Json], before: str, after: str) -> str:
    """Stretches of text of several looks, between two signs."""
    written = ""
    for part, following in zip(parts, [*parts[1:], {"text": after}], strict=True):
        written += _piece(part, written[-1:] or before, following["text"][:1])
    return written


def _started(line: str) -> str:
    """A line whose first signs make it no list, heading or quotation."""
    number = _NUMBER.match(line)
    if number:
        return f"{number[1]}\\{line[number.end(1) :]}"
    return f"\\{line}" if _LINE_START.match(line) else line


def _piece(part: Json, before: str, following: str) -> str:
    """One stretch of text of one look, with white space outside of its signs."""
    text = " ".join(re.split(r"\s", part.get("text", "")))
    marks = {mark["type"]: mark.get("attrs", {}) for mark in part.get("marks", [])}
    core = text.strip()
    if not core or not marks:
        return _plain(text)
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    made = _code_span(core) if "code" in marks else _plain(core)
    outer = (lead[-1:] or before, tail[:1] or following)
    for name, sign in _MARKS.items():
        if name in marks and _may_stand(outer, made):
            made = f"{sign}{made}{sign}"
    return f"{lead}{made}{tail}"


def _may_stand(outer: tuple[str, str], inner: str) -> bool:
    """Whether signs of emphasis round `inner` are taken for such (CommonMark, 6.2)."""
    if outer[0] == "*" or outer[1] == "*":
        return False
    ends = (outer[0], inner[0]), (outer[1], inner[-1])
    return all(inside.isalnum() or inside == "*" or not out.isalnum() for out, inside in ends)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\\\g<0>", text)


def _code_span(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if "`" in (text[0], text[-1]) else ""
    return f"{fence}{gap}{text}{gap}{fence}"


def _link(made: str, group: list[tuple[Json, Json]], href: str) -> str:
    """A link, with white space outside of it; one whose text is its address is an address."""
    text = "".join(part.get("text", "") for part, _ in group)
    if text == href and not re.search(r"[\\*_`\[\]()<>]", text):
        return text
    words = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", made.strip())
    address = "".join(_UNSAFE.get(sign, sign) for sign in href)
    lead = made[: len(made) - len(made.lstrip())]
    return f"{lead}[{words}]({address}){made[len(made.rstrip()) :]}" if words else made
