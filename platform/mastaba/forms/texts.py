"""Values as the text that inputs hold. What was typed and refused is text already, and stays."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from mastaba.fields import BoundField
from mastaba.fields.zones import both, is_twice
from mastaba.forms.pages import Pages

_LOCAL = re.compile(r"([^+\[]*?)([+-]\d\d:\d\d)?\[")


def text_of(bound: BoundField, value: Any, pages: Pages) -> Any:
    """What the input of a field shows; lists stay lists for the widgets of lists."""
    match bound.type.name:
        case "tags":
            return value if isinstance(value, str) else ", ".join(value or ())
        case "body" | "richtext":
            return value if isinstance(value, str) else json.dumps(value or bound.type.empty)
        case "json":
            return _json(value)
        case "decimal":
            return _decimal(value, bound.rules.places)
        case "boolean" if bound.optional:
            return "" if value is None else str(bool(value)).lower()
        case "reference":
            return pages.address(value) if value else ""
        case "references":
            return "\n".join(pages.address(uid) for uid in value or ())
    return value


def local_time(value: Any, zone: str) -> Mapping[str, Any]:
    """Local text of an instant in `zone`, and the two offsets of a time that is there twice."""
    local, offset = _local(value, ZoneInfo(zone))
    if not isinstance(local, datetime):
        return {"zone": zone, "local": local, "offset": offset, "offsets": (), "step": None}
    unit = "seconds" if local.second else "minutes"
    return {
        "zone": zone,
        "local": local.isoformat(timespec=unit),
        "offset": offset,
        "offsets": _offsets(local, ZoneInfo(zone)),
        "step": 1 if local.second else None,
    }


def _local(value: Any, zone: ZoneInfo) -> tuple[Any, str]:
    """(local time, offset) of an instant, or of text that was typed into this form."""
    if isinstance(value, datetime):
        shown = value.astimezone(zone)
        return shown.replace(tzinfo=None), _offset(shown)
    match = _LOCAL.match(value) if isinstance(value, str) else None
    if match is None:
        return value or "", ""
    try:
        return datetime.fromisoformat(match[1]), match[2] or ""
    except ValueError:
        return match[1], ""


def _offsets(local: datetime, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    if not is_twice(local, zone):
        return ()
    named = zip(("The first", "The second"), both(local, zone), strict=True)
    return tuple((_offset(time), f"{which} ({time:%Z})") for which, time in named)


def _offset(time: datetime) -> str:
    text = f"{time:%z}"
    return f"{text[:3]}:{text[3:5]}"


def _json(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, indent=2, ensure_ascii=False)


def _decimal(value: Any, places: int | None) -> Any:
    if not isinstance(value, Decimal):
        return value
    return f"{value:f}" if places is None else f"{value:.{places}f}"
