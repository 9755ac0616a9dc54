"""/admin/-/plugins: what is installed, what it contributes, and who stands behind a name."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import Any

from mastaba.content.lifecycle.waiting import waiting
from mastaba.fences import Fences, Tally
from mastaba.fences.failures import FAILED
from mastaba.plugins.states import PluginState, states
from mastaba.rendering.who import Claim, contributed, nearest, who
from mastaba.tree.traverser import Tools

GONE = "gone"


def plugins(_context: Tools, request: Any) -> dict[str, Any]:
    """The enabled ones in loading order, then the rest by name."""
    known, pages = states(request.registry), waiting(request)
    gone = sorted(set(pages) - {state.name for state in known})
    return {
        "rows": [
            _row(request, state, pages.get(state.name, 0)) for state in (*known, *map(_gone, gone))
        ],
        "asked": _asked(request, request.GET.get("who", "").strip()),
    }


def _gone(name: str) -> PluginState:
    """A plugin of which only pages are left."""
    return PluginState(name, name, "", GONE, "It is not installed any more.")


def _row(request: Any, state: PluginState, pages: int) -> dict[str, Any]:
    claims = contributed(request.registry, state.name)
    kinds = [(kind, list(found)) for kind, found in groupby(claims, key=lambda claim: claim.kind)]
    types = [claim.title for claim in claims if claim.kind == "content type"]
    return {
        **asdict(state),
        "provides": types,
        "kinds": kinds,
        "count": len(claims),
        "waiting": pages,
        "trouble": _trouble(request.registry[Fences], state.name),
    }


def _trouble(fences: Fences, owner: str) -> list[str]:
    """A sentence for each of its items that failed behind its fence."""
    found = [(what, tally) for (name, what), tally in fences.tallies.items() if name == owner]
    return [_failures(fences, what, tally) for what, tally in found if _failed(tally)]


def _failed(tally: Tally) -> int:
    return tally.errors + tally.slow + tally.storms + tally.database


def _failures(fences: Fences, what: str, tally: Tally) -> str:
    times = _failed(tally)
    off = " It is left out for the moment." if fences.is_off(tally) else ""
    often = "once" if times == 1 else f"{times} times"
    first = f"{what[:1].upper()}{what[1:]} failed {often} since the start"
    why = "" if tally.last == FAILED else f": {tally.last}"
    return f"{first}{why}. The log tells more under {tally.last_request}.{off}"


def _asked(request: Any, name: str) -> dict[str, Any]:
    """The answer to “who stands behind this name”."""
    found: list[Claim] = who(request.registry, name) if name else []
    near = nearest(request.registry, name) if name and not found else ""
    return {"name": name, "claims": found, "near": near}


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(
        plugins,
        context=Tools,
        name="plugins",
        permission="manage_site",
        renderer="admin/plugins.jinja2",
    )
