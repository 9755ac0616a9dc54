"""The HTML of each node and mark."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.blocks import render
from mastaba.blocks.anchors import Anchors, anchor_of
from tests.unit.blocks.test_validate import FORBIDDEN, UID, doc, linked, p

Json = dict[str, Any]


def html(*blocks: Json, urls: dict[str, str] | None = None) -> str:
    return str(render(doc(*blocks)).html(urls or {}))


def node(kind: str, *children: Json, **attrs: Any) -> Json:
    return {"type": kind, "attrs": attrs, "content": list(children)}


def t(text: str, *marks: str) -> Json:
    return {"type": "text", "text": text, "marks": [{"type": mark} for mark in marks]}


def heading(text: str, level: int = 2, **attrs: Any) -> Json:
    return node("heading", t(text), level=level, **attrs)


def test_text_is_escaped() -> None:
    assert html(p("<script>alert('&')</script>")) == (
        "<p>&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</p>"
    )


def test_an_empty_paragraph_shows_nothing() -> None:
    assert html(p(), p("a"), p()) == "<p>a</p>"


def test_headings_have_unique_ids_that_leave_the_page_its_own() -> None:
    shown = html(heading("Main"), heading("Été & co."), heading("Été  co", 3), heading("?!"))
    assert shown == (
        '<h2 id="main-1">Main</h2><h2 id="été--co">Été &amp; co.</h2>'
        '<h3 id="été--co-1">Été  co</h3><h2 id="section">?!</h2>'
    )


def test_a_heading_keeps_the_anchor_it_was_given() -> None:
    assert html(heading("Old words", anchor="new")) == '<h2 id="new">Old words</h2>'


def test_anchors_are_short_and_end_in_no_hyphen() -> None:
    assert anchor_of(" A  b! ") == "a--b"
    assert len(anchor_of("x" * 500)) == 100


def test_three_equal_headings_count_up() -> None:
    anchors = Anchors()
    assert [anchors.take("A") for _ in range(3)] == ["a", "a-1", "a-2"]


def test_a_short_list_is_tight_and_one_with_more_is_not() -> None:
    inner = node("bulletList", node("listItem", p("c")))
    assert html(node("bulletList", node("listItem", p("a"), inner), node("listItem", p("b")))) == (
        "<ul><li>a<ul><li>c</li></ul></li><li>b</li></ul>"
    )
    assert html(node("orderedList", node("listItem", p("a"), p("b")), start=3)) == (
        '<ol start="3"><li><p>a</p><p>b</p></li></ol>'
    )


def test_a_code_block_names_its_language() -> None:
    assert html(node("codeBlock", t("\na < b\n"), language="c++")) == (
        '<pre tabindex="0"><code class="language-c++">\na &lt; b\n</code></pre>'
    )
    assert (
        html(node("codeBlock", t("x"), language='"><script>'))
        == '<pre tabindex="0"><code>x</code></pre>'
    )


def test_a_table_can_be_scrolled_by_keyboard_and_named() -> None:
    head = node("tableRow", node("tableHeader", p("h"), colspan=2))
    body = node("tableRow", node("tableCell", p("a"), p("b")), node("tableCell", p("c")))
    assert html(node("table", head, body)) == (
        '<div class="table" tabindex="0" role="region" aria-label="Table 1"><table>'
        '<thead><tr><th colspan="2">h</th></tr></thead>'
        "<tbody><tr><td><p>a</p><p>b</p></td><td>c</td></tr></tbody></table></div>"
    )


def test_a_header_without_words_is_an_ordinary_cell() -> None:
    head = node("tableRow", node("tableHeader", p()), node("tableHeader", p("1926")))
    shown = html(node("table", head))
    assert "<thead><tr><td></td><th>1926</th></tr></thead>" in shown


def test_tables_are_numbered_and_may_lack_head_or_body() -> None:
    head = node("table", node("tableRow", node("tableHeader", p("h"))))
    body = node("table", node("tableRow", node("tableCell", p("c"))))
    shown = html(head, body)
    assert "<thead><tr><th>h</th></tr></thead></table>" in shown
    assert 'aria-label="Table 2"><table><tbody>' in shown


def test_small_blocks() -> None:
    assert html(node("horizontalRule"), node("blockquote", p("q"))) == (
        "<hr><blockquote><p>q</p></blockquote>"
    )
    assert html(p(t("a"), {"type": "hardBreak"}, t("b"))) == "<p>a<br>b</p>"


def test_marks_enclose_runs_and_not_single_nodes() -> None:
    shown = html(p(t("a", "bold"), t("b", "bold", "italic"), t("c", "italic"), t("d")))
    assert shown == "<p><strong>a<em>b</em></strong><em>c</em>d</p>"


@pytest.mark.parametrize(
    ("mark", "tag"),
    [("strike", "s"), ("code", "code"), ("subscript", "sub"), ("superscript", "sup")],
)
def test_marks_have_their_tag(mark: str, tag: str) -> None:
    assert html(p(t("a", mark))) == f"<p><{tag}>a</{tag}></p>"


def test_an_unknown_mark_in_a_stored_document_shows_its_text() -> None:
    assert html(p(t("a", "glow"))) == "<p>a</p>"


def test_external_links() -> None:
    assert html(p(linked({"href": 'https://e.org/?a="&b', "title": "<t>"}))) == (
        '<p><a href="https://e.org/?a=&#34;&amp;b" title="&lt;t&gt;">t</a></p>'
    )


def test_internal_links_get_their_address_late() -> None:
    rendered = render(doc(p(linked({"uid": UID, "anchor": "part", "title": "T"}))))
    assert rendered.links == {UID}
    assert rendered.html({UID: "/a&b"}) == '<p><a href="/a&amp;b#part" title="T">t</a></p>'
    assert rendered.html({UID: "/moved"}) == '<p><a href="/moved#part" title="T">t</a></p>'
    assert rendered.html({}) == "<p>t</p>"


def test_one_link_over_several_words_is_one_element() -> None:
    plain = linked({"uid": UID})
    bold = {**plain, "marks": [*plain["marks"], {"type": "bold"}]}
    assert html(p(plain, bold), urls={UID: "/x"}) == (
        '<p><a href="/x">t<strong>t</strong></a></p>'
    )


@pytest.mark.parametrize("href", FORBIDDEN)
def test_case_060_addresses_stored_under_looser_rules_show_their_text(href: object) -> None:
    assert html(p(linked({"href": href}))) == "<p>t</p>"


def test_case_060_a_level_stored_under_looser_rules_is_the_second() -> None:
    assert html(heading("a", 9)) == '<h2 id="a">a</h2>'


def test_what_is_nested_beyond_the_limit_shows_nothing() -> None:
    block = p("deep")
    for _ in range(500):
        block = node("blockquote", block)
    assert "deep" not in html(block)


def test_case_067_no_text_can_close_a_script_or_open_a_comment() -> None:
    shown = html(p("</script><!--\u2028]]>"))
    assert "</script" not in shown
    assert "<!--" not in shown
