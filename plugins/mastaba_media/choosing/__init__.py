"""Choosing files where one writes: faces, and the dialog that shows the library.

Lives here: the faces of files in lists of the core (`faces.py`), the screen in which fields and
blocks let people choose (`chooser.py`, `media/chooser.jinja2`), and what every screen of the admin
loads for uploading (`admin.js`, `admin.css`). Does not live here: the library's own screens
(`library/`), and the dialog itself, which is the core's. To narrow what may be chosen by one more
thing, add a word to `Wanted` and to `found`.
"""

from __future__ import annotations

from typing import Any

from mastaba.api import Tools
from mastaba_media.choosing.chooser import VIEW, chooser
from mastaba_media.choosing.faces import faces
from mastaba_media.models import Item
from mastaba_media.operations.settings import largest_file


def _head(_context: Any, request: Any) -> dict[str, Any]:
    """Scripts know how large a file may be: a server that refuses one hangs up."""
    return {"limit": largest_file(request.registry)}


def includeme(config: Any) -> None:
    """Register faces, the chooser and the scripts of the admin."""
    config.add_face(Item.__type__, faces)
    config.add_admin_view(
        chooser, context=Tools, name=VIEW, shows="list", renderer="media/chooser.jinja2"
    )
    config.add_slot_item("admin.head", "media.head", view=_head, renderer="media/head.jinja2")
