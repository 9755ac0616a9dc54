"""Values for every field of `Everything`: some that may be stored, some that must not be."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from mastaba.api import fields_of
from tests.support.every_field import SIZES, Everything, Speaker

NUL, HALF, MEGA = "a\x00b", "a\ud800b", "x" * 1_000_001
NOT_A_NUMBER = ("", "x", "1e309", "NaN", math.nan, math.inf, True, "١٢", "1_000", [1], 10**20)
NOT_A_TEXT = (NUL, HALF, 12, ["x"], {"x": 1}, True)
NEVER = "2026-03-29T02:30[Europe/Berlin]"
TWICE = "2026-10-25T02:30[Europe/Berlin]"


def doc(*blocks: Any) -> dict[str, Any]:
    return {"type": "doc", "content": list(blocks)}


def words(text: str, *marks: str) -> dict[str, Any]:
    span = {"type": "text", "text": text, "marks": [{"type": mark} for mark in marks]}
    return {"type": "paragraph", "content": [span]}


storable = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
text = st.text(storable, max_size=60)
line = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60)
tag = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=","), max_size=80)
decimals = st.decimals(0, 10**9, places=2)
instants = st.datetimes(
    datetime(1, 1, 3), datetime(9999, 12, 29), timezones=st.just(UTC)
).map(lambda value: value.replace(microsecond=0))  # fmt: skip
urls = st.sampled_from(
    ("https://example.org/a?b=c#d", "HTTP://example.org", "mailto:a@example.org", "tel:+491234")
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(storable, max_size=9) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(storable, max_size=9), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def documents(allowed: tuple[str, ...]) -> st.SearchStrategy[Any]:
    some_words = st.text(storable, min_size=1, max_size=20)
    marks = st.lists(
        st.sampled_from(["bold", "italic"]).map(lambda name: {"type": name}), max_size=1
    )
    span = st.builds(lambda t, m: {"type": "text", "text": t, "marks": m}, some_words, marks)
    block = st.builds(
        lambda kind, spans: {"type": kind, "content": spans, "attrs": {"level": 2}},
        st.sampled_from(allowed),
        st.lists(span, max_size=3),
    )
    return st.lists(block, max_size=3).map(lambda blocks: {"type": "doc", "content": blocks})


def speakers(pages: list[str]) -> st.SearchStrategy[Any]:
    own = {
        "name": line.filter(lambda value: bool(value.strip())),
        "page": st.none() | urls,
        "fee": st.none() | decimals,
        "since": st.none() | st.dates(),
        "host": st.booleans(),
        "profile": st.none() | st.sampled_from(pages),
    }
    assert set(own) == {bound.name for bound in fields_of(Speaker)}
    return st.fixed_dictionaries(own)


def values(pages: list[str], terms: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Something that may be stored for every field of `Everything`."""
    some_pages = st.lists(st.sampled_from(pages), unique=True)
    own: dict[str, st.SearchStrategy[Any]] = {
        "title": line.filter(lambda value: bool(value.strip())),
        "summary": st.none() | line.filter(lambda value: bool(value.strip())),
        "in_menu": st.booleans(),
        "line": st.none() | line.filter(lambda value: bool(value.strip())),
        "text": st.none() | text.filter(lambda value: bool(value.strip())),
        "number": st.integers(0, 500),
        "price": st.none() | decimals,
        "free": st.booleans(),
        "indoors": st.none() | st.booleans(),
        "day": st.none() | st.dates(),
        "starts": st.none() | instants,
        "size": st.none() | st.sampled_from(list(SIZES)),
        "offers": st.lists(st.sampled_from(["coffee", "tea", "cake"])),
        "tags": st.lists(tag, max_size=5),
        "topic": st.none() | st.sampled_from(terms),
        "topics": st.lists(st.sampled_from(terms), unique=True),
        "place": st.none() | st.sampled_from(pages),
        "related": some_pages,
        "url": st.none() | urls,
        "email": st.none() | st.sampled_from(["a@example.org", "A.B+c@xn--bcher-kva.example"]),
        "colour": st.none() | st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}"),
        "isbn": st.none() | st.just("978-3-16-148410-0"),
        "intro": documents(("paragraph",)),
        "body": documents(("paragraph", "heading")),
        "speakers": st.lists(speakers(pages), max_size=3),
        "settings": st.none() | st.lists(json_values, max_size=3)
        | st.dictionaries(st.text(storable, max_size=9), json_values, max_size=3),
        "rank": st.none() | st.integers(-9, 9),
        "secret": st.none() | line.filter(lambda value: bool(value.strip())),
    }  # fmt: skip
    assert set(own) == {bound.name for bound in fields_of(Everything)}
    return st.fixed_dictionaries(own)


REFUSED: dict[str, tuple[Any, ...]] = {
    "title": ("", "  ", "two\nlines", "x" * 301, None, *NOT_A_TEXT),
    "line": ("two\nlines", "x" * 121, MEGA, *NOT_A_TEXT),
    "text": (MEGA, *NOT_A_TEXT),
    "number": (None, -1, 501, "12.5", 12.0, *NOT_A_NUMBER),
    "price": ("-1", "1.234", 0.1, "1,2,3", Decimal("NaN"), Decimal("1E+400"), *NOT_A_NUMBER),
    "free": (None, 2, "maybe", NUL, [True], 10**20, math.nan),
    "indoors": (2, "maybe", NUL),
    "day": (
        "", "2026-02-30", "20260101", "2026-W01-1", "-0001-01-01", "10000-01-01", "0000-01-01",
        NUL, 1, True, datetime(2026, 1, 1, tzinfo=UTC),
    ),
    "starts": (
        "", "2026-01-01", "2026-01-01T10:00", "2026-01-01T10:00[Nowhere/Land]", NEVER, TWICE,
        "2026-01-01T10:00[../../etc/passwd]", "0001-01-01T00:00+10:00", NUL, 17e8, True,
        "9999-12-31T23:59-10:00", "2026-01-01T10:00+99:00", "2026-W01-1T10:00Z",
        datetime(2026, 1, 1),
    ),
    "size": ("", "xl", NUL, 1, ["s"]),
    "offers": (["soup"], "tea", 1, [NUL], [1], None),
    "tags": (["x" * 81], [str(n) for n in range(51)], 3, [NUL], [HALF], [1], None),
    "topic": ("", "x", NUL, 1, 10**20),
    "topics": (["x"], 1, [NUL], [1], None),
    "place": ("", "/no/such/page", NUL, HALF, 1, 10**20, MEGA),
    "related": (["/no/such/page"], 1, [NUL], [10**20], None),
    "url": (
        "", "javascript:alert(1)", "java\tscript:alert(1)", "//example.org", "example.org", 1,
        NUL, HALF, "https://", "data:text/html,x", "https://e.org/a b", "ftp://example.org",
        "https://e.org/" + "x" * 4000,
    ),
    "email": ("", "a", "a@", "a@b@c", "a@b c", "a@e.org\nBcc: b", NUL, "x" * 255 + "@e.org", 1),
    "colour": ("", "red", "#12", "#12345g", "#1234567", NUL, 0xFFFFFF),
    "isbn": ("", "1", "x" * 13, NUL, HALF, 9783161484100),
    "intro": ("", "text", "{", NUL, 1, doc({"type": "horizontalRule"}), doc(words("x", "strike"))),
    "body": ("", "text", "{", "[" * 100_000, NUL, 1, doc({"type": "listItem"}), doc(words(HALF))),
    "speakers": (
        [{"name": ""}], [{}], [{"name": NUL}], [{"name": "x" * 81}], "x", 1, [1], None,
        [{"name": "x", "fee": "1.234"}], [{"name": "x", "is_admin": True}], [{"name": "x"}] * 201,
        [{"name": "x", "since": "2026-02-30"}], [{"name": "x", "page": "javascript:1"}],
    ),
    "settings": (
        "{", "1", '"x"', 1, [math.nan], [2**53], "[" * 100_000, [NUL], {HALF: 1}, "[1e999]",
        [10**20], {"x": "y" * 5_000_001},
    ),
    "rank": NOT_A_NUMBER,
}  # fmt: skip
