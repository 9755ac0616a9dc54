"""What a declaration says beyond its column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

INFO = "mastaba.field"


@dataclass(frozen=True)
class Rules:
    """Limits of a field's values; each field type reads those that concern it."""

    ge: Any = None
    le: Any = None
    places: int | None = None
    choices: Mapping[str, str] | None = None
    types: tuple[str, ...] = ()
    vocabulary: str = ""
    allow: tuple[str, ...] | None = None


@dataclass(frozen=True)
class FieldSpec:
    """Label, place, rights and limits of a field; no form shows a `hidden` one."""

    label: str
    help: str
    widget: str
    place: str
    read: str
    write: str
    rules: Rules
    hidden: bool = False
