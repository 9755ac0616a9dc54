"""How long a file may be kept before its rights are asked again: usually not at all.

A file keeps its address while its rights, its state and its bytes change, so every use of it asks
again, which costs one statement and no bytes where nothing changed. An admin may trade that for
fewer requests (`mastaba.media.max_age`), but never beyond the instant at which the file is due to
change or to go.
"""

from __future__ import annotations

from typing import Any

from mastaba.api import Section, seen_by_everybody, setting, settings_of

AGAIN = "no-cache"  # kept, and asked about each time
OWN = "private, no-cache"  # the same, in the browser of one person only
ONCE = "private, no-store"  # not kept at all


class ServingSettings(Section, prefix="mastaba.media.serving"):
    """How files of the library are sent."""

    max_age: int = setting(
        0,
        help="Seconds for which browsers and proxies may show a public file without asking again. "
        "As long, a file that was hidden or replaced may still be seen. 0 = ask each time.",
        ge=0,
        le=31_536_000,
    )


def is_for_all(request: Any, item: Any) -> bool:
    """Whether visitors may see it here, so that caches may share it; the requester does see it.

    Only the permanent address, which may name a link, is for visitors: at theirs, editors get
    drafts.
    """
    link = (request.matchdict or {}).get("link")
    if link is None or link:
        return False
    return request.identity is None or bool(seen_by_everybody(request, item))


def cache_control(request: Any, item: Any, *, everybody: bool) -> str:
    """The header for `item`, a node as it is shown now."""
    if (request.matchdict or {}).get("link"):
        return ONCE  # whoever holds a link may have borrowed the machine, too
    if not everybody:
        return OWN
    age = min(settings_of(request.registry, ServingSettings).max_age, _left(request, item))
    return f"public, max-age={age}" if age > 0 else AGAIN


def _left(request: Any, item: Any) -> int:
    """Seconds until this file changes by itself."""
    ends = [end for end in (item.expires_at, item.next_at) if end is not None]
    return min((int((end - request.now).total_seconds()) for end in ends), default=31_536_000)
