"""The shape of a synthetic tree: how many children on which level."""

from __future__ import annotations


def levels(pages: int, depth: int) -> list[int]:
    """How many pages each level gets, the first level first; the sum is `pages`.

    Levels grow by a constant factor, so that most pages are deep, as on real sites. Raises
    `ValueError` when there are fewer pages than levels or no level at all.
    """
    if depth < 1 or pages < depth:
        raise ValueError(f"{pages} pages cannot make {depth} levels; each level needs a page.")
    factor = _factor(pages, depth)
    sizes = [max(1, round(factor ** (level + 1))) for level in range(depth - 1)]
    while sum(sizes) > pages - 1:
        sizes[sizes.index(max(sizes))] -= 1
    return [*sizes, pages - sum(sizes)]


def _factor(pages: int, depth: int) -> float:
    """The growth from level to level whose levels together hold `pages`, by bisection."""
    low, high = 1.0, float(pages)
    for _ in range(60):
        middle = (low + high) / 2
        total = sum(middle ** (level + 1) for level in range(depth))
        low, high = (middle, high) if total < pages else (low, middle)
    return low


def parent_of(index: int, children: int, parents: int) -> int:
    """Which of `parents` the child `index` of `children` belongs to, evenly."""
    return index * parents // children
