"""The pictures of the demonstration site, drawn when it is made.

No picture is kept in the sources. Lives here: what draws them (`canvas.py`, `pictures.py`,
`papers.py`), which there are and where they are shown (`placed.py`), and what puts them into
folders and pages (`build.py`). The pages are those that the plugin pages brings to the demo;
without it there are pictures and no pages.

To add one, draw it in `pictures.py` and list it in `placed.py`.
"""

from __future__ import annotations

from typing import Any


def demo(request: Any) -> None:
    """Add the pictures. The request acts for the system and commits when this returns."""
    from mastaba_media.demo.build import Builder

    Builder(request).run()
