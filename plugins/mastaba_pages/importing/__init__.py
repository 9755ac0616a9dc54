"""Import a folder of Markdown files, as static site generators keep them.

Lives here: finding the files (`files.py`), their front matter (`front_matter.py`, `meta.py`),
which becomes what (`tree.py`), links between them (`addresses.py`), the images that they show
(`images.py`). Converting Markdown itself
and making pages are the core's. To understand another key of front matter, add it to `meta.py`.
"""

from __future__ import annotations

from typing import Any

from mastaba_pages.importing.plan import read


def includeme(config: Any) -> None:
    """Declare the importer."""
    config.add_importer("markdown", read, title="Folder of Markdown files")
