"""Plant a synthetic tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from mastaba.cli.seeding.shape import levels, parent_of
from mastaba.cli.seeding.values import data_for
from mastaba.content.bulk import BATCH, Bed, Sprout
from mastaba.content.models import Content
from mastaba.content.operations import create, publish
from mastaba.content.types import ContentTypes
from mastaba.tree.models import Node
from mastaba.tree.publication import LIVE
from mastaba.tree.slugs import slugify

Progress = Callable[[int], None]


class NoTypesError(Exception):
    """No plugin declares a type of content that could be planted."""


def grow(
    request: Any, parent: Node, *, pages: int, depth: int, seed: int, progress: Progress
) -> list[str]:
    """Plant `pages` published pages on `depth` levels below `parent`; the paths of all of them.

    The first one is a fresh child of `parent` and holds the others. `progress` is told how many
    were just planted. Raises `ValueError` when pages and levels do not fit together.
    """
    if pages < depth or (depth == 1 and pages > 1):
        raise ValueError(
            f"{pages} pages cannot make {depth} levels: the first level has one page, each other "
            "at least one."
        )
    random = Random(seed)  # noqa: S311 - made-up text, not a secret
    inner, leaves = _types(request)
    top = _top(request, parent, inner, random)
    progress(1)
    bed, paths = Bed(request, top), [top.path]
    above: Sequence[Sprout | None] = [None]
    sizes = levels(pages - 1, depth - 1) if depth > 1 else []
    for number, size in enumerate(sizes):
        models = leaves if number == len(sizes) - 1 else (inner,)
        planted = _level(bed, above, size, models, random, progress)
        paths += [sprout.path for sprout in planted]
        above = planted
    bed.finish()
    return paths


def _types(request: Any) -> tuple[type[Content], Sequence[type[Content]]]:
    """The type that holds others, and the types that pages without children may have."""
    known = request.registry[ContentTypes].by_name.values()
    declared = [t for t in known if t.tree == LIVE]
    holders = [t for t in declared if t.children is None]
    if not holders:
        raise NoTypesError("No enabled plugin has a type of content that can hold others.")
    return holders[-1].model, [t.model for t in declared if holders[-1].accepts(t.name)]


def _top(request: Any, parent: Node, model: type[Content], random: Random) -> Content:
    top = create(request, parent, model, data_for(model, random))
    publish(request, top)
    return top


def _level(
    bed: Bed,
    above: Sequence[Sprout | None],
    size: int,
    models: Sequence[type[Content]],
    random: Random,
    progress: Progress,
) -> list[Sprout]:
    sprouts: list[Sprout] = []
    for index in range(size):
        parent = above[parent_of(index, size, len(above))]
        sprouts.append(_sprout(parent, index, random.choice(models), random))
        if len(sprouts) % BATCH == 0 or index == size - 1:
            fresh = sprouts[-(len(sprouts) % BATCH or BATCH) :]
            bed.plant(fresh)
            progress(len(fresh))
    return sprouts


def _sprout(parent: Any, index: int, model: type[Content], random: Random) -> Sprout:
    data = data_for(model, random)
    return Sprout(model, f"{slugify(data['title'])}-{index}", data, parent)
