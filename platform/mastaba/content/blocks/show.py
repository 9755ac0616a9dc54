"""Blocks as HTML: by their templates, each inside a fence.

A block that asks nothing of the request is drawn once per version of a page and theme, and kept
with its text. One with `data` is drawn for each request, with the rights of who asks, and is kept
nowhere. What fails is not kept either: it is tried again on the next request.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from mastaba.blocks import Heading, Hole, Rendered
from mastaba.blocks.pen import Part, joined
from mastaba.content.blocks.registry import Blocks, DeclaredBlock, blocks_of
from mastaba.content.blocks.together import Together
from mastaba.fences import fenced
from mastaba.rendering import environment_of

CONTENT = Markup("\x00content\x00")  # stands for what is inside; no stored text can hold a NUL
DEEPEST = 5  # texts within texts, such as a snippet in a snippet
MOST = 200  # blocks that one request draws, however they are nested
_SHOWING = "mastaba.content.blocks.showing"


class Showing:
    """What a request is about to show, so that no text shows itself."""

    def __init__(self) -> None:
        self.open: list[Any] = []
        self.drawn = 0


def filled(request: Any, rendered: Rendered, urls: Mapping[str, str], key: Any) -> Markup:
    """The HTML of a text with its blocks; nothing while the text `key` is being shown already."""
    if not rendered.has_holes:
        return rendered.html(urls)
    with _opened(request, key) as may:
        return rendered.html(urls, filler(request, rendered)) if may else Markup()


def filler(request: Any, rendered: Rendered, headings: tuple[Heading, ...] = ()) -> Any:
    """What `Rendered.html` calls for each block; `headings` of another text than its own."""
    blocks, showing = blocks_of(request), _showing(request)
    together, outline = Together(request, rendered.parts, MOST), headings or rendered.headings

    def fill(hole: Hole, content: Markup) -> Markup:
        showing.drawn += 1
        block = blocks.by_name.get(hole.name)
        if block is None or showing.drawn > MOST:
            return Markup()
        return _fenced(request, block, _draw, hole, content, outline, together)

    return fill


def settled(request: Any, rendered: Rendered) -> Rendered:
    """The same, with the blocks drawn that look the same for everybody."""
    if not rendered.has_holes:
        return rendered
    parts = [piece for part in rendered.parts for piece in _settled(request, part, rendered)]
    return replace(rendered, parts=joined(parts))


def _settled(request: Any, part: Part, rendered: Rendered) -> Iterator[Part]:
    """A static block as its own HTML round the parts inside it."""
    if not isinstance(part, Hole):
        yield part
        return
    inside = [piece for inner in part.content for piece in _settled(request, inner, rendered)]
    block = request.registry[Blocks].by_name[part.name]
    html = None if block.data else _drawn(request, block, part, rendered.headings)
    if html is None:
        yield Hole(part.name, part.values, joined(inside))
        return
    for number, piece in enumerate(html.split(CONTENT)):
        yield from inside if number else ()
        yield piece


def _drawn(request: Any, block: DeclaredBlock, hole: Hole, headings: Any) -> str | None:
    """The HTML of a static block; None when its fence kept something back."""
    drawn: list[str] = []

    def draw(*given: Any) -> Markup:
        html = _draw(*given)
        drawn.append(str(html))
        return html

    _fenced(request, block, draw, hole, CONTENT, headings)
    return drawn[0] if drawn else None


def _fenced(request: Any, block: DeclaredBlock, draw: Any, *given: Any) -> Markup:
    what = f"block {block.name}"
    return fenced(request, block.owner, what, draw, request, block, *given)


def _draw(
    request: Any,
    block: DeclaredBlock,
    hole: Hole,
    content: Markup,
    headings: Any,
    together: Together | None = None,
) -> Markup:
    known = {"block": hole.values, "content": content, "headings": headings}
    if block.data is not None:
        asked = together if block.together else None
        found = asked.data(block, hole) if asked else block.data(request, hole.values)
        if found is None:
            return Markup()
        known = {**found, "request": request, **known}
    template = environment_of(request.registry, request).get_template(block.renderer)
    return Markup(template.render(known).strip())  # noqa: S704 - templates escape


def _showing(request: Any) -> Showing:
    found: Showing = request.environ.setdefault(_SHOWING, Showing())
    return found


@contextmanager
def _opened(request: Any, key: Any) -> Iterator[bool]:
    showing = _showing(request)
    if key in showing.open or len(showing.open) >= DEEPEST:
        yield False
        return
    showing.open.append(key)
    try:
        yield True
    finally:
        showing.open.remove(key)
