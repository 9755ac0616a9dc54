"""The site that is measured: ten sections in the menu, a deep branch, a listing of fifty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.text import paragraphs
from mastaba.api import Content, create, find_at, publish
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section

HOST = "bench.example"
SETTINGS = {
    "mastaba.env": "production",
    "mastaba.secret": "bW9yZSB0aGFuIHRoaXJ0eS10d28gY2hhcmFjdGVycw",
    "mastaba.url": f"https://{HOST}",
    "mastaba.session.secure": "yes",
    "mastaba.plugins": "pages",
}
DEPTH = 8


def make_site(folder: Path) -> ScratchSite:
    """A migrated site with content, as it runs in production, on SQLite in `folder`."""
    site = ScratchSite(f"sqlite:///{folder / 'site.sqlite'}", SETTINGS)
    site.migrate()
    with site.request() as request:
        fill(request)
    return site


def fill(request: Any) -> None:
    """The ten sections, the deep branch and the listing."""
    root = find_at(request, "/")
    sections = [_add(request, root, Section, f"Section {number}") for number in range(10)]
    above = sections[0]
    for depth in range(2, DEPTH + 1):
        above = _add(request, above, Page, f"Depth {depth}", in_menu=False)
    _add(request, root, Page, "Depth 1", in_menu=False)
    for number in range(50):
        _add(request, sections[1], Page, f"Entry {number}")


def _add(request: Any, parent: Any, model: type[Content], title: str, **fields: Any) -> Any:
    node = create(request, parent, model, {"title": title, "body": body(), **fields})
    publish(request, node)
    return node


def body() -> dict[str, Any]:
    texts = [{"type": "text", "text": text} for text in paragraphs()]
    return {"type": "doc", "content": [{"type": "paragraph", "content": [t]} for t in texts]}
