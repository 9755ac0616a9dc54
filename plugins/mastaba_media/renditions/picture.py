"""Pictures in HTML: sizes to choose from, no jump while the page loads, words in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from mastaba.api import settings_of
from mastaba_media.renditions.encode import TYPES
from mastaba_media.renditions.recipe import group, sizes_of
from mastaba_media.renditions.settings import PictureSettings
from mastaba_media.renditions.shown import Shown
from mastaba_media.renditions.specs import Presets, Spec


def picture(
    request: Any,
    shown: Shown,
    preset: str | Spec = "media.text",
    *,
    alt: str | None = None,
    sizes: str | None = None,
    eager: bool = False,
    class_: str = "",
) -> Markup:
    """A `<picture>` of `shown` in a preset, or in what `spec()` made; empty for other files.

    `alt` stands for the words of the item in the site's language; "" is decoration. `sizes` stands
    for those of the preset. What is seen first on a page is `eager`. Raises `LookupError` for a
    preset that nobody declared.
    """
    if shown.kind != "image":
        return Markup("")
    spec = spec_named(request, preset)
    words = _words(shown, spec, eager=eager, class_=class_)
    text = shown.alt_in(request.site.locale) if alt is None else alt
    if not shown.drawn:  # a drawing in vectors has every size
        return Markup(_img(file_url(request, shown), text, words))  # noqa: S704 - values are escaped
    said = escape(spec.sizes if sizes is None else sizes)
    base = request.permanent_url(shown.uid, "image")
    sources = "".join(
        f'<source type="{TYPES[format]}" srcset="{_srcset(base, shown, spec, format)}" '
        f'sizes="{said}">'
        for format in _formats(request, shown, spec)
    )
    img = _img(_fallback(base, shown, spec), text, words)
    return Markup(f"<picture>{sources}{img}</picture>")  # noqa: S704 - each value is escaped


def _img(address: str, text: str, words: Mapping[str, object]) -> str:
    said = "".join(f' {name}="{escape(word)}"' for name, word in words.items() if word)
    return f'<img src="{escape(address)}" alt="{escape(text)}"{said}>'


def image_url(
    request: Any,
    shown: Shown,
    preset: str | Spec = "media.thumb",
    width: int | None = None,
    format: str = "webp",
) -> str:
    """The address of one rendition, good for this request: the least that is `width` wide.

    `format` is webp, or jpg for readers that know nothing else. Without `width` the smallest one.
    Of a drawing in vectors it is the file's own, of what is no picture empty.
    """
    if shown.kind != "image":
        return ""
    if not shown.drawn:
        return file_url(request, shown)
    spec = spec_named(request, preset)
    enough = (one for one in spec.widths if width is None or one >= width)
    base = request.permanent_url(shown.uid, "image")
    return _url(base, shown, spec, next(enough, spec.widths[-1]), format)


def file_url(request: Any, shown: Shown) -> str:
    """The address of the file itself, at its full size; good for this request only."""
    base = request.permanent_url(shown.uid, "file")
    return f"{base}/{quote(shown.name, safe='')}?v={shown.version}"


def spec_named(request: Any, preset: str | Spec) -> Spec:
    """The preset of this name. Raises `LookupError` that says which there are."""
    if isinstance(preset, Spec):
        return preset
    known = request.registry[Presets].by_name
    if preset not in known:
        raise LookupError(f"There is no image preset {preset!r}; there are {', '.join(known)}.")
    found: Spec = known[preset]
    return found


def _formats(request: Any, shown: Shown, spec: Spec) -> list[str]:
    """What is offered beside the fallback, the smallest first."""
    tuning = settings_of(request.registry, PictureSettings).tuning
    ahead = spec.avif and group(shown.source, spec, tuning) in shown.ready.split()
    return ["avif", "webp"] if ahead else ["webp"]


def _srcset(base: str, shown: Shown, spec: Spec, format: str) -> str:
    """The widths that differ, each with the address of its rendition; escaped."""
    sizes = sizes_of(shown.source, spec)
    entries = (f"{_url(base, shown, spec, width, format)} {w}w" for width, w, _ in sizes)
    return str(escape(", ".join(entries)))


def _fallback(base: str, shown: Shown, spec: Spec) -> str:
    """One size for browsers that know neither WebP nor `srcset`: from the middle."""
    return _url(base, shown, spec, spec.widths[len(spec.widths) // 2], shown.source.fallback)


def _url(base: str, shown: Shown, spec: Spec, width: int, format: str) -> str:
    return f"{base}/{spec.name}/{width}.{format}?v={shown.version}"


def _words(shown: Shown, spec: Spec, *, eager: bool, class_: str) -> dict[str, object]:
    size = sizes_of(shown.source, spec)[-1][1:] if shown.drawn else shown.extent
    words: dict[str, object] = {"class": class_, "width": size[0], "height": size[1]}
    words |= {"fetchpriority": "high"} if eager else {"loading": "lazy"}
    return {**words, "decoding": "async"}
