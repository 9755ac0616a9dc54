"""Pages elsewhere that link to what is about to go away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mastaba.admin.listing import Row, rows_of
from mastaba.content.usage import SHOWN, links_into

AFTER = "While this is away, visitors see the words of the link without the link."


@dataclass(frozen=True)
class Linking:
    """Public pages that link here from outside, as far as one may see them; `more` than these."""

    rows: Sequence[Row]
    more: bool

    @property
    def sentence(self) -> str:
        """What becomes of their links; empty where there are none."""
        count = len(self.rows)
        if not count:
            return ""
        if count == 1:
            return f"One public page links here. {AFTER}"
        many = f"More than {count}" if self.more else str(count)
        return f"{many} public pages link here. {AFTER}"


def linking_to(request: Any, rows: Sequence[Any]) -> Linking:
    """What links to these nodes or below them; two statements."""
    found = links_into(request, rows)
    return Linking(rows_of(request, found[:SHOWN]), len(found) > SHOWN)
