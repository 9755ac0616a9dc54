"""Whether a move shows pages to more people than before: asked before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mastaba.admin.rights_words import widening_words
from mastaba.content.audience import audience_change
from mastaba.tree.locate import find
from mastaba.tree.models import Node

ASKED = 20  # pages that differ in their rights; those of one list seldom do


def widening_of_move(request: Any, moving: Sequence[Any], target: Node) -> str:
    """A warning for the first page whose audience widens below `target`; else nothing.

    One page stands for all that have their rights from the same place.
    """
    by_rights = {row.acl_id: row for row in moving}
    for row in list(by_rights.values())[:ASKED]:
        node = find(request, row.uid, tree=row.tree)
        if node is None:
            continue
        warning = widening_words(request, audience_change(request, node, target))
        if warning:
            return warning if len(moving) == 1 else f"“{node.title}”: {warning}"
    return ""
