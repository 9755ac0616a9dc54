"""A small site for the admin's screens: a section with a live page, a draft and a changed one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mastaba.api import create, find_at, publish, save
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section


def document(text: str) -> dict[str, Any]:
    """A body of one paragraph."""
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
    return {"type": "doc", "content": [paragraph]}


@pytest.fixture
def news(site: ScratchSite) -> ScratchSite:
    """The site with `/news`: `live` (published), `draft`, `changed` (published, newer text)."""
    with site.request("editor") as request:
        section = create(request, find_at(request, "/"), Section, {"title": "News"})
        publish(request, section)
        for slug in ("live", "draft", "changed"):
            data = {"title": slug.capitalize(), "body": document(f"Text of {slug}.")}
            node = create(request, section, Page, data, slug=slug)
            if slug != "draft":
                publish(request, node)
    with site.request("editor") as request:
        node = find_at(request, "/news/changed")
        save(request, node, {"title": "Changed twice", "body": document("Newer text.")})
    return site


@pytest.fixture
def node_at(news: ScratchSite) -> Callable[[str], dict[str, Any]]:
    """`node_at("/news/live")` -> some columns of the node, read anew; {} when it is not there."""

    def read(path: str) -> dict[str, Any]:
        names = ("id", "uid", "title", "slug", "state", "version", "revision", "order_key")
        with news.request() as request:
            node = find_at(request, path)
            return {} if node is None else {name: getattr(node, name) for name in names}

    return read
