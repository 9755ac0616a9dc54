"""What cannot be done to a page while its plugin is not enabled."""

from __future__ import annotations

from typing import Any

from mastaba.content.operations.errors import OperationError
from mastaba.tree.kinds import is_missing, plugin_of


def refuse_missing(request: Any, node: Any, what: str) -> None:
    """Raise `OperationError` when nobody can read the fields of `node`; `what` is refused."""
    if is_missing(request, node):
        raise OperationError(
            f"“{node.title}” cannot be {what}: it needs the plugin “{plugin_of(node.type)}”, "
            "which is not enabled. It can be moved and put into the trash."
        )
