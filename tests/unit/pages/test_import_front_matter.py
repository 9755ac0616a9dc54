"""What the head of a Markdown file says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba_pages.importing.files import SourceError
from mastaba_pages.importing.front_matter import split
from mastaba_pages.importing.meta import Meta, cut, dated, instant


def meta(**values: Any) -> Meta:
    return Meta(values, "\n".join(f"{key}: {value}" for key, value in values.items()))


def questions(found: Meta) -> list[Any]:
    return [
        found.title(), found.summary(), found.slug(), found.addresses(), found.draft(),
        found.published(), found.expires(), found.tags(), found.order(), found.in_menu(),
        found.newest_first(),
    ]  # fmt: skip


def test_yaml_and_toml() -> None:
    assert split("---\ntitle: A\ntags: [x, y]\n---\n\ntext") == (
        {"title": "A", "tags": ["x", "y"]},
        "text",
    )
    assert split('+++ \ntitle = "A"\n[extra]\nb = 1\n+++\ntext') == (
        {"title": "A", "extra": {"b": 1}},
        "text",
    )


@pytest.mark.parametrize("text", ["", "text", "# A\n---\n", "--- x\n---\n", "----\n"])
def test_no_front_matter(text: str) -> None:
    assert split(text) == ({}, text)


def test_an_empty_one() -> None:
    assert split("---\n---\nx") == ({}, "x")
    assert split("---\n\n---\n") == ({}, "")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\ntitle: A\n", 1, "never closed; add a line ---"),
        ("+++\n", 1, "never closed; add a line [+]{3}"),
        ("---\na: 1\nb: [\n---\n", 4, "YAML: expected the node content"),
        ("---\na: 1\n\tb: 2\n---\n", 3, "YAML: found character"),
        ("---\n- a\n---\n", 2, "found list, expected lines like `title: ...`"),
        ("---\ntext\n---\n", 2, "found str"),
        ("---\ndate: 2026-13-45\n---\n", 1, "YAML: month must be in 1..12"),
        ("---\na: !!python/object:os.system x\n---\n", 2, "could not determine a constructor"),
        ('+++\na = 1\nb = "\n+++\n', 3, "TOML: Illegal character"),
        ("+++\na = 1\na = 2\n+++\n", 3, "TOML: Cannot overwrite a value"),
        (f"---\na: &a x\nb: [{', '.join(['*a'] * 21)}]\n---\n", 1, "21 aliases; at most 20"),
        (f"---\na: {'x' * 200_001}\n---\n", 1, "has 200005 characters; at most 200000"),
        (f"---\na: {'[' * 20_000}\n---\n", 1, "YAML: maximum recursion depth"),
    ],
)
def test_bad_front_matter_names_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        split(text)
    assert caught.value.line == line
    assert caught.value.reason == "bad front matter"


def test_many_stars_that_are_no_aliases() -> None:
    assert split(f"---\na: '{'*' * 30}'\n---\n")[0] == {"a": "*" * 30}
    with pytest.raises(SourceError):
        split(f"---\na: '{'*' * 30}\n---\n")


def test_the_usual_keys() -> None:
    found = meta(
        title="A `code`  title",
        description="It is **bold** and [linked](x).",
        date="2026-11-22T10:42:00+02:00",
        expiryDate="2027-01-01",
        draft=True,
        tags=["a", "b", ""],
        categories="c, a",
        taxonomies={"tags": ["d"], "x": 7},
        weight=3,
        slug="s",
        url="/other/place/",
        aliases=["/old.html"],
        menu="main",
        sort_by="date",
    )
    zone = timezone(timedelta(hours=2))
    assert questions(found) == [
        "A code title",
        "It is bold and linked.",
        "s",
        ["/other/place/", "/old.html"],
        True,
        datetime(2026, 11, 22, 10, 42, tzinfo=zone),
        datetime(2027, 1, 1, tzinfo=UTC),
        ["a", "b", "c", "d", "7"],
        3.0,
        True,
        True,
    ]


def test_nothing_said() -> None:
    assert questions(Meta({}, "")) == [
        None, None, None, [], False, None, None, [], float("inf"), None, None,
    ]  # fmt: skip
    assert (
        questions(Meta(dict.fromkeys(["title", "date", "tags", "slug", "expires"]), ""))[0] is None
    )


def test_other_ways_to_say_it() -> None:
    assert meta(state="draft").draft() is True
    assert meta(draft="no").draft() is False
    assert meta(in_menu="yes").in_menu() is True
    assert meta(newest_first=False).newest_first() is False
    assert meta(path="2014/12/12/Title.html").slug() == "Title"
    assert meta(path="2014/12/12/Title").published() == datetime(2014, 12, 12, tzinfo=UTC)
    assert meta(order=True, weight=0, nav_order=2).order() == 2.0
    assert meta(title=1984).title() == "1984"
    assert meta(tags=7).tags() == ["7"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"x": 1, "title": ["a"]}, r"title: found \['a'\], expected text"),
        ({"x": 1, "title": True}, "title: found True, expected text"),
        ({"x": 1, "draft": 7}, "draft: found 7, expected true or false"),
        ({"x": 1, "tags": {"a": 1}}, "tags: found {'a': 1}, expected a list"),
        ({"x": 1, "date": "soon"}, "date: found 'soon', expected a date like 2026-11-22"),
        ({"x": 1, "date": 7}, "expected a date"),
        ({"x": 1, "date": "0001-01-01T00:00:00+14:00"}, "expected a date"),
    ],
)
def test_a_value_of_the_wrong_kind_names_key_value_and_line(
    values: dict[str, Any], words: str
) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        questions(meta(**values))
    assert caught.value.line == 2


def test_a_key_that_cannot_be_found_again_is_on_the_first_line() -> None:
    with pytest.raises(SourceError) as caught:
        Meta({"title": []}, '{"ti\\u0074le": []}').title()
    assert caught.value.line == 1


def test_dates() -> None:
    assert instant(datetime(2026, 1, 1)) == datetime(2026, 1, 1, tzinfo=UTC)
    assert dated("/blog/2014/12/12/x") == datetime(2014, 12, 12, tzinfo=UTC)
    assert dated("/blog/2014/13/12/x") is None
    assert dated("/blog/x") is None


def test_cutting() -> None:
    assert cut("alpha beta", 10) == "alpha beta"
    assert cut("alpha beta gamma", 12) == "alpha beta…"
    assert cut("x" * 20, 10) == "x" * 9 + "…"


def test_many_tags_are_cut() -> None:
    tags = meta(tags=[f"{n}" * 100 for n in range(99)]).tags()
    assert len(tags) == 50
    assert max(map(len, tags)) == 80


_scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9))
_values = st.recursive(
    st.one_of(_scalars, st.datetimes(), st.dates(), st.times()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
_keys = st.sampled_from(
    ["title", "description", "date", "draft", "tags", "slug", "path", "weight", "expires",
     "taxonomies", "aliases", "menu", "in_menu", "sort_by", "categories"]
)  # fmt: skip


@given(st.dictionaries(_keys, _values))
def test_any_values_give_answers_or_a_source_error(values: dict[str, Any]) -> None:
    try:
        questions(Meta(values, ""))
    except SourceError as error:
        assert error.reason == "bad front matter"


@given(st.sampled_from(["---", "+++"]), st.text("a:=[]{}'\"#&*!|>-?,\n\t 0.1\\", max_size=60))
def test_any_front_matter_is_read_or_refused(fence: str, source: str) -> None:
    try:
        values, _ = split(f"{fence}\n{source}\n{fence}\ntext")
    except SourceError as error:
        assert error.line >= 1
    else:
        assert all(isinstance(key, str) for key in values)
