"""Blocks with a form: what holds for every document that has some."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationConflictError, ConfigurationError
from sqlalchemy import String

from mastaba.blocks import BodyError, excerpt, links, plain_text, render, validate, word_count
from mastaba.blocks.allow import validate_only
from mastaba.content.blocks.core.providers import frame_of, host_of
from mastaba.content.blocks.core.type_name import TypeName
from mastaba.content.blocks.declare import add_block
from mastaba.content.blocks.groups import alias
from mastaba.content.blocks.registry import Blocks, DeclaredBlock
from mastaba.content.blocks.within import up_to_date
from mastaba.fields import (
    Choice,
    Group,
    Items,
    JsonValue,
    Reference,
    References,
    Tags,
    Terms,
    Url,
    field,
)
from tests.support.bodies import block, body, text
from tests.unit.blocks.documents import UID, Parsed, documents, json_values, texts

Json = dict[str, Any]


class Line(Group):
    words: str = field(String(40), label="Words")
    link: Url | None = field(label="Link")


class Everything(Group):
    name: str = field(String(20), label="Name")
    kind: Choice = field(label="Kind", choices=("a", "b"), default="a")
    many: int = field(label="Many", ge=1, le=9, default=3)
    tags: Tags = field(label="Tags")
    page: Reference | None = field(label="Page")
    pages: References = field(label="Pages")
    topics: Terms = field(label="Topics", vocabulary="x.topics")
    lines: Items = field(label="Lines", of=Line)
    free: JsonValue | None = field(label="Free")
    type: TypeName | None = field(label="Type")


class Nothing(Group):
    pass


class NoChoice(Group):
    kind: Choice = field(label="Kind")


def declared(name: str, form: type[Group] = Nothing, **options: Any) -> DeclaredBlock:
    return DeclaredBlock(name, form, name.title(), "x/y.jinja2", **options)


def blocks(*more: DeclaredBlock) -> Blocks:
    found = Blocks()
    for one in (
        declared("test.all", Everything),
        declared("test.box", content="block+"),
        declared("test.line", content="inline*"),
        declared("test.row", children=("test.cell", "gone.cell"), at_least=2, at_most=3),
        declared("test.cell", content="block+", inside=("test.row",)),
        declared("test.guest", inside=("test.cell",)),
        *more,
    ):
        found.add(one)
    return found


BLOCKS = blocks()
SCHEMA = BLOCKS.schema
strange = st.fixed_dictionaries(
    {"type": st.sampled_from(["gone.block", "x"])},
    optional={"attrs": json_values, "extra": texts},
)
data = st.fixed_dictionaries(
    {"name": texts},
    optional={
        "kind": st.sampled_from(["a", "b", "c"]),
        "many": st.one_of(st.integers(-1, 12), texts),
        "tags": st.lists(texts, max_size=2),
        "page": st.sampled_from([UID, None, "javascript:alert(1)"]),
        "pages": st.lists(st.just(UID), max_size=2),
        "lines": st.lists(st.fixed_dictionaries({"words": texts}), max_size=2),
        "free": json_values,
        "left_over": texts,
    },
)
leaves = st.builds(lambda given: block("test.all", given), data)


def around(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    some = st.lists(inner, min_size=1, max_size=2)
    cells = st.builds(lambda inside: block("test.cell", {}, *inside), some)
    return st.one_of(
        st.builds(lambda inside: block("test.box", {}, *inside), some),
        st.builds(lambda inside: block("test.row", {}, *inside), st.lists(cells, max_size=4)),
        st.builds(lambda inside: {"type": "blockquote", "content": inside}, some),
    )


anything = st.recursive(st.one_of(leaves, strange, texts.map(text)), around, max_leaves=8)
with_blocks = st.lists(anything, min_size=1, max_size=4).map(lambda content: body(*content))


def valid(doc: Json) -> Json | None:
    try:
        return validate(doc, SCHEMA)
    except BodyError as error:
        assert str(error).endswith(".")
        return None


def unknown(doc: Any) -> list[Json]:
    """Every block nobody knows, in order; what is inside one is its own affair."""
    if doc.get("type") in ("gone.block", "x"):
        return [doc]
    return [found for child in doc.get("content", ()) for found in unknown(child)]


def drawn(hole: Any, content: Any) -> Any:
    """A template as careless as one can be that escapes: it shows every value."""
    from markupsafe import Markup

    return Markup("<div>{}{}</div>").format(repr(hole.values), content)


@given(with_blocks)
def test_validating_again_changes_nothing_and_absent_blocks_stay_word_for_word(doc: Json) -> None:
    before = copy.deepcopy(doc)
    once = valid(doc)
    assert doc == before
    if once is not None:
        assert validate(copy.deepcopy(once), SCHEMA) == once
        assert unknown(once) == unknown(doc)
        assert up_to_date(once, BLOCKS) == once


@given(with_blocks)
def test_whatever_is_stored_is_drawn_and_never_as_script(doc: Json) -> None:
    """Also what an older version let through: nothing here was validated."""
    for given_doc in (valid(doc), doc):
        if given_doc is None:
            continue
        rendered = render(given_doc, SCHEMA)
        html = rendered.html({UID: "/x"}, drawn)
        tags = {tag for tag, _ in Parsed(html).tags}
        assert tags <= {"div", "p", "blockquote", "a"}
        assert rendered.words == word_count(given_doc, SCHEMA) and excerpt(given_doc) is not None


@given(json_values)
def test_attributes_of_any_kind_are_data_or_a_body_error(value: object) -> None:
    for name in ("test.all", "test.box", "test.row"):
        for attrs in (value, {"data": value}, {"version": value, "data": {"name": "x"}}):
            node = {"type": name, "attrs": attrs, "content": [text("x")]}
            found = valid(body(node))
            if found is not None:
                assert validate(found, SCHEMA) == found
            if isinstance(attrs, dict):
                assert render(body(node), SCHEMA).html({}) is not None


@given(documents)
def test_a_text_without_blocks_is_the_same_under_any_schema(doc: Json) -> None:
    once = validate(doc)
    assert validate(once, SCHEMA) == once
    assert render(once, SCHEMA).html({UID: "/x"}) == render(once).html({UID: "/x"})


def test_what_data_refers_to_stands_beside_it() -> None:
    other = UID.replace("0190", "0191")
    given_data = {"name": "N", "page": UID, "topics": [other], "tags": ["red"]}
    doc = validate(body(block("test.box", {}, block("test.all", given_data))), SCHEMA)
    attrs = doc["content"][0]["content"][0]["attrs"]
    assert (attrs["version"], attrs["refs"], attrs["terms"]) == (1, [UID], [other])
    assert links(doc) == {UID, other}
    assert plain_text(doc, SCHEMA) == "N\nred"
    assert plain_text(doc) == ""


@pytest.mark.parametrize(
    ("node", "sentence"),
    [
        (block("test.all", {}), "“Test.All”, Name: This is needed"),
        (block("test.all", {"name": "x", "many": 10}), "“Test.All”, Many: "),
        (block("test.all", {"name": "x", "lines": [{}]}), "“Test.All”, Lines: This is needed"),
        (block("test.row", {}, block("test.cell", {}, text("x"))), "has nothing in it"),
        (block("test.row", {}, *[block("test.cell", {}, text("x"))] * 4), "may not hold"),
        (block("test.cell", {}, text("x")), "may not hold “Test.Cell” at that place"),
        (block("test.box", {}, block("test.guest")), "may not hold “Test.Guest”"),
        (block("test.box"), "“Test.Box” has nothing in it"),
    ],
)
def test_what_is_wrong_is_said_by_block_and_field(node: Json, sentence: str) -> None:
    with pytest.raises(BodyError, match=sentence):
        validate(body(text("One"), node), SCHEMA)


@pytest.mark.parametrize(
    ("options", "few", "many"),
    [
        ({"content": "block*"}, 0, 9),
        ({"content": "inline*"}, 0, 0),
        ({"children": ("test.box",), "at_least": 0}, 0, 9),
        ({"children": ("test.box",), "at_least": 0, "at_most": 2}, 0, 2),
        ({"children": ("gone.any",), "at_least": 2}, None, None),
    ],
)
def test_how_many_stand_inside(options: dict[str, Any], few: int | None, many: int | None) -> None:
    schema = blocks(declared("test.some", **options)).schema
    inner = block("test.box", {}, text("x"))
    fits = []
    for number in range(10):
        node = block("test.some", {}, *[inner] * number)
        try:
            validate(body(node), schema)
        except BodyError:
            continue
        fits.append(number)
    assert fits == ([] if few is None or many is None else list(range(few, many + 1)))


def test_a_guest_and_an_absent_child_have_their_places() -> None:
    cell = block("test.cell", {}, text("x"), block("test.guest"))
    row = block("test.row", {}, cell, {"type": "gone.cell"})
    assert len(validate(body(row), SCHEMA)["content"][0]["content"]) == 2


@pytest.mark.parametrize(
    ("allow", "refused"),
    [
        (("core.*",), "“Test.Box”"),
        (("test.*",), "a heading"),
        (("core.*", "test.*"), ""),
        (("heading", "test.box"), "“Test.Row”"),
        (("heading", "test.box", "test.row", "test.all"), ""),
    ],
)
def test_a_field_may_allow_some(allow: tuple[str, ...], refused: str) -> None:
    heading = {"type": "heading", "attrs": {"level": 2}, "content": text("H")["content"]}
    row = block("test.row", {}, *[block("test.cell", {}, text("x"))] * 2)
    doc = body(text("x"), heading, block("test.box", {}, text("x")), row, {"type": "gone.block"})
    if refused:
        with pytest.raises(BodyError, match=f"{refused} has no place here"):
            validate_only(allow, doc, SCHEMA)
    else:
        assert len(validate_only(allow, doc, SCHEMA)["content"]) == 5


def test_data_is_brought_up_step_by_step_and_what_fails_is_no_longer_known() -> None:
    def second(old: Json) -> Json:
        return {"name": old["title"]}

    def third(old: Json) -> Json:
        return {**old, "many": old["name"] and 4}

    found = blocks(declared("test.all", Everything, version=3, upgrades={1: second, 2: third}))
    old = block("test.all", {"title": "T"}, version=1, uid=UID)
    new = validate(body(old), found.schema)["content"][0]["attrs"]
    assert (new["version"], new["data"]["name"], new["data"]["many"]) == (3, "T", 4)
    shown = up_to_date(body({"type": "blockquote", "content": [old]}), found)
    assert shown["content"][0]["content"][0]["attrs"]["data"] == {"name": "T", "many": 4}
    broken = block("test.all", {"other": 1}, version=1)
    assert render(body(broken, text("x")), found.schema).html({}) == "<p>x</p>"
    assert up_to_date(body(broken), found) == body(broken)
    with pytest.raises(BodyError, match="cannot be brought to version 3"):
        validate(body(broken), found.schema)


def test_what_no_longer_fits_is_as_if_it_had_not_been_said() -> None:
    wrong = block("test.all", {"name": "x" * 99, "kind": "z", "many": 5, "pages": ["no"]})
    seen: list[Any] = []
    render(body(wrong), SCHEMA).html({}, lambda hole, content: seen.append(hole.values) or content)
    values = seen[0]
    assert (values.name, values["kind"], values.many, values.pages) == ("", "a", 5, [])
    with pytest.raises(AttributeError, match="no field 'nothing'"):
        _ = values.nothing


@given(st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,4}\.[a-z][a-z0-9_]{0,4}", fullmatch=True)))
def test_names_with_dots_never_meet_in_an_expression(names: list[str]) -> None:
    assert len({alias(name) for name in names}) == len(set(names))
    assert all(alias(name).isidentifier() for name in names)


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("Upcoming", {}, "its name must be <plugin>.<name>"),
        ("event.x", {"renderer": "x.pt"}, "is no template"),
        ("event.x", {"content": "block+", "children": ("a.b",)}, "both content and children"),
        ("event.x", {"at_least": 3, "at_most": 2}, "leave nothing"),
        ("event.x", {"version": 3, "upgrades": {1: dict}}, r"needs upgrades \[1, 2\]; found"),
        ("event.x", {"form": dict}, "must be a subclass of Group; found <class 'dict'>"),
        ("event.x", {"form": NoChoice}, "offers no choices"),
    ],
)
def test_a_wrong_declaration_stops_the_start(
    name: str, options: dict[str, Any], sentence: str
) -> None:
    config = Configurator()
    given_options = {"form": Nothing, "title": "X", "renderer": "x/y.jinja2", **options}
    form = given_options.pop("form")
    with pytest.raises(ConfigurationError, match=sentence):
        add_block(config, name, form, **given_options)


def test_two_claimants_of_one_name_are_a_conflict() -> None:
    config = Configurator()
    config.registry[Blocks] = Blocks()
    for _claimant in range(2):
        add_block(config, "a.b", Nothing, title="X", renderer="x.jinja2")
    with pytest.raises(ConfigurationConflictError, match=r"a\.b"):
        config.commit()


@pytest.mark.parametrize(
    ("url", "src"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m2s", "/embed/dQw4w9WgXcQ?start=62"),
        ("https://youtu.be/dQw4w9WgXcQ?t=9", "/embed/dQw4w9WgXcQ?start=9"),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", "/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/123456789/abcdef1234", "/video/123456789?dnt=1&h=abcdef1234"),
        ("https://www.openstreetmap.org/#map=3/0/0", "/export/embed.html?bbox=-45.00000%2C-22"),
        ("https://youtube.com/@somebody", ""),
        ('https://youtube.com/watch?v="><script>', ""),
        ("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", ""),
        ("https://evil.example/https://youtu.be/dQw4w9WgXcQ", ""),
        ("https://vimeo.com/about", ""),
        ("https://www.openstreetmap.org/#map=x", ""),
        ("https://[broken", ""),
    ],
)
def test_only_known_addresses_become_frames(url: str, src: str) -> None:
    frame = frame_of(url)
    assert (frame is not None and src in frame.src) if src else frame is None
    assert host_of(url)
