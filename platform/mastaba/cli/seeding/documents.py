"""Made-up texts as documents."""

from __future__ import annotations

from random import Random
from typing import Any

from mastaba.cli.seeding import words
from mastaba.db.uuid7 import uuid7

Json = dict[str, Any]


def short_text(random: Random) -> Json:
    """A paragraph or two."""
    return {"type": "doc", "content": [_paragraph(random) for _ in range(random.randint(1, 2))]}


def body(random: Random) -> Json:
    """A document of some four hundred words with headings, a list, a quote or a table."""
    blocks: list[Json] = [_paragraph(random)]
    for level in (2, 2, 3)[: random.randint(1, 3)]:
        blocks += [_heading(random, level), _paragraph(random), _paragraph(random)]
        blocks.append(random.choice((_list, _quote, _table))(random))
    return {"type": "doc", "content": blocks}


def _text(text: str) -> list[Json]:
    return [{"type": "text", "text": text}]


def _block(kind: str, content: list[Json], **attrs: Any) -> Json:
    return {"type": kind, "attrs": {"uid": uuid7(), **attrs}, "content": content}


def _inner(kind: str, text: str) -> Json:
    return {"type": kind, "content": [{"type": "paragraph", "content": _text(text)}]}


def _paragraph(random: Random) -> Json:
    return _block("paragraph", _text(words.paragraph(random)))


def _heading(random: Random, level: int) -> Json:
    return _block("heading", _text(words.title(random)), level=level)


def _list(random: Random) -> Json:
    items = [_inner("listItem", words.sentence(random)) for _ in range(random.randint(3, 6))]
    return _block("bulletList", items)


def _quote(random: Random) -> Json:
    inner = {"type": "paragraph", "content": _text(words.sentence(random))}
    return _block("blockquote", [inner])


def _table(random: Random) -> Json:
    head = [_inner("tableHeader", name) for name in ("Place", "Year", "Count")]
    rows = [_row(random) for _ in range(random.randint(3, 6))]
    return _block("table", [{"type": "tableRow", "content": head}, *rows])


def _row(random: Random) -> Json:
    cells = (words.title(random), str(random.randint(1800, 1999)), str(random.randint(1, 900)))
    return {"type": "tableRow", "content": [_inner("tableCell", cell) for cell in cells]}
