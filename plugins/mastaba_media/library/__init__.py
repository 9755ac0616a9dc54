"""The library's screens: folders of files, and the screen of one file.

Lives here: what editors see and do at `/admin/-/library/media/...`. Does not live here: taking
files in (`operations/`), making renditions (`renditions/`), choosing files in a text. A folder's
screen is `folder.py` (what it is narrowed to: `filters.py`; what a tile shows: `tiles.py`), the
screen of a file is the core's edit screen with the template `media/item.jinja2` (`item.py` says
what it shows, `posted.py` reads what it sends back). To add a filter, add it to `Asked` and to
`clauses`, and to `media/filters.jinja2`.
"""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    """Register the screens."""
    config.include("mastaba_media.library.entrance")
    config.include("mastaba_media.library.folder")
    config.include("mastaba_media.library.new_folder")
    config.include("mastaba_media.library.item")
    config.include("mastaba_media.library.panel")
    config.include("mastaba_media.library.versions")
