"""Pages elsewhere that link to what is about to go away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mastaba.admin.listing import Row, rows_of
from mastaba.content.usage import SHOWN, links_into
from mastaba.tree.publication import LIBRARY

AFTER = "Without it, visitors see the words of the link, but no link."
WITHOUT = "Visitors see them without it."


@dataclass(frozen=True)
class Linking:
    """Public pages that link here from outside, as far as one may see them; `more` than these.

    What lies in the library is used rather than linked to.
    """

    rows: Sequence[Row]
    more: bool
    used: bool = False

    @property
    def sentence(self) -> str:
        """What becomes of their links; empty where there are none."""
        count = len(self.rows)
        if not count:
            return ""
        verb, then = ("use", WITHOUT) if self.used else ("link", AFTER)
        object_ = "this" if self.used else "here"
        if count == 1:
            return f"One public page {verb}s {object_}. {then}"
        many = f"More than {count}" if self.more else str(count)
        return f"{many} public pages {verb} {object_}. {then}"


def linking_to(request: Any, rows: Sequence[Any]) -> Linking:
    """What links to these nodes or below them; two statements."""
    found = links_into(request, rows)
    used = any(row.tree == LIBRARY for row in rows)
    return Linking(rows_of(request, found[:SHOWN]), len(found) > SHOWN, used)
