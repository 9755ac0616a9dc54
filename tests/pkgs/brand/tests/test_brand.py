"""The theme in place, and gone again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mastaba.api import change_site_settings
from mastaba.testing import ScratchSite


@pytest.fixture
def site(tmp_path: Path) -> Iterator[ScratchSite]:
    """A site on which this plugin is enabled."""
    made = ScratchSite(f"sqlite:///{tmp_path / 'x.sqlite'}", {"mastaba.plugins": "brand"})
    made.migrate()
    yield made
    made.close()


def test_the_look_is_chosen_in_the_admin(site: ScratchSite) -> None:
    assert "/brand.css" not in site.client().get("/").text
    with site.request("admin") as request:
        change_site_settings(
            request, {"mastaba.site.theme": "brand", "mastaba.brand.slogan": "Bright & early"}
        )
    page = site.client().get("/")
    style = next(link["href"] for link in page.html("link") if "brand.css" in link["href"])
    assert "--spark" in site.client().get(style).text
    assert "Bright &amp; early" in page.text


def test_some_robots_are_kept_away(site: ScratchSite) -> None:
    with site.request("admin") as request:
        change_site_settings(request, {"mastaba.brand.no_robots": ["ExampleBot"]})
    assert "User-agent: ExampleBot\nDisallow: /\n" in site.client().get("/robots.txt").text


def test_the_admin_has_the_mark_of_the_brand(site: ScratchSite) -> None:
    assert 'circle cx="11"' in site.client("admin").get("/admin/").text
