"""The Markdown of comments: what it shows, and what it never lets through."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba_comments.text import ATTRIBUTES, LINKS, REL, TAGS, comment_html, quoted

LINK = '<a href="{0}" rel="' + REL + '">{1}</a>'
BESIDES = {"a": {"rel"}, "pre": {"tabindex"}}
PIECES = [
    *("word{}", " ", "\n", "\n\n", "> ", "- ", "1. ", "* ", "**", "_", "`", "\n```\n", "    "),
    *("[", "]", "(", ")", "](", "!", "<", ">", "<b>", "</p>", "<!--", "-->", "\\", "&", "&lt;"),
    *("http://", "https://ok.example/", "javascript:", "data:", "<http://", "www.", "#", "\t"),
    *(
        '"',
        "'",
        "|",
        "--|--\n",
        "[^1]",
        "[x]: ",
        "\u202e",
        "\u0301",
        "\U0001f600",
        "\x0b",
        "\uffff",
    ),
]


def test_what_people_write() -> None:
    said = comment_html(
        "Dear *all*,\nsee **this**:\n\n> old\n\n- a\n- `b<`\n\n3. c\n\n```py\nx < y\n```"
    )
    assert said == (
        "<p>Dear <em>all</em>,<br>\nsee <strong>this</strong>:</p>\n"
        "<blockquote>\n<p>old</p>\n</blockquote>\n"
        "<ul>\n<li>a</li>\n<li><code>b&lt;</code></li>\n</ul>\n"
        '<ol start="3">\n<li>c</li>\n</ol>\n<pre tabindex="0"><code>x &lt; y\n</code></pre>\n'
    )


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("[a](https://b.example/c)", LINK.format("https://b.example/c", "a")),
        ('[a](https://b.example "title")', LINK.format("https://b.example", "a")),
        ("<https://b.example>", LINK.format("https://b.example", "https://b.example")),
        (
            "(See https://b.example/c_(d).)",
            f"(See {LINK.format('https://b.example/c_(d)', 'https://b.example/c_(d)')}.)",
        ),
        ("![a](https://b.example)", f"!{LINK.format('https://b.example', 'a')}"),
        ("[a](//b.example)", "[a](//b.example)"),
        ("[a](mailto:b@c.example)", "[a](mailto:b@c.example)"),
        ("[a](java\tscript:alert(1))", "[a](java\tscript:alert(1))"),
        ("[a](JAVASCRIPT:alert(1))", "[a](JAVASCRIPT:alert(1))"),
        ("# a", "# a"),
        ("http://. and https://_", "http://. and https://_"),
        ("`https://b.example`", "<code>https://b.example</code>"),
        ('<img src=x onerror="a()">', '&lt;img src=x onerror="a()"&gt;'),
        ("<!-- a -->", "&lt;!-- a --&gt;"),
    ],
)
def test_case_062_links_lead_to_the_web_and_nothing_else_is_live(typed: str, html: str) -> None:
    assert comment_html(typed) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    "typed", ["[^1]\n\n[^1]: note", "[a]\n\n[a]: http://b 'c'", "a | b\n--|--\n1 | 2"]
)
def test_case_062_footnotes_references_and_tables_are_text(typed: str) -> None:
    assert {element.tag for element in _parsed(typed).iter()} <= {"div", "p", "br", "a"}
    assert _words(_parsed(typed).text_content()) == _words(typed)


def test_links_do_not_nest() -> None:
    html = comment_html("[a https://b.example/ c](https://d.example/)")
    assert html.count("<a ") == 1


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_only_what_is_allowed_comes_out(pieces: list[str]) -> None:
    for element in _parsed(_typed(pieces)).iterdescendants():
        assert element.tag in TAGS
        allowed = ATTRIBUTES.get(element.tag, set()) | BESIDES.get(element.tag, set())
        assert set(element.attrib) <= allowed
        if "href" in element.attrib:
            assert re.match(r"https?://", element.attrib["href"], re.IGNORECASE)
            assert element.attrib["rel"] == REL


@given(
    st.lists(st.sampled_from([p for p in PIECES if p not in ("](", "\n```\n", "`")]), max_size=40)
)
def test_no_word_is_lost(pieces: list[str]) -> None:
    """But in the address of a link and beside the fence of a block of code."""
    typed = _typed(pieces)
    assert re.findall(r"word\d+", _parsed(typed).text_content()) == re.findall(r"word\d+", typed)


@pytest.mark.parametrize("typed", ["> " * 300, "- " * 300, "> - " * 100, "[a](b" * (LINKS + 1)])
def test_what_is_too_deep_is_shown_as_it_was_typed(typed: str) -> None:
    assert _parsed(typed + "end").text_content().split() == (typed + "end").split()


def test_a_quotation_leaves_out_what_is_quoted() -> None:
    assert quoted("> old\n\nnew\n\nlines\n") == "> new\n>\n> lines\n\n"
    assert quoted("> old") == "> > old\n\n"


def _typed(pieces: list[str]) -> str:
    return "".join(
        piece.format(n) if piece == "word{}" else piece for n, piece in enumerate(pieces)
    )


def _parsed(typed: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(f"<div>{comment_html(typed)}</div>")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
