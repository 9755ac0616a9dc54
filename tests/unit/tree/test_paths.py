"""Path arithmetic, against the plainest oracle: lists of segments."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mastaba.tree import paths
from mastaba.tree.lineage import parent_paths

segments = st.lists(st.text("ab0-.é/".replace("/", ""), min_size=1, max_size=4), max_size=6)


def path_of(parts: list[str]) -> str:
    return "/" + "/".join(parts)


@given(segments)
def test_prefixes_lead_from_the_root_to_the_path(parts: list[str]) -> None:
    expected = [path_of(parts[:end]) for end in range(len(parts) + 1)]
    assert list(paths.prefixes(parts)) == expected
    assert paths.depth(path_of(parts)) == len(parts)


@given(segments)
def test_parent_paths_are_the_proper_prefixes(parts: list[str]) -> None:
    path = path_of(parts)
    if path != paths.ROOT:
        assert [*parent_paths(path), path] == list(paths.prefixes(parts))


@given(segments, segments)
def test_subtree_bounds_hold_exactly_what_lies_below(parts: list[str], others: list[str]) -> None:
    low, high = paths.subtree_bounds(path_of(parts))
    other = path_of(others)
    below = len(others) > len(parts) and others[: len(parts)] == parts
    assert (low <= other < high and other != paths.ROOT) == below
    assert paths.is_within(other, path_of(parts)) == (below or others == parts)


def test_the_limit_counts_bytes() -> None:
    assert not paths.too_long("/" + "é" * 999)
    assert paths.too_long("/" + "é" * 1000)
