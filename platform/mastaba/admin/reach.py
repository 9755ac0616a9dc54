"""What a change of some pages reaches: how many below, how many that visitors see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_

from mastaba.admin.listing import listed
from mastaba.admin.states import shown
from mastaba.content.operations.bulk import topmost
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY
from mastaba.tree.rights import in_subtree

MOST_BRANCHES = 200  # a statement that names more ranges costs more than its answer is worth
COUNTED = 20_001


@dataclass(frozen=True)
class Reach:
    """Pages below the chosen ones, and public pages among all of them; counted up to 20,001.

    Both count what this person may see. `known` is False for a selection too wide to count.
    """

    below: int = 0
    public: int = 0
    known: bool = True


def reach_below(request: Any, rows: Sequence[Any]) -> Reach:
    """With everything below: two statements."""
    tops = topmost(rows)
    if not tops:
        return Reach()
    if len(tops) > MOST_BRANCHES:
        return Reach(known=False)
    ranges = or_(*(in_subtree(request.site.id, row.tree, row.path) for row in tops))
    everything = listed(request).filter(ranges).count(COUNTED)
    return Reach(everything - len(tops), _public(request, rows, ranges))


def reach_of_each(request: Any, rows: Sequence[Any]) -> Reach:
    """The chosen pages alone: one statement."""
    return Reach(0, _public(request, rows, Node.id.in_([row.id for row in rows])))


def _public(request: Any, rows: Sequence[Any], chosen: Any) -> int:
    """How many visitors see at an address of theirs: none of the library."""
    if rows and rows[0].tree == LIBRARY:
        return 0
    return listed(request).filter(chosen, shown(request.now)).count(COUNTED)
