"""Made-up values for the declared fields of any type of content."""

from __future__ import annotations

from random import Random
from typing import Any

from mastaba.cli.seeding import words
from mastaba.cli.seeding.makers import MAKERS
from mastaba.content.models import Content
from mastaba.fields import BoundField, fields_of


def data_for(model: type[Content], random: Random) -> dict[str, Any]:
    """A value for every field of `model`; fields of types that are unknown here stay empty."""
    return {
        bound.name: _value(bound, random)
        for bound in fields_of(model)
        if bound.type.name in MAKERS and not bound.spec.hidden
    }


def _value(bound: BoundField, random: Random) -> Any:
    if bound.place == "title":
        return words.title(random)
    return MAKERS[bound.type.name](bound, random)
