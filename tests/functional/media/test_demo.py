"""The demo with media: pictures drawn by us, shown on the pages of the observatory."""

from __future__ import annotations

import pytest

from mastaba.api import find_at
from mastaba.cli.demo.planting import pending_hooks, plant
from mastaba.testing import ScratchSite
from mastaba_media.demo.placed import PIECES, PLACES
from mastaba_media.models import Item


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_demo_shows_its_pictures_to_whom_they_are_for(site: ScratchSite) -> None:
    for name, hook in list(pending_hooks(site.registry)):
        plant(site.config, name, hook)
    with site.request() as request:
        assert [place.path for place in PLACES if find_at(request, place.path) is None] == []
        items = {item.name: item for item in request.db.query(Item)}
        assert set(items) == {piece.name for piece in PIECES}
        assert {name for name, item in items.items() if item.state == "draft"} == {
            "car-park-in-snow.jpg"
        }
        assert [name for name, item in items.items() if not item.described] == ["keys.jpg"]
        secret = request.node_url(items["keys.jpg"], "file") + "/keys.jpg"
    page = site.client().get("/observatory").html
    assert len(page.select(".media-gallery img[alt]")) == 3
    site.client().get(secret, status=404)
    assert site.client("reader").get(secret).content_type == "image/jpeg"
