"""HTML from strangers, first pass: nh3 (ammonia, an HTML5 parser) with a short allow-list.

What passes is well-formed and holds only the tags and attributes below; text of a removed tag
stays, except that of scripts and styles. The reader behind it (`from_html.py`) builds nodes, not
HTML, so even a hole here could not put a tag on a page.
"""

from __future__ import annotations

import re

import nh3

from mastaba.blocks.attributes import SAFE_SCHEMES
from mastaba.blocks.errors import BodyError
from mastaba.blocks.shape import MAX_BYTES

_TAG_NAMES = (
    "a abbr address article aside audio b blockquote br caption center cite code dd del details "
    "dfn div dl dt em embed figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i iframe img "
    "input ins kbd li main mark nav ol p pre q s samp section small source span strike strong "
    "sub summary sup table tbody td tfoot th thead tr tt u ul var video"
)
TAGS = frozenset(_TAG_NAMES.split())
_HEADINGS = {f"h{level}": {"id"} for level in range(1, 7)}
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title", "id", "name"},
    "code": {"class"},
    "pre": {"class"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "img": {"alt", "src", "title"},
    "input": {"type", "checked"},
    **{tag: {"src"} for tag in ("iframe", "video", "audio", "embed", "source")},
    **_HEADINGS,
}
MAX_OPEN_TAGS = 1_000
"""Elements open at one point; deeper trees make HTML5 parsing quadratic (20,000 take seconds)."""

_NOSCRIPT = re.compile(r"</?noscript\b[^<>]*>", re.IGNORECASE)  # no script runs: its text counts
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNNESTED = (
    "p br hr img input source embed meta link wbr area base col param track option "
    "tbody thead tfoot colgroup"
)
_NEVER_NEST = frozenset(_UNNESTED.split())


def sanitise(html: str) -> str:
    """Well-formed HTML with allowed tags and attributes only; BodyError when it is excessive."""
    if len(html) > MAX_BYTES:
        raise BodyError(f"The HTML is longer than {MAX_BYTES // 1_000_000} MB. Split it.")
    if _open_tags(html) > MAX_OPEN_TAGS:
        raise BodyError(
            f"The HTML has more than {MAX_OPEN_TAGS} elements inside one another. Simplify it."
        )
    return nh3.clean(
        _NOSCRIPT.sub("", html),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(SAFE_SCHEMES),
        link_rel=None,
    )


def _open_tags(html: str) -> int:
    """The greatest number of elements open at one point, by counting tags."""
    depth = deepest = 0
    for slash, name in _TAG.findall(html):
        if name.lower() in _NEVER_NEST:
            continue
        depth = max(0, depth + (-1 if slash else 1))
        deepest = max(deepest, depth)
    return deepest
