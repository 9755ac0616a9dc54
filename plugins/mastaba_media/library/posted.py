"""What the screen of a file sends back beside its plain fields: edits, descriptions.

Positions are typed, and shown, in per cent of the turned picture; kept are fractions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

WHOLE = (0.0, 0.0, 100.0, 100.0)
CENTRE = (50.0, 50.0)
TURNS = (0, 90, 180, 270)
LEAST = 1.0  # per cent that a crop leaves of either side, at least
CROP = ("left", "top", "width", "height")
FOCUS = ("focus_x", "focus_y")
PREFIX, ALT = "picture.", "alt."
LOCALE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
LONGEST_LOCALE = 20
DIGITS = 6


def read(_request: Any, posted: Mapping[str, str]) -> dict[str, Any]:
    """Values of the fields that the form does not post under their names."""
    return {**_edits(posted), **_descriptions(posted)}


def in_per_cent(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same for the form: `turn`, and the positions as texts."""
    kept = fields.get("crop")
    crop = [part * 100 for part in kept] if isinstance(kept, list) and len(kept) == 4 else WHOLE
    focus = [fields[name] * 100 for name in FOCUS]
    shown = zip((*CROP, *FOCUS), (*crop, *focus), strict=True)
    return {
        "turn": fields["turn"],
        **{name: f"{value:.4f}".rstrip("0").rstrip(".") for name, value in shown},
    }


def _edits(posted: Mapping[str, str]) -> dict[str, Any]:
    if f"{PREFIX}turn" not in posted:
        return {}
    turn = posted[f"{PREFIX}turn"]
    crop = _box(*(_number(posted, name, plain) for name, plain in zip(CROP, WHOLE, strict=True)))
    focus = (
        _within(_number(posted, name, plain), 0, 100)
        for name, plain in zip(FOCUS, CENTRE, strict=True)
    )
    return {
        "turn": int(turn) if turn in map(str, TURNS) else 0,
        "crop": None if crop == WHOLE else [_fraction(part) for part in crop],
        **dict(zip(FOCUS, map(_decimal, focus), strict=True)),
    }


def _box(left: float, top: float, width: float, height: float) -> tuple[float, ...]:
    """The crop, within the picture."""
    left, top = _within(left, 0, 100 - LEAST), _within(top, 0, 100 - LEAST)
    return left, top, _within(width, LEAST, 100 - left), _within(height, LEAST, 100 - top)


def _number(posted: Mapping[str, str], name: str, plain: float) -> float:
    try:
        found = float(posted.get(PREFIX + name, "").strip().replace(",", "."))
    except ValueError:
        return plain
    return found if abs(found) < 1e6 else plain  # neither infinite nor no number


def _within(value: float, least: float, most: float) -> float:
    return max(least, min(most, value))


def _fraction(per_cent: float) -> float:
    return round(per_cent / 100, DIGITS)


def _decimal(per_cent: float) -> Decimal:
    return Decimal(str(_fraction(per_cent)))


def _descriptions(posted: Mapping[str, str]) -> dict[str, Any]:
    """`alt.en`, and a further language that is named by `alt-locale`."""
    if not any(name.startswith(ALT) for name in posted):
        return {}
    return {"alt": dict(_texts(posted)) or None}


def _texts(posted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    named = [
        (name.removeprefix(ALT), text) for name, text in posted.items() if name.startswith(ALT)
    ]
    further = (posted.get("alt-locale", "").strip(), posted.get("alt-text", ""))
    for locale, text in (*named, further):
        if LOCALE.fullmatch(locale) and len(locale) <= LONGEST_LOCALE and text.strip():
            yield locale, " ".join(text.split())
