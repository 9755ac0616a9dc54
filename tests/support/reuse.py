"""One default application per worker and database, used again as long as no test changed it.

Starting an application and its first request cost ten times what a test's own requests do. So the
`site` fixture borrows one: its database is a fresh copy at the same address, what it remembers
between requests is forgotten, and one whose registry a test changed is thrown away. A test that
adds views or settings calls `make_site()`, which always starts a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mastaba.content.body import RenderedBodies
from mastaba.events import Bell
from mastaba.fences import Fences
from mastaba.security.attempts import Attempts
from mastaba.security.passwords import Passwords
from mastaba.security.windows import Limiter
from mastaba.services import Services
from mastaba.testing import ScratchSite
from mastaba.tree.kept import Kept
from mastaba.tree.permanent import Found
from mastaba.tree.sites import SiteDirectory
from mastaba.tree.ways import Ways
from tests.support import databases, quick
from tests.support.run import worker_folder

_idle: dict[str, tuple[ScratchSite, Any]] = {}


def borrow(url: str, plugins: Mapping[str, str] = databases.PLUGINS) -> ScratchSite:
    """Return the worker's application on this database, starting it when there is none."""
    if url not in _idle:
        site = ScratchSite(url, {"here": str(worker_folder()), **plugins})
        quick.share_compiled_templates(site)
        _idle[url] = (site, _fingerprint(site))
    return _idle[url][0]


def give_back(site: ScratchSite) -> None:
    """Make it forget the test, or throw it away when the test changed what it is made of."""
    site.close()
    if _fingerprint(site) != _idle[site.url][1]:
        del _idle[site.url]
        return
    registry = site.registry
    registry[SiteDirectory].forget()
    registry[Kept].forget()
    registry[Ways].forget()
    registry[Found].forget()
    registry[Bell].clear()
    registry[RenderedBodies]._recent.clear()
    registry[Fences].forget()
    registry[Services].made.clear()
    registry[Attempts]._limiter.storage.reset()
    registry[Limiter].storage.reset()


def _fingerprint(site: ScratchSite) -> Any:
    """Return what changes when somebody adds a view, a setting or a declared thing."""
    registry = site.registry
    generations = (registry.adapters._generation, registry.utilities._generation)
    values = {key: (id(value), _tables(value)) for key, value in registry.items()}
    places = registry[Passwords]._places._value  # a test may keep those for hashing taken
    return generations, dict(registry.settings), values, places


def _tables(value: Any) -> dict[str, dict[Any, int]]:
    """Return the dictionaries a registered object holds, such as `by_name`, by identity."""
    if isinstance(value, RenderedBodies | Kept | Ways | Services):
        return {}
    held = getattr(value, "__dict__", {})
    return {
        name: {key: id(item) for key, item in table.items()}
        for name, table in held.items()
        if type(table) is dict
    }
