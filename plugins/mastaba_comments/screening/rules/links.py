"""Links: what most spam is for."""

from __future__ import annotations

import re

from mastaba_comments.screening.evidence import Evidence, Finding, plural

EACH, MOST, FIRST = 15, 45, 15  # with `link_codes` less than spam: people show what they know
SHARE = 0.4
MANY = 5  # links that nobody's first comment needs
CODES = re.compile(r"\[(?:url|link)(?:=|\]\s?(?:https?:|www\.))|<a\s[^>]{0,20}href", re.IGNORECASE)


def many_links(evidence: Evidence) -> Finding | None:
    """More links than usual; many of them in a first comment count more."""
    number, usual = len(evidence.links), evidence.settings.links
    if number <= usual:
        return None
    new = number >= max(MANY, usual + 1) and not evidence.standing.shown
    points = min(EACH * (number - usual), MOST) + FIRST * new
    first = ", in a first comment" if new else ""
    return Finding("many_links", points, f"{plural(number, 'link', 'links')}{first}.")


def mostly_links(evidence: Evidence) -> Finding | None:
    """Hardly a word around the links."""
    text = "".join(evidence.draft.text.split())
    if not evidence.links or sum(map(len, evidence.links)) < SHARE * len(text):
        return None
    return Finding("mostly_links", 40, "Much of it is links.")


def link_codes(evidence: Evidence) -> Finding | None:
    """Links in codes of other systems, as programs send them everywhere."""
    if not CODES.search(evidence.draft.text):
        return None
    return Finding("link_codes", 35, "Links written as [url] or <a href>, as programs do.")
