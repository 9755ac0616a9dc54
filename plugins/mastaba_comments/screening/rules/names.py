"""Names that are no names."""

from __future__ import annotations

import re

from mastaba_comments.screening.evidence import Evidence, Finding

ADDRESS = re.compile(
    r"https?:|www\.|@[\w-]+\.|\w\.(?:com|net|org|info|biz|shop|store|xyz|top|io|ru|cn)\b",
    re.IGNORECASE,
)


def name_is_address(evidence: Evidence) -> Finding | None:
    """The name is the address of a site or of a mailbox."""
    if not ADDRESS.search(evidence.draft.name or ""):
        return None
    return Finding("name_is_address", 60, "The name is an address.")
