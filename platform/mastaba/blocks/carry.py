"""Keep the names of blocks over a conversion: what did not change is still the same block.

A document made from Markdown or HTML has fresh uids. Before it replaces an older one of the same
source, blocks with the same words and form take over the uids they had, in their order.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from typing import Any

Json = dict[str, Any]


def carry_uids(old: Json, new: Json) -> Json:
    """A copy of `new` whose top-level blocks have the uids of their equals in `old`."""
    known: dict[str, deque[str]] = defaultdict(deque)
    for block in old.get("content", ()):
        if uid := block.get("attrs", {}).get("uid"):
            known[_words(block)].append(uid)
    return {**new, "content": [_named(block, known) for block in new.get("content", ())]}


def _named(block: Json, known: dict[str, deque[str]]) -> Json:
    uids = known.get(_words(block))
    if not uids or "uid" not in block.get("attrs", {}):
        return block
    return {**block, "attrs": {**block["attrs"], "uid": uids.popleft()}}


def _words(block: Json) -> str:
    """Everything about a block but its uid."""
    attrs = {name: value for name, value in block.get("attrs", {}).items() if name != "uid"}
    return json.dumps({**block, "attrs": attrs}, sort_keys=True)
