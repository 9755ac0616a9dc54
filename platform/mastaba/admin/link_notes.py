"""What the edit screen says of links that lead nowhere, or to pages that are not public yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mastaba.content.operations.dead_links import LinkProblem, link_problems
from mastaba.tree.models import Node
from mastaba.tree.publication import PUBLISHED

SHOWN = 20


@dataclass(frozen=True)
class LinkNotes:
    """Links of one page that need a look; `live`: visitors read the page already."""

    gone: Sequence[LinkProblem]
    waiting: Sequence[LinkProblem]
    live: bool = False

    @property
    def dead_uids(self) -> str:
        """For the writing surface, which marks these links."""
        return " ".join(dict.fromkeys(link.uid for link in self.gone))

    @property
    def gone_title(self) -> str:
        count = len(self.gone)
        if any(not link.text for link in self.gone):  # chosen, in a field or a block
            things, are = ("One thing", "is") if count == 1 else (f"{count} things", "are")
            return f"{things} that this page shows or leads to {are} not there any more."
        if count == 1:
            return "One link leads to a page that is not there any more."
        return f"{count} links lead to pages that are not there any more."

    @property
    def gone_text(self) -> str:
        shown = "Visitors see the words without the link. " if self.live else ""
        return f"{shown}Choose another one, or take it out, before you publish."

    @property
    def waiting_title(self) -> str:
        if len(self.waiting) == 1:
            return "One link leads to a page that is not public yet."
        return f"{len(self.waiting)} links lead to pages that are not public yet."


def link_notes(request: Any, node: Node, shown: Mapping[str, Any]) -> LinkNotes:
    """For the fields `shown` in the form of `node`; one statement, or none without links."""
    whole = {name: value for name, value in shown.items() if not isinstance(value, str)}
    found = link_problems(request, node, whole)
    gone, waiting = [p for p in found if p.gone], [p for p in found if not p.gone]
    return LinkNotes(gone[:SHOWN], waiting[:SHOWN], node.state == PUBLISHED)
