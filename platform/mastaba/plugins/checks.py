"""What `mastaba check` says of plugins that should run and do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mastaba.plugins.loaded import Plugins


def check_plugins(registry: Any) -> Iterator[str]:
    """A sentence for each plugin in quarantine, and for safe mode."""
    plugins: Plugins = registry[Plugins]
    if plugins.safe_mode:
        yield "Safe mode: no plugin runs. Unset MASTABA_SAFE_MODE to start them."
    yield from plugins.sidelined.values()
