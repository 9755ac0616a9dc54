"""Markdown of other people."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba.blocks import ImageSpot, LinkTarget, Note, from_markdown, plain_text, render
from tests.unit.blocks.documents import only_allowed, words
from tests.unit.blocks.test_validate import UID, bare

Json = dict[str, Any]
FENCE = "```"


def shown(text: str) -> str:
    return str(render(from_markdown(text).doc).html({UID: "/there"}))


def notes(text: str) -> list[tuple[str, str]]:
    return [(note.kind, note.detail) for note in from_markdown(text).notes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\n### Two", '<h2 id="one">One</h2><h3 id="two">Two</h3>'),
        ("a *b* **c** ~~d~~ `e`",
         "<p>a <em>b</em> <strong>c</strong> <s>d</s> <code>e</code></p>"),
        ("a  \nb\nc", "<p>a<br>b c</p>"),
        ("- a\n  - b\n- [x] c\n- [ ] d",
         "<ul><li>a<ul><li>b</li></ul></li><li>☑ c</li><li>☐ d</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("> q\n\n---", "<blockquote><p>q</p></blockquote><hr>"),
        ("    code\n", '<pre tabindex="0"><code>code</code></pre>'),
        ("<https://e.org> [x](/y 't')",
         '<p><a href="https://e.org">https://e.org</a> <a href="/y" title="t">x</a></p>'),
        ("Term\n: what it *means*",
         "<ul><li><p><strong>Term</strong></p><p>what it <em>means</em></p></li></ul>"),
        ("a[^n]\n\n[^n]: the note", "<p>a<sup>[1]</sup></p><hr><ol><li>the note</li></ol>"),
        ("Vec<T> and <kbd>k</kbd>", "<p>Vec&lt;T&gt; and <code>k</code></p>"),
        ("<Thing>\nkept\n</Thing>", "<p>&lt;Thing&gt; kept &lt;/Thing&gt;</p>"),
        ("<div>\n\n*a*\n\n</div>", "<p><em>a</em></p>"),
        ("> [!WARNING]\n> Mind *this*.",
         "<blockquote><p><strong>Warning</strong></p><p>Mind <em>this</em>.</p></blockquote>"),
        ("- > [!tip]+\n  >\n  > a",
         "<ul><li><blockquote><p><strong>Tip</strong></p><p>a</p></blockquote></li></ul>"),
        ("> [!NOTE]", "<blockquote><p><strong>Note</strong></p></blockquote>"),
        ("> # [!NOTE]\n> a",
         '<blockquote><h2 id="note">[!NOTE]</h2><p>a</p></blockquote>'),
        ("## A b {#own .x}\n\n## C {not one}\n\n## D {.x}",
         '<h2 id="own">A b</h2><h2 id="c-not-one">C {not one}</h2><h2 id="d">D</h2>'),
        ("a\n{.lead k=\"v\"}\n\n{#x}", "<p>a</p>"),
    ],
)  # fmt: skip
def test_markdown_becomes(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_table_has_head_and_body() -> None:
    html = shown("| a | b |\n|---|--:|\n| 1 | `2` |")
    assert "<thead><tr><th>a</th><th>b</th></tr></thead>" in html
    assert "<tbody><tr><td>1</td><td><code>2</code></td></tr></tbody>" in html


@pytest.mark.parametrize(
    ("info", "language"),
    [("rust,ignore", "rust"), ('go {file="x.go"}', "go"), ("C++", "C++"), ("sh:x", "sh")],
)
def test_a_fence_names_its_language(info: str, language: str) -> None:
    block = bare(from_markdown(f"{FENCE}{info}\n a\n\n{FENCE}").doc)[0]
    assert block["attrs"] == {"language": language}
    assert block["content"][0]["text"] == " a\n"


def test_a_fence_without_info_has_no_language() -> None:
    assert "attrs" not in bare(from_markdown(f"{FENCE}\na\n{FENCE}").doc)[0]


def test_images_are_noted_and_their_text_stays() -> None:
    assert shown("![A *cat*](cat.png)") == "<p><em>A cat</em></p>"
    assert notes("![A](cat.png)") == [("image skipped", "cat.png")]
    assert notes("![A](http://e.org/cat.png)")[0][0] == "image of another site shown as a link"


def test_images_become_the_blocks_that_are_given_for_them() -> None:
    asked: list[ImageSpot] = []

    def block(spot: ImageSpot) -> Json | None:
        asked.append(spot)
        return {"type": "x.picture"} if spot.src == "a.png" else None

    text = 'One ![A](a.png "Said") two\n\n![B][b]\n\n[b]: b.png'
    assert [node["type"] for node in bare(from_markdown(text, image=block).doc)] == [
        "paragraph", "x.picture", "paragraph", "paragraph",
    ]  # fmt: skip
    assert asked == [ImageSpot("a.png", "A", "Said"), ImageSpot("b.png", "B")]


def test_removed_html_is_noted() -> None:
    assert notes("<script>\nx\n</script>\n\na <button>b</button>") == [
        ("HTML removed", "script"),
        ("HTML removed", "button"),
    ]
    assert shown("a <button>b</button>") == "<p>a b</p>"


class TestLinks:
    """`resolve_link` and what becomes of addresses it does not know."""

    @staticmethod
    def resolve(href: str) -> LinkTarget | None:
        known = {"../b.md#p": LinkTarget(UID, "p"), "https://own.example/b": LinkTarget(UID)}
        return known.get(href)

    def html(self, text: str) -> str:
        return str(render(from_markdown(text, self.resolve).doc).html({UID: "/there"}))

    def test_known_addresses_become_internal_links(self) -> None:
        assert self.html("[x](../b.md#p)") == '<p><a href="/there#p">x</a></p>'
        assert self.html("[x](https://own.example/b)") == '<p><a href="/there">x</a></p>'

    def test_unknown_relative_addresses_leave_their_text_and_a_note(self) -> None:
        conversion = from_markdown("[x](gone.md)", self.resolve)
        assert render(conversion.doc).html({}) == "<p>x</p>"
        assert conversion.notes == (Note("link not resolved", "gone.md"),)

    def test_other_sites_and_fragments_stay(self) -> None:
        assert self.html("[x](https://e.org) [y](#z) [w](//e.org)") == (
            '<p><a href="https://e.org">x</a> <a href="#z">y</a> <a href="//e.org">w</a></p>'
        )

    def test_case_061_a_raw_forbidden_address_is_noted(self) -> None:
        conversion = from_markdown('<a href="javascript:x">x</a>', self.resolve)
        assert render(conversion.doc).html({}) == "<p>x</p>"
        assert [note.kind for note in conversion.notes] == ["link removed"]

    @pytest.mark.parametrize("shortcode", ['{{< ref "../b.md#p" >}}', "{{% relref ../b.md#p %}}"])
    def test_reference_shortcodes_are_addresses(self, shortcode: str) -> None:
        assert self.html(f"[x]({shortcode})") == '<p><a href="/there#p">x</a></p>'


class TestShortcodes:
    """`{{< x >}}` stays visible and is counted."""

    def test_inline(self) -> None:
        text = 'Since {{< new-in "0.1" >}} and {{% param x %}}.'
        assert shown(text) == (
            "<p>Since <code>{{&lt; new-in &#34;0.1&#34; &gt;}}</code> and "
            "<code>{{% param x %}}</code>.</p>"
        )
        assert notes(text) == [
            ("shortcode kept as code", "new-in"),
            ("shortcode kept as code", "param"),
        ]

    def test_inside_a_link(self) -> None:
        assert shown("[a {{< b >}}](/x)") == (
            '<p><a href="/x">a <code>{{&lt; b &gt;}}</code></a></p>'
        )

    def test_a_pair_is_one_code_block(self) -> None:
        text = "a\n{{< toggle x=1 >}}\nb: 1\n\n- c\n{{< /toggle >}}\n\nd"
        assert [block["type"] for block in bare(from_markdown(text).doc)] == [
            "paragraph",
            "codeBlock",
            "paragraph",
        ]
        assert "b: 1\n\n- c\n" in plain_text(from_markdown(text).doc)
        assert notes(text) == [("shortcode kept as code", "toggle")]

    def test_a_pair_inside_a_list_stays_there(self) -> None:
        text = "- a\n\n  {{< t >}}\n  b\n  {{< /t >}}\n- c"
        assert shown(text) == (
            '<ul><li><p>a</p><pre tabindex="0"><code>'
            "{{&lt; t &gt;}}\nb\n{{&lt; /t &gt;}}</code></pre></li><li>c</li></ul>"
        )

    def test_a_pair_does_not_reach_out_of_its_list(self) -> None:
        assert shown("> {{< t >}}\n\n{{< /t >}}").startswith("<blockquote><p><code>")
        text = "- {{< t >}}\n\nb\n\n{{< /t >}}"
        assert shown(text).startswith("<ul><li><code>{{&lt; t &gt;}}</code></li></ul><p>b</p>")

    @pytest.mark.parametrize(
        "tag", ["{{< t >}}", "{{< t />}}", "{{< /t >}}", "{{<>}}", "{{% t %}}"]
    )
    def test_a_lone_tag_is_a_line_of_code(self, tag: str) -> None:
        assert plain_text(from_markdown(tag).doc) == tag
        assert shown(tag).startswith("<p><code>")

    def test_an_escaped_one_is_shown_as_meant_and_not_counted(self) -> None:
        text = f"{{{{</* x */>}}}} `{{{{%/* y */%}}}}`\n\n{FENCE}\n{{{{</* z */>}}}}\n{FENCE}"
        assert shown(text) == (
            "<p><code>{{&lt; x &gt;}}</code> <code>{{% y %}}</code></p>"
            '<pre tabindex="0"><code>{{&lt; z &gt;}}</code></pre>'
        )
        assert notes(text) == []

    def test_one_that_would_run_inside_code_is_counted(self) -> None:
        assert notes(f"{FENCE}\n{{{{< version >}}}}\n{FENCE}") == [
            ("shortcode kept as code", "version")
        ]

    def test_highlight_is_a_code_block_by_another_name(self) -> None:
        text = '{{< highlight go "linenos=1" >}}\nf()\n{{< /highlight >}}'
        assert shown(text) == '<pre tabindex="0"><code class="language-go">f()</code></pre>'
        assert notes(text) == []

    def test_a_tag_of_several_lines_is_a_code_block(self) -> None:
        text = 'a\n\n{{< figure\n  src="x.png"\n>}}\n\n{{% note\n  x %}} b'
        assert [block["type"] for block in bare(from_markdown(text).doc)] == [
            "paragraph",
            "codeBlock",
            "paragraph",
        ]
        assert notes(text) == [
            ("shortcode kept as code", "figure"),
            ("shortcode kept as code", "note"),
        ]

    def test_an_escaped_tag_of_several_lines_is_shown_as_meant(self) -> None:
        text = "{{</* highlight go\n x */>}}"
        assert plain_text(from_markdown(text).doc) == "{{< highlight go\n x >}}"
        assert notes(text) == []

    def test_an_unfinished_one_is_text(self) -> None:
        assert shown("{{< a") == "<p>{{&lt; a</p>"
        assert shown("{ {{ }") == "<p>{ {{ }</p>"

    def test_indented_code_is_left_alone(self) -> None:
        assert bare(from_markdown("    {{< t >}}\n    {{< /t >}}").doc)[0]["type"] == "codeBlock"


PATHOLOGICAL = {
    "brackets": "[" * 20_000,
    "image brackets": "![" * 10_000,
    "link starts": "[a](" * 10_000,
    "link ends": "](" * 10_000,
    "emphasis": "*a " * 15_000,
    "emphasis pairs": "*a_ " * 10_000,
    "strong runs": "**" * 20_000,
    "backticks": "".join("`" * n + "e" for n in range(1, 250)),
    "quotes": ">" * 30_000 + "a",
    "list levels": "".join("  " * n + "- a\n" for n in range(150)),
    "one line list": "- " * 10_000 + "a",
    "html starts": "<a " * 15_000,
    "html comments": "<!-- " * 10_000,
    "entities": "&" * 40_000,
    "shortcodes": "{{<" * 13_000,
    "shortcode pairs": "{{< a >}}\n" * 3_000,
    "references": "[a]: x\n" * 5_000 + "[a]" * 2_000,
    "footnotes": "".join(f"[^{n}]: x\n" for n in range(2_000)) + "[^1]" * 2_000,
    "table": "|" * 20_000 + "\n" + "|-" * 10_000 + "\n",
    "attributes": "# a " + "{.a " * 10_000,
    "attribute line": "{" + ".a " * 10_000 + "\n" + "{#a}" * 5_000,
    "strikes": "~~" * 15_000,
    "definitions": ":  a\n" * 5_000,
    "nested elements": "<div>" * 10_000 + "a",
    "nested quotes and lists": "> - " * 5_000 + "a",
}


@pytest.mark.parametrize("name", [name for name in PATHOLOGICAL if name != "nested elements"])
def test_case_187_pathological_markdown_ends(name: str) -> None:
    before = time.process_time()
    conversion = from_markdown(PATHOLOGICAL[name])
    assert time.process_time() - before < 20
    assert conversion.doc["type"] == "doc"


def test_nesting_beyond_reason_is_kept_as_code() -> None:
    conversion = from_markdown(PATHOLOGICAL["quotes"])
    assert conversion.notes[0].kind == "nested too deeply, kept as code"
    assert plain_text(conversion.doc) == PATHOLOGICAL["quotes"]


@given(st.text("ab \n#*_`[]()<>!&|-+>:{}%~^1.\"'\\", max_size=80))
def test_any_text_is_markdown(text: str) -> None:
    conversion = from_markdown(text)
    assert only_allowed(render(conversion.doc).html({}))


@given(
    st.lists(st.text("abc", min_size=1, max_size=6), min_size=1, max_size=8),
    st.sampled_from(
        [
            "{} {}",
            "# {} {}",
            "- {}\n- {}",
            "> {}\n\n{}",
            "*{}* **{}**",
            "| {} | {} |\n|---|---|",
            "[{}](/x) `{}`",
            "{}\n: {}",
        ]
    ),
)
def test_no_word_gets_lost(parts: list[str], form: str) -> None:
    text = "\n\n".join(form.format(part, part) for part in parts)
    assert words(plain_text(from_markdown(text).doc)) == "".join(part * 2 for part in parts)


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x]( javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](data:text/html,x)",
        "![x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "[x](/y '\"onclick=alert(1)')",
        '![x" onerror="alert(1)](y)',
        "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
        "[<img src=x onerror=alert(1)>](/y)",
        "<a href='/x'>[y](/z)</a>",
        "`<script>`",
        "```\"><script>\nx\n```",
        "## x {#\"><script>}",
        "{{< x \"><script>alert(1)</script> >}}",
        "Term\n: <svg onload=alert(1)>",
        "| <b onclick=x>a</b> |\n|---|",
    ],
)  # fmt: skip
def test_case_062_markdown_gives_no_live_node(text: str) -> None:
    assert only_allowed(shown(text))
