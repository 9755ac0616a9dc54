"""Hypothesis strategies for bodies, and an HTML5 oracle independent of the renderer."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

ALLOWED = {
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "p": set(),
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "blockquote": set(),
    "pre": {"tabindex"},
    "code": {"class"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "hr": set(),
    "br": set(),
    "strong": set(),
    "em": set(),
    "s": set(),
    "sub": set(),
    "sup": set(),
    "a": {"href", "title"},
}
UID = "0190c6d5-7c3e-7a41-9f6e-3d2b1a0c9e8f"

texts = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"),
    min_size=1,
    max_size=20,
)
addresses = st.one_of(
    texts,
    st.sampled_from(["https://example.org/", "/a/b", "javascript:alert(1)", "#x", "mailto:a@b.c"]),
)
_link_attrs = st.fixed_dictionaries(
    {}, optional={"href": addresses, "uid": st.just(UID), "title": texts, "anchor": texts}
)
_plain_marks = st.sampled_from(["bold", "italic", "strike", "code", "subscript", "superscript"])
_marks = st.one_of(
    _plain_marks.map(lambda name: {"type": name}),
    _link_attrs.map(lambda attrs: {"type": "link", "attrs": attrs}),
)
_words = st.builds(
    lambda text, marks: {"type": "text", "text": text, "marks": marks},
    texts,
    st.lists(_marks, max_size=3),
)
_inline = st.lists(st.one_of(_words, st.just({"type": "hardBreak"})), max_size=4)


def _node(kind: str, content: st.SearchStrategy[Any], **attrs: Any) -> st.SearchStrategy[Json]:
    def build(children: list[Json], values: Json) -> Json:
        return {"type": kind, "attrs": values, "content": children}

    return st.builds(build, content, st.fixed_dictionaries({}, optional=attrs))


_paragraphs = _node("paragraph", _inline)
_leaves = st.one_of(
    _paragraphs,
    st.builds(
        lambda content, level: {"type": "heading", "attrs": {"level": level}, "content": content},
        _inline,
        st.integers(1, 6),
    ),
    _node(
        "codeBlock",
        st.lists(texts.map(lambda text: {"type": "text", "text": text}), max_size=2),
        language=st.one_of(st.sampled_from(["python", "c++"]), texts),
    ),
    st.just({"type": "horizontalRule"}),
)


def _containers(blocks: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    some = st.lists(blocks, min_size=1, max_size=3)
    items = st.lists(
        st.builds(
            lambda first, rest: {"type": "listItem", "content": [first, *rest]},
            _paragraphs,
            st.lists(blocks, max_size=2),
        ),
        min_size=1,
        max_size=3,
    )
    spans = {"colspan": st.integers(-1, 200), "rowspan": st.integers(1, 3)}
    cells = st.one_of(_node("tableCell", some, **spans), _node("tableHeader", some, **spans))
    rows = _node("tableRow", st.lists(cells, max_size=3))
    return st.one_of(
        _node("blockquote", some),
        _node("bulletList", items),
        _node("orderedList", items, start=st.integers(-5, 2_000_000_000)),
        _node("table", st.lists(rows, min_size=1, max_size=3)),
    )


blocks = st.recursive(_leaves, _containers, max_leaves=12)
documents = st.lists(blocks, max_size=5).map(lambda content: {"type": "doc", "content": content})

json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["type", "content", "attrs", "marks", "text", "level", "x"]),
            st.one_of(
                inner, st.sampled_from(["doc", "paragraph", "text", "heading", "link", "table"])
            ),
            max_size=5,
        ),
    ),
    max_leaves=25,
)


def words(text: str) -> str:
    """Text with all blanks taken out, to compare what is read and not how it is laid out."""
    return "".join(text.split())


class Parsed(HTMLParser):
    """Tags with their attributes, and the text, of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def only_allowed(html: str) -> bool:
    """Whether HTML holds no tag, attribute or address beyond what a body may show."""
    for tag, attrs in Parsed(html).tags:
        if tag not in ALLOWED or not set(attrs) <= ALLOWED[tag]:
            return False
        address = (attrs.get("href") or "").split("/")[0].split("#")[0].split("?")[0]
        if ":" in address and address.split(":")[0].strip().lower() not in (
            "http",
            "https",
            "mailto",
            "tel",
        ):
            return False
    return True
