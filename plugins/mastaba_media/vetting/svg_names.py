"""What a drawing may consist of."""

from __future__ import annotations

import re

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

_ELEMENTS = (
    "svg g defs symbol use switch title desc path rect circle ellipse line polyline polygon text "
    "tspan textPath image style marker linearGradient radialGradient stop pattern clipPath mask "
    "filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix "
    "feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB "
    "feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset "
    "fePointLight feSpecularLighting feSpotLight feTile feTurbulence view "
    "animate animateMotion animateTransform mpath set"
)
ELEMENTS = frozenset(_ELEMENTS.split())
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_INSIDE = re.compile(r"#[^\s]*")
_PICTURE = re.compile(r"data:image/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/=\s]*")
_LOADS = re.compile(r"url\(\s*(?!['\"]?\s*#)", re.IGNORECASE)
_ACTS = re.compile(
    r"@import|expression\s*\(|javascript:|-moz-binding|behaviou?r\s*:|image\s*\(|image-set\s*\(|src\s*\(",
    re.IGNORECASE,
)


def kept_attribute(name: str, value: str) -> tuple[str, str] | None:
    """The attribute as it is written, or None when it is left out; `name` is expat's."""
    space, _, local = name.rpartition(" ")
    if local == "href" and space in ("", XLINK):
        safe = _INSIDE.fullmatch(value.strip()) or _PICTURE.fullmatch(value.strip())
        return ("xlink:href" if space else "href", value.strip()) if safe else None
    if space == _XML and local in ("space", "lang"):
        return f"xml:{local}", value
    if space or not _NAME.fullmatch(local) or local.lower().startswith("on"):
        return None
    return (local, value) if local.lower() not in _NEVER and is_safe_css(value) else None


_NEVER = ("src", "action", "formaction", "base", "ping", "target", "requiredextensions")


def is_safe_css(css: str) -> bool:
    """Whether a style loads nothing from elsewhere; escapes could hide that it does."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return not ("\\" in css or "<" in css or _LOADS.search(bare) or _ACTS.search(bare))
