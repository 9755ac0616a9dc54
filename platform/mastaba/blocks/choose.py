"""One document of two: for each block the one, the other, or both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mastaba.blocks.align import Pair, aligned, bare, uid_of
from mastaba.blocks.walk import children
from mastaba.db.uuid7 import uuid7

Json = dict[str, Any]
THEIRS, MINE, BOTH = "theirs", "mine", "both"
CHOICES = (THEIRS, MINE, BOTH)


def chosen(theirs: Json, mine: Json, choose: Callable[[Pair], str]) -> Json:
    """A document in the order of `mine`; `choose` is asked for each block that differs."""
    found: list[Json] = []
    for pair in aligned(theirs, mine):
        choice = MINE if pair.kind == "same" else choose(pair)
        if choice in (THEIRS, BOTH) and pair.old is not None:
            found.append(pair.old)
        if choice in (MINE, BOTH) and pair.new is not None:
            found.append(_named_anew(pair.new) if _twice(pair, choice) else pair.new)
    return {**mine, "content": found}


def suggested(pair: Pair, base: Mapping[str, Json] | None) -> str:
    """What loses nothing: who alone changed a block since `base` wins; of two changes, both.

    `base` has the blocks by uid that both began with; None when that is not known.
    """
    if base is None:
        return BOTH
    theirs_changed, mine_changed = (_differs(block, pair, base) for block in (pair.old, pair.new))
    if theirs_changed and mine_changed:
        return BOTH
    return THEIRS if theirs_changed else MINE


def by_uid(document: Json) -> dict[str, Json]:
    """The top-level blocks by their uids."""
    return {uid_of(block): block for block in children(document) if uid_of(block)}


def take(now: Json, then: Json, key: str) -> Json:
    """`now`, with the one block called `key` as it was in `then`; gone if it was not there."""
    return chosen(then, now, lambda pair: _for(pair, key))


def _for(pair: Pair, key: str) -> str:
    if pair.key == key:
        return THEIRS
    return MINE


def _differs(block: Json | None, pair: Pair, base: Mapping[str, Json]) -> bool:
    """Whether one side is not what both began with: changed, deleted or added there."""
    uids = (uid_of(side) for side in (pair.old, pair.new) if side is not None)
    known = next((base[uid] for uid in uids if uid in base), None)
    if block is None or known is None:
        return (block is None) != (known is None)
    return bare(block) != bare(known)


def _twice(pair: Pair, choice: str) -> bool:
    return choice == BOTH and pair.old is not None and uid_of(pair.old) == pair.key


def _named_anew(block: Json) -> Json:
    return {**block, "attrs": {**block.get("attrs", {}), "uid": uuid7()}}
