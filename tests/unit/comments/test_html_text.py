"""Comments that were kept as HTML become Markdown: no word is lost, links and lists stay."""

from __future__ import annotations

import html
import re

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mastaba_comments.exchange import html_text
from mastaba_comments.exchange.html_text import one_line, text_of
from mastaba_comments.exchange.order import parents_first
from mastaba_comments.text import comment_html

KEPT = {
    "One.\nTwo.\n\n\n  Three.": "One.\nTwo.\n\nThree.",
    "a <strong>b</strong>, <em>c</em> and <code>d*e</code>": "a **b**, *c* and `d*e`",
    '<a href="https://e.org/a_(b)">See <b>it</b></a>': "[See **it**](https://e.org/a_%28b%29)",
    '<a href="javascript:alert(1)">See</a> <a href="/rel">that</a>': "See that",
    '<a href="https://e.org/x">https://e.org/x</a>': "https://e.org/x",
    "<blockquote>One\nTwo</blockquote>\nThree": "> One\n> Two\n\nThree",
    "<ul>\n<li>a\n<ol><li>b</li></ol></li>\n<li>c</li>\n</ul>": "- a\n\n  1. b\n- c",
    "<pre>x\n  y `z`</pre>": "```\nx\n  y `z`\n```",
    "1. a\n- b\n# c\n&gt; d": "1\\. a\n\\- b\n\\# c\n\\> d",
    "2 * 3 * 4, snake_case, [...] and &lt;b&gt;": "2 \\* 3 \\* 4, snake_case, [...] and \\<b>",
    "a<b>b</b>c": "a**b**c",
    "<h2>A <i>b</i></h2>c": "**A** ***b***\n\nc",
    "<table><tr><td>d</td><td>e</td></tr></table>": "d | e",
    '<img src="https://e.org/a.png" alt="A cat">': "[A cat](https://e.org/a.png)",
    "<script>alert(1)</script>x": "x",
    "R&amp;D &amp;amp;": "R&D \\&amp;",
}


@pytest.mark.parametrize(("source", "wanted"), KEPT.items())
def test_what_a_comment_has_a_form_for_is_kept(source: str, wanted: str) -> None:
    assert text_of(source) == wanted
    assert shown(wanted) == (words(source) or "Acat")


TAG_NAMES = "p b i strong em blockquote ul ol li pre code h1 table tr td br hr q del div span"
TAGS = TAG_NAMES.split()
PIECE = st.one_of(
    st.text("ab 1.)-+*_`~#>[](){}!|=&\\<:/\n\t&;é\u2028\xa0\x01", max_size=12),
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        ['<a href="https://e.org/a*b_c">', '<a href="x">', "</a>", "&lt;", "http://e.org/_x_"]
    ),
)


@given(st.lists(PIECE, max_size=14).map("".join))
@example("<b>a</b><b>b</b><i>c</i>")
@example("*a*<b>*</b>")
@example("<ol><li>1. x</li></ol>")
@example("<blockquote>" * 30 + "x")
@example("<ul><li>" * 600 + "x")
def test_no_word_is_lost_whatever_the_html(source: str) -> None:
    assert shown(text_of(source)) == words(source)


LONELY = re.compile(r"<(?![a-zA-Z/!?][^<>]*>)")  # begins no tag


def words(source: str) -> str:
    """What a browser shows of it, without white space: asked of an HTML5 parser."""
    source = LONELY.sub("&lt;", html_text.clean(source))
    text = nh3.clean(source, tags=set())
    return squeezed(html.unescape(text))


def shown(text: str) -> str:
    return squeezed(html.unescape(re.sub("<[^<>]*>", "", str(comment_html(text)))))


def squeezed(text: str) -> str:
    """Without what is not seen, and without what stands between the cells of a table."""
    return "".join(sign for sign in text.replace("|", " ") if sign.isprintable() and sign != " ")


def test_a_name_is_one_line_of_text() -> None:
    assert one_line("Ping 1 &laquo; <b>What&#8217;s</b>\n a\x07b?") == "Ping 1 « What’s ab?"


PARENTS = st.dictionaries(st.integers(0, 9), st.one_of(st.none(), st.integers(0, 12)), max_size=9)


@given(PARENTS)
def test_case_273_each_comes_behind_what_it_answers(parents: dict[int, int | None]) -> None:
    found = list(parents_first(parents))
    assert sorted(key for key, _parent in found) == sorted(parents)
    seen: set[int] = set()
    for key, parent in found:
        assert parent is None or (parent in seen and parent == parents[key])
        seen.add(key)
    lost = [key for key, parent in found if parent is None and parents[key] in parents]
    assert all(circles(parents, key) for key in lost)
    assert len(lost) == len({frozenset(circle(parents, key)) for key in lost})


def circle(parents: dict[int, int | None], key: int) -> list[int]:
    way, at = [key], parents[key]
    while at is not None and at != key and at not in way:
        way.append(at)
        at = parents.get(at)
    return way


def circles(parents: dict[int, int | None], key: int) -> bool:
    return parents[circle(parents, key)[-1]] == key


def test_case_273_a_thread_of_any_depth_is_put_in_order() -> None:
    deep = {number: number - 1 if number else None for number in range(50_000)}
    backwards = dict(reversed(deep.items()))
    assert [key for key, _parent in parents_first(backwards)] == list(deep)
