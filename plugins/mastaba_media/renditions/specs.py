"""Which sizes there are: presets by name, and signed specs for what no preset names.

An address asks for a spec by its text and for one of its widths; nothing else is ever made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mastaba.api import declare, is_signed, sign
from mastaba_media.renditions.geometry import LONGEST, Ratio

PURPOSE = "media.spec"
MOST_WIDTHS = 8
_TEXT = re.compile(r"(\d{1,5}(?:-\d{1,5}){0,7})(?:r(\d{1,4})x(\d{1,4}))?\.([0-9a-f]{32})")


@dataclass(frozen=True)
class Spec:
    """Widths in pixels, ascending, and a shape; `name` is its text in addresses."""

    name: str
    widths: tuple[int, ...]
    ratio: Ratio | None = None
    sizes: str = "100vw"
    avif: bool = False
    title: str = ""


@dataclass
class Presets:
    """The presets of this application by name; on the registry."""

    by_name: dict[str, Spec] = field(default_factory=dict)


def add_image_preset(
    config: Any,
    name: str,
    *,
    title: str,
    widths: Iterable[int],
    ratio: Ratio | None = None,
    sizes: str = "100vw",
    avif: bool = False,
) -> None:
    """Directive: pictures may be shown in these `widths` (pixels) under `name`.

    With a `ratio`, such as (16, 9), they are cut to that shape round their focal point. `sizes`
    says how wide they stand on the page, as in HTML. `avif` has AVIF made ahead of them, too.
    Raises `ValueError` for widths or a ratio that cannot be.
    """
    spec = Spec(name, _widths(widths), _ratio(ratio), sizes, avif, title)

    def register() -> None:
        config.registry[Presets].by_name[name] = spec

    declare(config, "image preset", name, register, title=title, spec=spec)


def spec(
    request: Any, *, widths: Iterable[int], ratio: Ratio | None = None, sizes: str = "100vw"
) -> Spec:
    """A spec for a template that needs what no preset is; its text is signed by this site.

    Raises `ValueError` as `add_image_preset` does.
    """
    kept = _widths(widths)
    shape = _ratio(ratio)
    text = "-".join(map(str, kept)) + ("" if shape is None else f"r{shape[0]}x{shape[1]}")
    return Spec(f"{text}.{sign(request.registry, PURPOSE, text)}", kept, shape, sizes)


def spec_of(request: Any, text: str) -> Spec | None:
    """What the text in an address means; None for what is no preset and not signed by us."""
    known = request.registry[Presets].by_name.get(text)
    return _signed(request, text) if known is None else known


def _signed(request: Any, text: str) -> Spec | None:
    found = _TEXT.fullmatch(text)
    if found is None or not is_signed(request.registry, PURPOSE, text[:-33], found[4]):
        return None
    ratio = None if found[2] is None else (int(found[2]), int(found[3]))
    return Spec(text, tuple(map(int, found[1].split("-"))), ratio)


def _widths(widths: Iterable[int]) -> tuple[int, ...]:
    kept = tuple(sorted(set(widths)))
    if not kept or len(kept) > MOST_WIDTHS or kept[0] < 1 or kept[-1] > LONGEST:
        raise ValueError(
            f"widths={kept}: expected 1 to {MOST_WIDTHS} widths from 1 to {LONGEST} pixels"
        )
    return kept


def _ratio(ratio: Ratio | None) -> Ratio | None:
    if ratio is not None and not all(1 <= side <= 9999 for side in ratio):
        raise ValueError(f"ratio={ratio}: expected width and height from 1 to 9999, as (16, 9)")
    return ratio
