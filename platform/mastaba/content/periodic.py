"""What the content room does again and again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mastaba.content.operations.schedule import settle_due


def includeme(config: Any) -> None:
    """Register it with the jobs."""
    config.add_periodic("core.due_updates", settle_due, every=timedelta(minutes=1))
