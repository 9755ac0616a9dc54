"""Files that plugins ship for browsers: hashed addresses, kept for ever."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mastaba.rendering import Assets, Environment
from mastaba.rendering.asset_folders import AssetError
from mastaba.testing import ScratchSite

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder as a plugin would ship it, with a secret beside and a hidden file inside."""
    files = {
        "static/tea.css": "a {}",
        "static/js/tea.js": 'import "./cup.js";',
        "static/js/cup.js": "//# sourceMappingURL=cup.js.map",
        "static/js/cup.js.map": "{}",
        "static/.hidden": "secret",
        "secret.txt": "secret",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "static/way-out.txt").symlink_to(tmp_path / "secret.txt")
    return tmp_path / "static"


@pytest.fixture
def tea(make_site: Any, shelf: Path) -> ScratchSite:
    """A site with these assets."""
    site: ScratchSite = make_site()
    site.config.add_assets("tea", str(shelf))
    site.config.commit()
    return site


def test_a_file_and_what_it_refers_to_are_served_for_ever(tea: ScratchSite) -> None:
    address = tea.registry[Assets].url("tea/js/tea.js")
    answer = tea.client().get(address)
    assert answer.content_type == "text/javascript"
    assert answer.cache_control.max_age == 31_536_000
    assert "Set-Cookie" not in answer.headers
    beside = address.rpartition("/")[0]
    for name in ("cup.js", "cup.js.map", "../tea.css"):
        tea.client().get(f"{beside}/{name}" if name[0] != "." else address[:-9] + "tea.css")


def test_views_ask_for_the_same_address(tea: ScratchSite) -> None:
    with tea.request() as request:
        assert request.asset_url("tea/tea.css") == tea.registry[Assets].url("tea/tea.css")
        with pytest.raises(AssetError, match="no file 'tee"):
            request.asset_url("tea/tee.css")


def test_nothing_else_is_served(tea: ScratchSite) -> None:
    base = tea.registry[Assets].url("tea/tea.css").removesuffix("tea.css")
    for name in (
        ".hidden",
        "../secret.txt",
        "..%2Fsecret.txt",
        "js",
        "js/",
        "nope.css",
        "",
        "way-out.txt",
    ):
        assert tea.client().get(base + name, expect_errors=True).status_int in (400, 404), name
    other = base.replace(base.split("/")[4], "0" * 12)
    assert tea.client().get(other + "tea.css", status=404)
    assert tea.client().get(base.replace("/tea/", "/cup/") + "tea.css", status=404)


def test_a_changed_file_has_another_address(tea: ScratchSite, shelf: Path) -> None:
    assets: Assets = tea.registry[Assets]
    before = assets.url("tea/tea.css")
    (shelf / "tea.css").write_text("a { color: red }")
    after = assets.url("tea/tea.css")
    assert after != before
    assert "red" in tea.client().get(after).text
    tea.client().get(before, status=404)


def test_a_missing_file_names_the_template_and_the_next_best(tea: ScratchSite) -> None:
    environment = tea.registry[Environment]
    for name, words in (
        ("tea/tae.css", r"there is no file 'tae\.css'.*did you mean tea\.css"),
        ("cup/tea.css", r"nobody called config\.add_assets\('cup'"),
        ("tea.css", r"no asset 'tea\.css' of the core"),
    ):
        template = environment.from_string("{{ asset(name) }}")
        template.name = "tea/list.jinja2"
        with pytest.raises(AssetError, match=rf"tea/list\.jinja2: .*{words}"):
            template.render(name=name)
