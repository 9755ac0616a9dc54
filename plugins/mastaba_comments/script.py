"""Answers to script: JSON where a form gets a page."""

from __future__ import annotations

from typing import Any

JSON = "application/json"


def in_json(request: Any) -> bool:
    """Whether script asks."""
    return JSON in request.headers.get("Accept", "")


def as_json(request: Any, **told: Any) -> Any:
    """The answer that says this, with the status that the request has by now."""
    request.response.content_type = JSON
    request.response.json = told
    return request.response
