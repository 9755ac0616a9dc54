"""Which block of one document is which of another: by uid, else by its words.

Two versions of a page share the uids of their blocks, wherever these were moved. A block that was
written anew in the place of another (an import, a paste) is taken for a changed one when most of
its words are still there.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from mastaba.blocks.text import plain
from mastaba.blocks.walk import children

Json = dict[str, Any]
ALIKE = 0.5  # part of the words that two blocks share to be one that was changed
MOST_TRIED = 60  # strange blocks on each side; beyond, comparing each with each takes too long


@dataclass(frozen=True)
class Pair:
    """A block before and after; None where there is none. `moved`: it changed its place."""

    old: Json | None
    new: Json | None
    moved: bool = False

    @property
    def kind(self) -> str:
        """`same`, `changed`, `added` or `removed`."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        return "same" if bare(self.old) == bare(self.new) else "changed"

    @property
    def key(self) -> str:
        """The uid it is called by; empty for a block without one."""
        return uid_of(self.new or {}) or uid_of(self.old or {})


def aligned(old: Json, new: Json) -> list[Pair]:
    """Every top-level block of both, in the order of `new`; what is gone, where it was."""
    before, after = list(children(old)), list(children(new))
    partner = _partners(before, after)
    moved = _moved([partner[at] for at in range(len(after))])
    pairs = [Pair(_at(before, partner[at]), block, at in moved) for at, block in enumerate(after)]
    return _with_removed(pairs, before, set(partner.values()), partner)


def uid_of(block: Json) -> str:
    """The uid of a block; empty for one without."""
    uid = block.get("attrs", {}).get("uid")
    return uid if isinstance(uid, str) else ""


def bare(block: Json) -> str:
    """Everything about a block but its uid, as text to compare."""
    attrs = {name: value for name, value in block.get("attrs", {}).items() if name != "uid"}
    return json.dumps({**block, "attrs": attrs}, sort_keys=True)


def _at(blocks: Sequence[Json], index: int | None) -> Json | None:
    return None if index is None else blocks[index]


def _partners(before: Sequence[Json], after: Sequence[Json]) -> dict[int, int | None]:
    """Index in `after` -> index in `before`."""
    found: dict[int, int | None] = dict.fromkeys(range(len(after)))
    for name in (uid_of, bare):
        _match(before, after, name, found)
    _match_alike(before, after, found)
    return found


def _match(
    before: Sequence[Json], after: Sequence[Json], name: Any, found: dict[int, int | None]
) -> None:
    free: dict[str, list[int]] = {}
    for index in _free(range(len(before)), found.values()):
        free.setdefault(name(before[index]), []).append(index)
    free.pop("", None)
    for index, block in enumerate(after):
        if found[index] is None and (same := free.get(name(block))):
            found[index] = same.pop(0)


def _match_alike(
    before: Sequence[Json], after: Sequence[Json], found: dict[int, int | None]
) -> None:
    strange = [index for index in range(len(after)) if found[index] is None]
    free = _free(range(len(before)), found.values())
    if len(strange) > MOST_TRIED or len(free) > MOST_TRIED:
        return
    for index in strange:
        alike = [(_likeness(before[at], after[index]), -at) for at in free]
        best, at = max(alike, default=(0.0, 0))
        if best >= ALIKE:
            found[index] = -at
            free.remove(-at)


def _free(indexes: Iterable[int], taken: Iterable[int | None]) -> list[int]:
    used = set(taken)
    return [index for index in indexes if index not in used]


def _likeness(old: Json, new: Json) -> float:
    if old["type"] != new["type"]:
        return 0.0
    words = SequenceMatcher(None, plain(old).split(), plain(new).split(), autojunk=False)
    return words.ratio() if words.real_quick_ratio() >= ALIKE else 0.0


def _moved(partners: Sequence[int | None]) -> set[int]:
    """Those outside the longest run that kept its order (patience sorting)."""
    known = [(at, old) for at, old in enumerate(partners) if old is not None]
    tails: list[int] = []  # the smallest end of a run of each length
    ends: list[int] = []  # index in `known` of that end
    before: list[int] = []
    for place, (_, old) in enumerate(known):
        length = bisect_left(tails, old)
        tails[length : length + 1] = [old]
        ends[length : length + 1] = [place]
        before.append(ends[length - 1] if length else -1)
    kept, place = set(), ends[-1] if ends else -1
    while place >= 0:
        kept.add(known[place][0])
        place = before[place]
    return {at for at, _ in known} - kept


def _with_removed(
    pairs: list[Pair],
    before: Sequence[Json],
    matched: set[int | None],
    partner: dict[int, int | None],
) -> list[Pair]:
    """Each block that is gone goes behind the one that it followed."""
    behind: dict[int | None, list[Pair]] = {}
    last: int | None = None
    for index, block in enumerate(before):
        if index in matched:
            last = index
        else:
            behind.setdefault(last, []).append(Pair(block, None))
    found = behind.get(None, [])
    for at, pair in enumerate(pairs):
        found = [*found, pair, *(behind.get(partner[at], []) if pair.old is not None else ())]
    return found
