"""HTML of other people: what it becomes, and that none of its words get lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba.blocks import BodyError, ImageSpot, Note, from_html, plain_text, render
from mastaba.blocks.builder import Builder
from tests.unit.blocks.documents import Parsed, only_allowed, words
from tests.unit.blocks.test_validate import bare

Json = dict[str, Any]


def shown(html: str) -> str:
    return str(render(from_html(html).doc).html({}))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("plain", "<p>plain</p>"),
        ("a <noscript><b>b</b></noscript> c", "<p>a <strong>b</strong> c</p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a \n\t <b> b</b> c </p>", "<p>a <strong>b</strong> c</p>"),
        ("<p>a<br>b<br></p>", "<p>a<br>b</p>"),
        ("<br>a", "<p>a</p>"),
        ("<p>a<br> </p>", "<p>a</p>"),
        ("<p>a<b> </b></p>", "<p>a</p>"),
        ("<p>a<iframe></b></iframe> <span>b</span></p>", "<p>a b</p>"),
        ("<h1>T</h1><h3 id=x>U</h3>", '<h2 id="t">T</h2><h3 id="x">U</h3>'),
        ("<h2>a<p>b</p><hr>c</h2>", '<h2 id="a-b-c">a b c</h2>'),
        ("<h2><div>a</div><ul><li>b</ul></h2>", '<h2 id="a-b">a b</h2>'),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><ul><li>b</li></ul></ul>", "<ul><li><ul><li>b</li></ul></li></ul>"),
        ("<ul>loose<li>a</li></ul>", "<ul><li>loose</li><li>a</li></ul>"),
        ("<ul></ul><blockquote></blockquote>a", "<p>a</p>"),
        ("<li>a</li>", "<ul><li>a</li></ul>"),
        ("<ol start=4><li>a</ol>", '<ol start="4"><li>a</li></ol>'),
        ("<ol start=x><li>a</ol>", "<ol><li>a</li></ol>"),
        ("<ul><li><pre>x</pre></ul>", '<ul><li><pre tabindex="0"><code>x</code></pre></li></ul>'),
        ("<blockquote>q<p>r</blockquote>", "<blockquote><p>q</p><p>r</p></blockquote>"),
        ("a<hr>b", "<p>a</p><hr><p>b</p>"),
        ("<i>a</i><s>b</s><sub>c</sub><sup>d</sup><kbd>e</kbd>",
         "<p><em>a</em><s>b</s><sub>c</sub><sup>d</sup><code>e</code></p>"),
        ("<b><strong>a</strong></b>", "<p><strong>a</strong></p>"),
        ("<dl><dt>T<dd>d<dt>U<dd>e</dl>",
         "<ul><li><p><strong>T</strong></p><p>d</p></li><li><p><strong>U</strong></p><p>e</p></li></ul>"),
        ("<details><summary>S</summary>t</details>", "<p><strong>S</strong></p><p>t</p>"),
        ("<input type=checkbox checked> a <input type=checkbox> b<input>", "<p>☑ a ☐ b</p>"),
        ("<x-y>kept</x-y><font>too</font>", "<p>kepttoo</p>"),
        ("<!-- gone --><script>gone</script><style>gone</style>a", "<p>a</p>"),
    ],
)  # fmt: skip
def test_html_becomes(html: str, expected: str) -> None:
    assert shown(html) == expected


def test_rows_and_cells_on_their_own_get_their_table() -> None:
    builder = Builder()
    for kind in ("tableCell", "tableRow"):
        builder.open(kind)
        builder.text("a")
        builder.close_to(1)
    assert [block["type"] for block in builder.finish()["content"]] == ["table", "table"]


def test_code_keeps_its_blanks_and_language() -> None:
    html = '<pre><code class="x language-python">a\n\n  <b>b</b><br>c<div>d</div></code></pre>'
    assert bare(from_html(html).doc) == [
        {
            "type": "codeBlock",
            "attrs": {"language": "python"},
            "content": [{"type": "text", "text": "a\n\n  b\nc\nd"}],
        }
    ]


def test_the_language_may_stand_on_the_pre() -> None:
    assert bare(from_html('<pre class="lang-go">a</pre>').doc)[0]["attrs"] == {"language": "go"}


def test_tables_keep_their_cells_and_captions_go_first() -> None:
    html = (
        "<table><caption>C</caption><thead><tr><th colspan=2>h</th></tr></thead>"
        "<tbody><tr><td>a</td><td></td></tr></tbody></table>"
    )
    assert shown(html) == (
        '<p>C</p><div class="table" tabindex="0" role="region" aria-label="Table 1"><table>'
        '<thead><tr><th colspan="2">h</th></tr></thead>'
        "<tbody><tr><td>a</td><td></td></tr></tbody></table></div>"
    )


def test_images_leave_their_alternative_text_and_a_note() -> None:
    conversion = from_html('<p>a <img src="/x.png" alt="A cat"> b<img src="y.png"></p>')
    assert render(conversion.doc).html({}) == "<p>a <em>A cat</em> b</p>"
    assert conversion.notes == (Note("image skipped", "/x.png"), Note("image skipped", "y.png"))


def pictured(html: str) -> list[Json]:
    """The document in which every image that is asked for becomes a block of its address."""

    def block(spot: ImageSpot) -> Json | None:
        asked = {"src": spot.src, "alt": spot.alt, "title": spot.title, "link": spot.link}
        return {"type": "x.picture", "attrs": {k: v for k, v in asked.items() if v}}

    return bare(from_html(html, image=block).doc)


def outline(nodes: list[Json]) -> list[Any]:
    """Kinds of nodes and the words in them: `["p", "a"]`, `["x.picture"]`."""
    return [
        node.get("text") or [node["type"], *outline(node.get("content", []))] for node in nodes
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <img src=x> b</p>", [["paragraph", "a"], ["x.picture"], ["paragraph", "b"]]),
        ("<p><img src=x><img src=y></p>", [["x.picture"], ["x.picture"]]),
        ("<h2>a <img src=x> b</h2>c", [["heading", "a b"], ["x.picture"], ["paragraph", "c"]]),
        (
            "<ul><li><img src=x></li></ul>",
            [["bulletList", ["listItem", ["paragraph"], ["x.picture"]]]],
        ),
        (
            "<table><tr><td><img src=x></td></tr></table>",
            [["table", ["tableRow", ["tableCell", ["x.picture"]]]]],
        ),
        ("<blockquote><p>a<img src=x></p></blockquote>",
         [["blockquote", ["paragraph", "a"], ["x.picture"]]]),
        ("<pre>a <img src=x alt=b></pre>", [["codeBlock", "a b"]]),
    ],
)  # fmt: skip
def test_images_become_blocks_between_the_words(html: str, expected: list[Any]) -> None:
    assert outline(pictured(html)) == expected


def test_what_goes_with_an_image_is_told() -> None:
    html = '<a href="/b"><b><img src="x.png" alt=" A\ncat " title="Purrs"></b> more</a>'
    picture, words = pictured(html)
    assert picture["attrs"] == {
        "src": "x.png", "alt": "A cat", "title": "Purrs", "link": {"href": "/b"},
    }  # fmt: skip
    assert words["content"][0]["marks"] == [{"type": "link", "attrs": {"href": "/b"}}]


def test_images_of_other_sites_become_links() -> None:
    conversion = from_html(
        'a <img src="https://e.org/c.png" alt="A cat"><img src="//e.org/d.png">'
    )
    assert render(conversion.doc).html({}) == ('<p>a <a href="https://e.org/c.png">A cat</a></p>')
    assert [note.kind for note in conversion.notes] == [
        "image of another site shown as a link"
    ] * 2


def test_media_become_links() -> None:
    conversion = from_html('<iframe src="https://v.example/1"></iframe><video src="javascript:x">')
    assert render(conversion.doc).html({}) == (
        '<p><a href="https://v.example/1">https://v.example/1</a></p>'
    )
    assert conversion.notes == (Note("embedded media shown as a link", "https://v.example/1"),)


def test_links_keep_allowed_addresses() -> None:
    assert shown('<a href="/a?b=1&amp;c" title="T">x</a>') == (
        '<p><a href="/a?b=1&amp;c" title="T">x</a></p>'
    )


@pytest.mark.parametrize("href", ["javascript:alert(1)", "java&#10;script:alert(1)", "data:x,y"])
def test_case_061_forbidden_addresses_leave_text_and_a_note(href: str) -> None:
    conversion = from_html(f'<a href="{href}">x</a><a name="here">y</a>')
    assert render(conversion.doc).html({}) == "<p>xy</p>"
    assert [note.kind for note in conversion.notes] == ["link removed"]


def test_an_address_that_only_we_forbid_is_noted_too() -> None:
    long = "/" + "x" * 5_000
    assert from_html(f'<a href="{long}">x</a>').notes == (Note("link removed", long),)


def test_what_no_database_holds_is_left_out() -> None:
    assert plain_text(from_html("a\x00b\ud800c").doc) == "ab?c"


def test_case_187_elements_inside_one_another_beyond_reason_are_refused() -> None:
    with pytest.raises(BodyError, match="more than 1000 elements"):
        from_html("<div>" * 100_000 + "x")
    with pytest.raises(BodyError, match="longer than 5 MB"):
        from_html("x" * 5_000_001)


@pytest.mark.parametrize("tag", ["ul><li", "blockquote", "table><tr><td", "ol", "dl><dt", "div"])
def test_deep_nesting_is_flattened_and_keeps_its_words(tag: str) -> None:
    html = "".join(f"<{tag}>w{number} " for number in range(300))
    text = words(plain_text(from_html(html).doc))
    assert all(f"w{number}" in text for number in range(300))


XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><circle/></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src onerror=alert(1)&gt;'>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#x6A;avascript&colon;alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe><img src=x onerror=alert(1)></iframe>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form action='javascript:alert(1)'><button>b</button></form>",
    "<base href='https://evil.example/'><a href='x'>x</a>",
    "<style>@import 'https://evil.example/';</style>",
    "<p style='background:url(https://evil.example)'>x</p>",
    "<div onmouseover=alert(1) class=x id=main>x</div>",
    "<code class='language-x\" onclick=alert(1)'>x</code>",
    "<pre><code class='language-\"><script>alert(1)</script>'>x</code></pre>",
    "<h2 id='\"><script>alert(1)</script>'>x</h2>",
    "<td colspan='\" onclick=\"alert(1)'>x</td>",
    "<ol start='1\" onclick=\"alert(1)'><li>x</ol>",
    "<a href='https://e.example' title='\" onclick=\"alert(1)'>x</a>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<?xml <img src=x onerror=alert(1)>?>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
    "<link rel=stylesheet href='https://evil.example'><meta http-equiv=refresh content=0>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img alt='<script>alert(1)</script>' src=x>",
    "<table><td><img src=x onerror=alert(1)></table>",
    "<select><option><style></option></select><img src=x onerror=alert(1)></style>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
]


@pytest.mark.parametrize("html", XSS)
def test_case_056_no_attack_of_our_corpus_survives(html: str) -> None:
    first = shown(html)
    assert only_allowed(first)
    assert shown(first) == first


_TAG_WORDS = (
    "<p> </p> <ul> </ul> <li> <ol> </ol> <table> <tr> <td> <th> </td> </tr> </table> <b> </b> "
    "<a/href=/x> </a> <pre> </pre> <code> </code> <h2> </h2> <blockquote> </blockquote> <hr> "
    "<br> <dl> <dt> <dd> </dl> <div> </div> <img/src=x> <summary> <caption> <details>"
)
_TAGS = st.sampled_from(_TAG_WORDS.split())
_soup = st.lists(st.one_of(st.sampled_from(XSS), _TAGS, st.text(max_size=6)), max_size=25)


@given(_soup.map("".join))
def test_case_057_any_soup_of_tags_becomes_a_clean_page(html: str) -> None:
    first = shown(html)
    assert only_allowed(first)
    assert words(Parsed(shown(first)).text) == words(Parsed(first).text)


_letters = st.text("abcdefgh", min_size=1, max_size=5)


@given(st.lists(st.one_of(_letters, _TAGS), max_size=20))
def test_no_letter_of_a_soup_of_tags_gets_lost(parts: list[str]) -> None:
    """Order may change: HTML moves text out of tables."""
    text = plain_text(from_html("".join(parts)).doc)
    letters = "".join(part for part in parts if not part.startswith("<"))
    assert sorted(words(text)) == sorted(letters)
