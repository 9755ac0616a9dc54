"""How every directive of Mastaba declares: one discriminator, one introspectable, one action.

So whatever a plugin declares is found by `mastaba plugins show`, with file and line, and two
claimants of one id are a conflict that names both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PREFIX = "mastaba "


def declare(
    config: Any,
    kind: str,
    name: str,
    register: Callable[[], object] | None = None,
    *,
    title: str = "",
    order: int = 0,
    **facts: Any,
) -> None:
    """Claim `name` among things of this `kind`; call `register` when the layer is committed.

    `kind` is what people read ("content type"), `facts` are kept for whoever inspects the
    application. Actions of a lower `order` are carried out first.
    """
    shown = config.introspectable(PREFIX + kind, name, title or name, kind)
    shown.update(facts)
    config.action((PREFIX + kind, name), register, introspectables=(shown,), order=order)
