"""Views that hide one of the core without having its discriminator.

Pyramid prefers the view of the narrower context and of more predicates, so `name="edit"` for a
type of somebody else hides the core's `edit` there without a word. For its own types a plugin may.
"""

from __future__ import annotations

from mastaba.plugins.ledger import CORE, Entry, Ledger

VIEW = "view"


def hidden_view(ledger: Ledger, entry: Entry) -> Entry | None:
    """The core's view that `entry`, of a plugin, would hide for types that are not its own."""
    context = entry.facts.get("context")
    if entry.kind != VIEW or not entry.id or not isinstance(context, type):
        return None
    if f"{context.__module__}.".startswith(f"{ledger.package_of(entry.owner)}."):
        return None
    return next((core for core in ledger.entries if _is_hidden(core, entry, context)), None)


def _is_hidden(core: Entry, entry: Entry, context: type) -> bool:
    of = core.facts.get("context")
    alike = (core.owner, core.kind, core.id) == (CORE, VIEW, entry.id)
    on_one_front = core.facts.get("route_name") == entry.facts.get("route_name")
    return alike and on_one_front and isinstance(of, type) and issubclass(context, of)
