"""The demonstration site: a small observatory that does not exist.

Lives here: its pages, as Markdown below `content/` (a folder is a section, `_index.md` the
section itself), and what turns them into content. `mastaba demo` calls `demo(request)` once.

To add a page, add a file. Its front matter: `title`, `slug`, `summary`, `tags`, `in_menu`,
`newest_first` (sections), `order` (place among its siblings; without one the newest come first),
`author` (one of `people.PEOPLE`), `state: draft`, `published` and `expires` (an instant, or days
from the day of installation such as `"+21d"`), `restricted: true` (for people with an account
only), `trashed: true`, `draft_changes` (another text, saved but not published) and `history` (a
folder with the earlier variants in order). Links between pages are links between files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mastaba.api import change_site_settings

CONTENT = Path(__file__).parent / "content"
SITE = {
    "title": "Corrow Hill Observatory",
    "tagline": "A small observatory that keeps its door open",
    "time_zone": "Europe/London",
}


def demo(request: Any) -> None:
    """Fill an empty site. The request acts for the system and commits when this returns."""
    from mastaba_pages.demo.build import Builder
    from mastaba_pages.demo.sources import read_sources

    change_site_settings(request, SITE)
    Builder(request, read_sources(CONTENT)).run()
