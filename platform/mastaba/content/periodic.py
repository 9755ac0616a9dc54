"""What the content room does again and again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mastaba.content.operations.preview_links import forget_expired_links
from mastaba.content.operations.retention import prune_revisions
from mastaba.content.operations.schedule import settle_due
from mastaba.content.settings import ContentSettings


def includeme(config: Any) -> None:
    """Register it with the jobs."""
    config.declare_settings(ContentSettings)
    config.add_periodic("core.due_updates", settle_due, every=timedelta(minutes=1))
    config.add_periodic("core.preview_links", forget_expired_links, every=timedelta(hours=1))
    config.add_periodic("core.prune_revisions", prune_revisions, every=timedelta(hours=1))
