"""Jobs: long work that is done behind the requests, with progress that people can see."""

from __future__ import annotations

from typing import Any

from mastaba.jobs.models import Job

__all__ = ["Job", "includeme"]


def includeme(config: Any) -> None:
    """Make the table known."""
