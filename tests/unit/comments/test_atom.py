"""Feeds are well-formed whatever people write."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mastaba_comments.feeds.atom import NOTHING, Entry, Feed, written
from mastaba_comments.text import comment_html

ATOM = "{http://www.w3.org/2005/Atom}"
UID = "01a2052e-78d6-7b8d-9ec1-d38340f4d961"
NOW = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
# Half characters cannot be stored; every other one can, but for NUL.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def allowed(text: str) -> str:
    """What XML can hold of a text, asked of lxml sign by sign; it reads line ends as one kind."""
    return "".join(sign for sign in text if _fits(sign)).replace("\r\n", "\n").replace("\r", "\n")


def _fits(sign: str) -> bool:
    try:
        etree.Element("x").text = sign
    except ValueError:
        return False
    return True


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_makes_a_feed_that_parses(text: str, author: str, title: str) -> None:
    html = str(comment_html(text))
    entry = Entry(UID, title, "https://e.org/a?b=1&c=2#d", author, html, NOW, NOW)
    body = written(Feed(UID, title, "https://e.org/", "https://e.org/f", NOW, [entry]))
    found = etree.fromstring(body).findall(f"{ATOM}entry")[0]
    read = [
        found.findtext(f"{ATOM}{name}") for name in ("content", "title", "author/" + ATOM + "name")
    ]
    wanted = [allowed(part) or NOTHING for part in (html, title, author)]
    assert [(part or "").replace("\r\n", "\n").replace("\r", "\n") for part in read] == wanted
