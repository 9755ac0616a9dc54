"""Where terms may be put."""

from __future__ import annotations

from typing import Any

from pyramid.location import lineage
from sqlalchemy import select

from mastaba.content.library.models import Term, Vocabulary


def terms_are_nested(request: Any, parent: Any) -> str:
    """Why no term may be put below `parent`; empty when one may."""
    if parent.type != Term.__type__:
        return ""
    above = next((place for place in lineage(parent) if place.type == Vocabulary.__type__), None)
    nested = above and request.db.scalar(
        select(Vocabulary.nested).where(Vocabulary.id == above.id)
    )
    if nested:
        return ""
    return "The terms of this vocabulary are a plain list; open the vocabulary to change that."
