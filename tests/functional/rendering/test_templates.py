"""Where a template is looked for: site package, theme, its parent, overrides, owner."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import TemplateNotFound
from pyramid.exceptions import ConfigurationConflictError, ConfigurationError

from mastaba.api import change_site_settings
from mastaba.plugins.ledger import OVERRIDES, SITE, ledger_of
from mastaba.rendering import Environment, Templates, Themes, environment_of
from mastaba.rendering.checks import check_overrides, check_themes
from mastaba.rendering.named import check_named
from mastaba.rendering.templates import themes_of
from mastaba.testing import ScratchSite
from mastaba.tree.models import Node

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SELF = '{% extends "tea/menu.jinja2" %}{% block a %}PLACE {{ super() }}{% endblock %}'


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


@pytest.fixture
def tea(make_site: Any, tmp_path: Path) -> ScratchSite:
    """One template, brought by everybody who may bring one, each standing on the one beneath."""
    write(tmp_path, "core/menu.jinja2", "{% block a %}core{% endblock %}")
    write(tmp_path, "core/plain.jinja2", "core")
    write(tmp_path, "overrides/menu.jinja2", SELF.replace("PLACE", "overrides"))
    write(tmp_path, "paper/tea/menu.jinja2", SELF.replace("PLACE", "paper"))
    write(tmp_path, "night/tea/menu.jinja2", SELF.replace("PLACE", "night"))
    write(tmp_path, "night/tea/plain.jinja2", '{% include "tea/menu.jinja2" %}')
    write(tmp_path, "site/menu.jinja2", SELF.replace("PLACE", "site package"))
    site: ScratchSite = make_site()
    config = site.config
    config.add_templates("tea", str(tmp_path / "core"))
    config.add_theme("night", title="Night", templates=str(tmp_path / "night"), parent="paper")
    config.add_theme("paper", title="Paper", templates=str(tmp_path / "paper"))
    config.commit()
    ledger_of(config.registry).layer = OVERRIDES
    config.override_templates("tea", str(tmp_path / "overrides"))
    config.commit()
    ledger_of(config.registry).layer = SITE
    config.override_templates("tea", str(tmp_path / "site"))
    config.commit()
    return site


def shown(site: ScratchSite, name: str, theme: str) -> str:
    with site.request("admin") as request:
        change_site_settings(request, {"theme": theme})
    with site.request() as request:
        return environment_of(site.registry, request).get_template(name).render()


@SQLITE
def test_each_stands_on_the_one_beneath_it(tea: ScratchSite) -> None:
    assert shown(tea, "tea/menu.jinja2", "") == "site package overrides core"
    assert shown(tea, "tea/menu.jinja2", "paper") == "site package paper overrides core"
    assert shown(tea, "tea/menu.jinja2", "night") == "site package night paper overrides core"
    assert shown(tea, "tea/plain.jinja2", "night") == "site package night paper overrides core"
    assert shown(tea, "tea/plain.jinja2", "paper") == "core"
    templates: Templates = tea.registry[Templates]
    chain = themes_of(tea.registry, "night")
    places = [found.place for found in templates.candidates("tea/menu.jinja2", chain)]
    assert places == ["site package", "theme night", "theme paper", "overrides", "owner tea"]


@SQLITE
def test_a_theme_whose_plugin_is_gone_is_the_plain_look_and_the_admin_says_so(
    tea: ScratchSite,
) -> None:
    assert shown(tea, "tea/plain.jinja2", "night") != "core"
    del tea.registry[Themes].by_name["night"]
    with tea.request() as request:
        assert environment_of(tea.registry, request) is tea.registry[Environment]
    tea.client().get("/", status=200)
    assert [words.partition(";")[0] for words in check_themes(tea.registry)] == [
        "Site 1 has the theme 'night', which is not installed"
    ]
    page = tea.client("admin").get("/admin/-/settings")
    assert "night (not installed)" in page.text
    assert "The theme “night” is not installed" in page.text


@SQLITE
def test_a_missing_template_says_what_is_there(tea: ScratchSite) -> None:
    environment = tea.registry[Environment]
    for name, words in (
        ("tea/mneu.jinja2", "did you mean tea/menu.jinja2?"),
        ("tee/menu.jinja2", "did you mean tea/menu.jinja2?"),
        ("tea/../tea/menu.jinja2", "tea/../tea/menu.jinja2"),
    ):
        with pytest.raises(TemplateNotFound) as missing:
            environment.get_template(name)
        assert words in str(missing.value)


@SQLITE
def test_mistakes_are_told_at_the_start(make_site: Any, tmp_path: Path) -> None:
    write(tmp_path, "a/site/x.jinja2", "")
    write(tmp_path, "b/admin/layout.jinja2", "")
    (tmp_path / "empty").mkdir()
    config = make_site().config

    def said(act: Any) -> str:
        with pytest.raises(ConfigurationError) as problem:
            act()
            config.commit()
        config.action_state.actions.clear()
        return str(problem.value)

    a, b, empty = (str(tmp_path / name) for name in ("a", "b", "empty"))
    assert "is no folder" in said(lambda: config.add_theme("t", title="T", templates=a + "x"))
    loose = str(tmp_path / "a" / "site")
    assert "site/x.jinja2" in said(lambda: config.add_theme("t", title="T", templates=loose))
    assert "dresses public pages" in said(lambda: config.add_theme("t", title="T", templates=b))
    parent = said(lambda: config.add_theme("t", title="T", templates=a, parent="nope"))
    assert "its parent 'nope' is not declared" in parent
    assert "no template" in said(lambda: config.override_templates("site", empty))
    assert "override_templates('site'" in said(lambda: config.add_templates("site", a))


@SQLITE
def test_two_overriders_of_one_file_are_a_conflict(make_site: Any, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path, f"{name}/layout.jinja2", "")

    def one(config: Any) -> None:
        config.override_templates("site", str(tmp_path / "a"))

    def other(config: Any) -> None:
        config.override_templates("site", str(tmp_path / "b"))

    config = make_site().config
    config.include(one)
    config.include(other)
    with pytest.raises(ConfigurationConflictError, match=r"site/layout\.jinja2"):
        config.commit()


@SQLITE
def test_two_sites_of_one_process_wear_their_own_themes(tea: ScratchSite) -> None:
    def menu(theme: str) -> str:
        with tea.request() as request:
            stored = {"mastaba.site.theme": theme}
            request.site = replace(request.site, stored=stored, _sections={})
            environment = environment_of(tea.registry, request)
            assert environment is environment_of(tea.registry, request)
            return environment.get_template("tea/menu.jinja2").render()

    assert [menu(theme) for theme in ("paper", "night", "paper")] == [
        "site package paper overrides core",
        "site package night paper overrides core",
        "site package paper overrides core",
    ]


@SQLITE
def test_an_override_that_stands_for_nothing_is_found(tea: ScratchSite, tmp_path: Path) -> None:
    assert list(check_overrides(tea.registry)) == []
    write(tmp_path, "paper/tea/mneu.jinja2", "")
    write(tmp_path, "paper/absent/list.jinja2", "")
    write(tmp_path, "paper/tea/_piece.jinja2", "")
    (found,) = check_overrides(tea.registry)
    assert found.startswith(str(tmp_path / "paper/tea/mneu.jinja2"))
    assert found.endswith("did you mean tea/menu.jinja2?")


@SQLITE
def test_what_is_named_and_no_template_is_found(tea: ScratchSite, tmp_path: Path) -> None:
    assert list(check_named(tea.registry)) == []
    write(tmp_path, "core/torn.jinja2", "one\n{% endfi %}")
    views = {"permission": "view", "context": Node}
    tea.config.add_view(lambda request: {}, name="a", renderer="tea/mneu.jinja2", **views)
    tea.config.add_view(lambda request: {}, name="b", renderer="tea/torn.jinja2", **views)
    tea.config.add_slot_item("site.footer", "tea.cup", renderer="tea/cup.jinja2")
    tea.config.commit()
    cup, mneu, torn = check_named(tea.registry)
    assert "test_templates.py:" in cup
    assert "no template tea/cup.jinja2" in cup
    assert mneu.endswith("did you mean tea/menu.jinja2?")
    assert "torn.jinja2:2 cannot be read: " in torn


@SQLITE
def test_settings_in_templates(tea: ScratchSite) -> None:
    environment = tea.registry[Environment]
    template = environment.from_string("{{ setting(key) }}")
    template.name = "tea/menu.jinja2"
    with tea.request() as request:
        assert template.render(key="mastaba.site.title", request=request) == "My site"
        assert template.render(key="mastaba.site.title") == "My site"
        for key, words in (
            ("mastaba.site.titel", "did you mean 'mastaba.site.title'?"),
            ("mastaba.secret", "is a secret"),
        ):
            with pytest.raises(LookupError, match=r"tea/menu\.jinja2: ") as refused:
                template.render(key=key, request=request)
            assert words in str(refused.value)
