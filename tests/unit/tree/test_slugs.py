"""Slugs: made from any title, and refused with a reason."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba.tree.slugs import RESERVED, SlugError, check_slug, slugify


@given(st.text())
def test_every_title_gives_a_slug_that_can_be_used_below_a_section(title: str) -> None:
    slug = slugify(title)
    assert check_slug(slug, at_root=False) == slug
    assert unicodedata.is_normalized("NFC", slug)


@given(st.text())
def test_a_slug_made_twice_is_the_same(title: str) -> None:
    assert slugify(slugify(title)) == slugify(title)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Opening hours & prices", "opening-hours-prices"),
        ("Größe", "grösse"),
        ("日本語 のページ", "日本語-のページ"),
        ("مرحبا بالعالم", "مرحبا-بالعالم"),
        ("Release 1.0", "release-1.0"),
        ("हिन्दी में", "हिन्दी-में"),
        ("ภาษาไทย", "ภาษาไทย"),
        ("I ❤️ tombs", "i-tombs"),
        ("snake_case", "snake-case"),
        ("--- ... ---", "untitled"),
        ("", "untitled"),
    ],
)
def test_slugs_of_titles(title: str, slug: str) -> None:
    assert slugify(title) == slug


@pytest.mark.parametrize(
    ("slug", "reason"),
    [
        ("", "at least one letter"),
        ("@@edit", "cannot start"),
        ("_x", "cannot start"),
        (".well-known", "cannot start"),
        ("-", "cannot start"),
        ("a/b", "cannot contain"),
        ("a b", "cannot contain"),
        ("a\x00b", "cannot contain"),
        ("a\u202eb", "cannot contain"),
        ("a\u200bb", "invisible"),
        ("a\u00adb", "invisible"),
        ("..", "cannot start"),
        ("x" * 201, "at most 200"),
    ],
)
def test_case_156_slugs_that_cannot_be_addresses_are_refused(slug: str, reason: str) -> None:
    with pytest.raises(SlugError, match=reason):
        check_slug(slug, at_root=False)


@pytest.mark.parametrize("slug", sorted(RESERVED - {"-", ".well-known"}))
def test_case_156_names_of_the_system_are_refused_at_the_root_only(slug: str) -> None:
    assert check_slug(slug, at_root=False) == slug
    with pytest.raises(SlugError, match="address of the system"):
        check_slug(slug.upper() if slug.isalpha() else slug, at_root=True)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("cafe\u0301", "caf\u00e9"), ("News", "news"), ("\uff2e\uff11", "n1"), (" x ", "x")],
)
def test_case_155_slugs_are_stored_in_one_normal_form(typed: str, slug: str) -> None:
    assert check_slug(typed, at_root=False) == slug


@given(st.text())
def test_case_155_the_normal_form_of_a_slug_is_its_own(text: str) -> None:
    try:
        slug = check_slug(text, at_root=False)
    except SlugError:
        return
    assert check_slug(slug, at_root=False) == slug


def test_case_156_names_of_views_are_refused_by_name() -> None:
    with pytest.raises(SlugError, match="“feed” is an address of the system"):
        check_slug("Feed", at_root=False, views={"feed"})
