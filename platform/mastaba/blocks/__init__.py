"""The body of a page: one ProseMirror document, stored as JSON.

Lives here: what a body may hold (`core.py`), whether a document from outside is acceptable
(`validate`), its HTML (`render`), its words (`plain_text`, `word_count`, `excerpt`), its links
(`links`), and ways in from HTML (`from_html`) and Markdown (`from_markdown`). Does not live
here: the database, the request, addresses of pages (callers hand in a mapping from uid to url).

To add a kind of text (a list, a mark): write a function that puts it on a `Pen`, and list a
`Block` with its content expression and attribute cleaners in `core.py`. A block with a form and a
template (a callout, a list of pages) is declared with `config.add_block`, see
`mastaba.content.blocks`. Validation and rendering follow from the declaration.

The way of a text: editor JSON -> `validate` -> stored -> `render` (kept per revision) ->
`Rendered.html(urls, fill)` on every page view.
"""

from __future__ import annotations

from mastaba.blocks.carry import carry_uids
from mastaba.blocks.conversion import Conversion, ImageSpot, LinkTarget, Note
from mastaba.blocks.core import CORE
from mastaba.blocks.errors import BodyError
from mastaba.blocks.from_html import from_html
from mastaba.blocks.from_markdown import from_markdown
from mastaba.blocks.links import LinkSpot, addresses, link_spots, links
from mastaba.blocks.pen import Heading, Hole
from mastaba.blocks.render import Rendered, render
from mastaba.blocks.schema import Block, BlockData, BodySchema, Mark
from mastaba.blocks.text import excerpt, plain_text, word_count
from mastaba.blocks.validate import EMPTY, Examined, examine, validate, validate_part

__all__ = [
    "CORE",
    "EMPTY",
    "Block",
    "BlockData",
    "BodyError",
    "BodySchema",
    "Conversion",
    "Examined",
    "Heading",
    "Hole",
    "ImageSpot",
    "LinkSpot",
    "LinkTarget",
    "Mark",
    "Note",
    "Rendered",
    "addresses",
    "carry_uids",
    "examine",
    "excerpt",
    "from_html",
    "from_markdown",
    "link_spots",
    "links",
    "plain_text",
    "render",
    "validate",
    "validate_part",
    "word_count",
]
