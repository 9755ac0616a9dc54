"""The types of the media plugin in an application."""

from __future__ import annotations

from mastaba.api import create, find_at
from mastaba.testing import ScratchSite
from mastaba_media.models import Folder, Item


def test_a_folder_and_a_file_live_in_the_library(site: ScratchSite) -> None:
    with site.request() as request:
        root = find_at(request, "/", tree="library")
        folder = create(request, root, Folder, {"title": "Photos"})
        item = create(
            request, folder, Item, {"title": "Dome", "blob": "ab" * 32, "alt": {"en": "A dome"}}
        )
        path = item.path
    page = site.client("editor").get(f"/admin/-/library{path}")
    assert "Dome" in page
    assert "SHA-256" not in page
