"""Links: what most spam is for."""

from __future__ import annotations

import re

from mastaba_comments.screening.evidence import Evidence, Finding, plural

EACH, MOST, FIRST = 15, 60, 50
MANY = 5  # links that nobody's first comment needs
CODES = re.compile(r"\[(?:url|link)[=\]]|<a\s[^>]{0,20}href", re.IGNORECASE)


def many_links(evidence: Evidence) -> Finding | None:
    """More links than usual; many of them in a first comment count much more."""
    number, usual = len(evidence.links), evidence.settings.links
    if number <= usual:
        return None
    new = number >= max(MANY, usual + 1) and not evidence.standing.shown
    points = min(EACH * (number - usual), MOST) + FIRST * new
    first = ", in a first comment" if new else ""
    return Finding("many_links", points, f"{plural(number, 'link', 'links')}{first}.")


def mostly_links(evidence: Evidence) -> Finding | None:
    """Little else than links."""
    text = "".join(evidence.draft.text.split())
    if not evidence.links or sum(map(len, evidence.links)) * 2 < len(text):
        return None
    return Finding("mostly_links", 30, "Most of it is links.")


def link_codes(evidence: Evidence) -> Finding | None:
    """Links in codes of other systems, as programs send them everywhere."""
    if not CODES.search(evidence.draft.text):
        return None
    return Finding("link_codes", 40, "Links written as [url] or <a href>, as programs do.")
