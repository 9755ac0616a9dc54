"""The plugin of `docs/themes.md` and the distribution Brand, each in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import doc_plugin, pkgs

RUN = """
import sys
from mastaba.testing import ScratchSite
from mastaba.api import change_site_settings, create, find_at, make_front, publish
from mastaba_pages.models import Page, Section

def start(plugins, **more):
    return ScratchSite(sys.argv[1], {"mastaba.plugins": plugins, "here": ".", **more})

def choose(site, **values):
    with site.request("admin") as request:
        change_site_settings(request, {k.replace("__", "."): v for k, v in values.items()})

def fill(site):
    with site.request() as request:
        front = create(request, find_at(request, "/"), Section, {"title": "Front"})
        publish(request, create(request, front, Page, {"title": "A page"}))
        publish(request, front)
        make_front(request, front)
"""
PAPER = """
site = start("pages paper")
site.migrate()
fill(site)
page = site.client().get("/").text
assert "framed" in page and "motto" not in page
for theme, night in (("paper", False), ("night", True)):
    choose(site, mastaba__site__theme=theme, mastaba__paper__motto="On <rags>")
    page = site.client().get("/")
    with site.request() as request:
        assert f'<p class="motto">On &lt;rags&gt; {request.now.year}</p>' in page.text
    assert ("theme-color" in page.text) is night
    with site.statements() as sql:
        site.client().get("/")
    assert len(sql) <= 2, sql
    style = next(link["href"] for link in page.html("link") if "paper.css" in link["href"])
    assert "#8a2b0d" in site.client().get(style).text
answer = site.client("editor").get("/admin/front/@@export?format=paper.titles")
assert answer.text == "Front\\t/front\\nA page\\t/front/a-page\\n", answer.text
assert "Paper theme" in site.client("admin").get("/admin/-/settings").text
site.close()

own = start("pages paper", **{"mastaba.site": "own_site"})
page = own.client().get("/").text
assert "mine" in page and page.index("mine") < page.index("framed") < page.index("A page")
assert "motto" in page and "theme-color" in page
"""
OWN = """
def includeme(config):
    config.override_templates("pages", "own_site:entries")
"""
BRAND = """
from mastaba.settings import SettingsError

site = start("pages brand")
site.migrate()
fill(site)
choose(site, theme="brand", mastaba__brand__slogan="Bright", mastaba__brand__no_robots=["Bot"])
page = site.client().get("/").text
assert 'class="card"' in page and "Bright" in page and "brand.css" in page
assert "User-agent: Bot" in site.client().get("/robots.txt").text
assert 'circle cx="11"' in site.client("admin").get("/admin/").text
site.close()

plain = start("pages")
page = plain.client().get("/").text
assert 'class="card"' not in page and "brand.css" not in page
assert "Bot" not in plain.client().get("/robots.txt").text
assert "brand (not installed)" in plain.client("admin").get("/admin/-/settings").text
plain.close()

fixed = start("pages brand", **{"mastaba.site.theme": "brand"})
page = fixed.client("admin").get("/admin/-/settings")
assert page.html.find(id="f-mastaba.site.theme") is None and "it can only be changed" in page.text
fixed.close()
try:
    start("pages brand", **{"mastaba.site.theme": "barnd"})
except SettingsError as error:
    print(error)
"""


@pytest.fixture
def address(tmp_path: Path) -> str:
    """An empty database."""
    return f"sqlite:///{tmp_path / 'site.sqlite'}"


def test_the_plugin_of_the_page_works_as_it_stands_there(tmp_path: Path, address: str) -> None:
    own = tmp_path / "own_site" / "entries"
    own.mkdir(parents=True)
    (own.parent / "__init__.py").write_text(OWN)
    (own / "entries.jinja2").write_text('mine {% include "pages/entries.jinja2" %}')
    pkgs.run(RUN + PAPER, doc_plugin.installed("themes.md", "paper", tmp_path), address)


def test_brand_dresses_a_site_and_leaves_nothing_behind(tmp_path: Path, address: str) -> None:
    said = pkgs.run(RUN + BRAND, pkgs.environment(tmp_path, "brand"), address)
    assert said == "mastaba.site.theme is 'barnd'; did you mean brand?\n"
