"""Blocks: a picture, a gallery and a file in a text.

Lives here: the form of each and what its template is told (`image.py`, `gallery.py`, `file.py`),
and what they share (`notes.py`). Does not live here: the HTML of a picture (`renditions/`), what
becomes of files dropped into a text (`incoming/`). Blocks of one kind in a text are asked about
together, so twenty pictures cost the statement of one.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from mastaba_media.blocks import file, gallery, image
from mastaba_media.incoming import FILES, PICTURES


def includeme(config: Any) -> None:
    """Declare them, and the styles that public pages and previews need."""
    config.add_block(
        "media.image",
        image.Image,
        title="Picture",
        icon="image",
        description="A picture of the library, with its caption.",
        renderer="media/blocks/image.jinja2",
        data=image.data,
        together=True,
        takes=PICTURES,
    )
    config.add_block(
        "media.gallery",
        gallery.Gallery,
        title="Gallery",
        icon="images",
        description="Several pictures in a grid; each opens large.",
        renderer="media/blocks/gallery.jinja2",
        data=gallery.data,
        together=True,
    )
    config.add_block(
        "media.file",
        file.File,
        title="File",
        icon="paperclip",
        description="A document to download, sound or video to play.",
        renderer="media/blocks/file.jinja2",
        data=file.data,
        together=True,
        takes=FILES,
    )
    config.add_slot_item("site.head", "media.styles", view=styles)


def styles(_context: Any, request: Any) -> Markup:
    """The style sheet. No template: every public page asks, and this costs a tenth of one."""
    return Markup('<link rel="stylesheet" href="{}">').format(request.asset_url("media/site.css"))
