"""Which file becomes what, and where it goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba.api import files_below
from mastaba_pages.importing.addresses import Addresses
from mastaba_pages.importing.files import File, SourceError, read_file
from mastaba_pages.importing.front_matter import split
from mastaba_pages.importing.meta import Meta
from mastaba_pages.importing.tree import Page, Place, build, first_heading, humanised


def page(key: str, text: str = "") -> Page:
    values, rest = split(text)
    return Page(File(key, text), Meta(values, text), rest)


def outline(place: Place) -> list[tuple[str, str, str]]:
    """(parent's key, slug, kind) of everything below."""
    return [(parent.key if parent else "", p.slug, p.kind) for parent, p in place.walk()]


def test_folders_become_sections_and_bundles_pages() -> None:
    root = build(
        [
            page("_index.md"),
            page("a.md"),
            page("news/_index.md"),
            page("news/first.md"),
            page("news/bundle/index.md"),
            page("plain/deep/x.md"),
        ]
    )
    assert (root.kind, root.key) == ("section", "_index.md")
    assert outline(root) == [
        ("_index.md", "a", "page"),
        ("_index.md", "news", "section"),
        ("news/_index.md", "bundle", "page"),
        ("news/_index.md", "first", "page"),
        ("_index.md", "plain", "folder"),
        ("plain/", "deep", "folder"),
        ("plain/deep/", "x", "page"),
    ]


def test_an_index_with_pages_beside_it_is_a_section() -> None:
    root = build([page("a/index.md"), page("a/b.md")])
    assert outline(root) == [("", "a", "section"), ("a/index.md", "b", "page")]


def test_a_second_index_becomes_a_page() -> None:
    root = build([page("a/_index.md"), page("a/index.md")])
    assert outline(root) == [("", "a", "section"), ("a/_index.md", "index", "page")]


def test_children_are_ordered_by_weight_then_date_then_title() -> None:
    root = build(
        [
            page("b.md", "---\ntitle: B\n---"),
            page("a.md", "---\ntitle: a\n---"),
            page("old.md", "---\ndate: 2020-01-01\n---"),
            page("new.md", "---\ndate: 2026-01-01\n---"),
            page("last.md", "---\nweight: 20\n---"),
            page("first.md", "---\nweight: 10\n---"),
            page("zz/x.md"),
        ]
    )
    assert [place.slug for place in root.children] == [
        "first", "last", "new", "old", "a", "b", "zz",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "text", "slug"),
    [
        ("A b.md", "", "a-b"),
        ("2026-01-02-post.md", "", "post"),
        ("_private.md", "", "private"),
        ("x.md", "---\nslug: own\n---", "own"),
        ("x.md", "---\nurl: /a/b.html\n---", "b"),
        ("%%%.md", "", "page"),
        ("été.md", "", "été"),
    ],
)
def test_slugs(key: str, text: str, slug: str) -> None:
    assert build([page(key, text)]).children[0].slug == slug


def test_equal_slugs_get_numbers() -> None:
    root = build([page("a.md"), page("A b.md"), page("A-b.md"), page("x.md", "---\nslug: A\n---")])
    assert sorted(place.slug for place in root.children) == ["A-2", "a", "a-b", "a-b-2"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Own\n---\n# Other", "Own"),
        ("# The *first* `one` #\n\n# Second", "The first one"),
        ("intro\n\n## Second level", "Second level"),
        ("Under\n=====\n", "Under"),
        ("```\n# comment\n```\n\n~~~\n```\n# no\n~~~\n# Yes", "Yes"),
        ("### Third only", "File name"),
        ("# ", "File name"),
        ("", "File name"),
        ("---\ntitle: " + "long " * 100 + "\n---", "long " * 58 + "long…"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert build([page("file-name.md", text)]).children[0].title == title


def test_names_as_titles() -> None:
    assert humanised("2026-01-02-my_first-post") == "My first post"
    assert humanised("--") == "Untitled"
    assert first_heading("a\n===\n") == "a"


class TestAddresses:
    """From an address in a text to a file."""

    @staticmethod
    def index() -> Addresses:
        found = Addresses()
        for key in ("_index.md", "en/docs/_index.md", "en/docs/Time.md", "en/b/index.md", "c.md"):
            found.add(key, ["/old/place.html"] if key == "c.md" else [])
        return found

    @pytest.mark.parametrize(
        ("href", "origin", "key"),
        [
            ("Time.md", "en/docs/_index.md", "en/docs/Time.md"),
            ("./Time.md#x", "en/docs/_index.md", "en/docs/Time.md"),
            ("../docs/time/", "en/b/index.md", "en/docs/Time.md"),
            ("../Time/", "en/docs/other.md", "en/docs/Time.md"),
            ("@/en/docs/Time.md", "c.md", "en/docs/Time.md"),
            ("/docs/time/", "c.md", "en/docs/Time.md"),
            ("/docs/", "c.md", "en/docs/_index.md"),
            ("/en/b", "c.md", "en/b/index.md"),
            ("docs/time", "en/b/index.md", "en/docs/Time.md"),
            ("/OLD/place/", "en/b/index.md", "c.md"),
            ("/", "c.md", "_index.md"),
            ("../../..", "en/b/index.md", "_index.md"),
            ("c%2Emd?x=1", "d.md", "c.md"),
        ],
    )
    def test_found(self, href: str, origin: str, key: str) -> None:
        found = self.index().find(href, origin)
        assert found is not None
        assert found[0] == key

    @pytest.mark.parametrize(
        "href", ["https://e.org/c.md", "//e.org/c.md", "#x", "?x", "", "gone.md", "//[", "g"]
    )
    def test_not_found(self, href: str) -> None:
        assert self.index().find(href, "en/docs/_index.md") is None

    def test_the_fragment_comes_along(self) -> None:
        assert self.index().find("c.md#a%20b", "d.md") == ("c.md", "a b")

    @given(st.text(max_size=30), st.text("ab/.", max_size=10))
    def test_any_address_is_found_or_not(self, href: str, origin: str) -> None:
        found = self.index().find(href, origin)
        assert found is None or found[0].endswith(".md")


def test_files_are_walked_in_order_without_hidden_ones_and_links_out(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / ".git").mkdir(parents=True)
    (root / "b").mkdir()
    for name in (".git/x.md", "b/y.md", "a.md"):
        (root / name).write_text("x")
    (tmp_path / "secret.md").write_text("s")
    (root / "c.md").symlink_to(tmp_path / "secret.md")
    assert [path.relative_to(root).as_posix() for path in files_below(root)] == ["a.md", "b/y.md"]


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"one\ntwo \xff")
    with pytest.raises(SourceError, match="byte 0xff is not UTF-8") as caught:
        read_file(tmp_path, path)
    assert caught.value.line == 2


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"x" * 5_000_001)
    with pytest.raises(SourceError, match="5000001 bytes; at most 5000000"):
        read_file(tmp_path, path)


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a\udcff.md"
    with pytest.raises(SourceError, match="its name is not UTF-8"):
        read_file(tmp_path, path)


def test_marks_and_line_ends_of_other_systems_vanish(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\rc")
    assert read_file(tmp_path, path).text == "a\nb\nc"
