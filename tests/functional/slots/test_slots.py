"""Slots: what is declared, in which order it stands, and who sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from markupsafe import Markup
from pyramid.exceptions import ConfigurationConflictError, ConfigurationError

from mastaba.api import create, find_at, publish
from mastaba.slots import Slots
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
BELOW = "site.after_content"


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    site = make_site()
    with site.request() as request:
        publish(request, create(request, find_at(request, "/"), Page, {"title": "Page"}))
    return site


def add(site: ScratchSite, slot: str, id: str, **options: Any) -> None:
    site.config.add_slot_item(slot, id, **options)


def says(text: str) -> Callable[[Any, Any], Markup]:
    return lambda _context, _request: Markup("<p class=said>{}</p>").format(text)


def said(site: ScratchSite, role: str | None = None, path: str = "/page") -> list[str]:
    return [found.text for found in site.client(role).get(path).html.select(".said")]


def test_items_stand_as_before_and_after_say(site: ScratchSite) -> None:
    add(site, BELOW, "event.b", view=says("b"))
    add(site, BELOW, "event.c", view=says("c"), after=("event.d", "absent.item"))
    add(site, BELOW, "event.a", view=says("a"), before="event.b")
    add(site, BELOW, "event.d", view=says("d"))
    site.config.commit()
    assert said(site) == ["a", "b", "d", "c"]


def test_permission_is_asked_on_the_page_and_when_on_both(site: ScratchSite) -> None:
    add(site, BELOW, "event.a", view=says("editors"), permission="edit")
    add(site, BELOW, "event.b", view=says("this"), when=lambda page, _r: page.title == "Page")
    add(site, BELOW, "event.c", view=says("never"), when=lambda _page, _request: False)
    site.config.commit()
    assert said(site) == ["this"]
    assert said(site, "editor") == ["editors", "this"]
    assert said(site, "editor", "/") == ["editors"]


def test_what_a_view_returns_is_escaped_unless_it_is_markup(site: ScratchSite) -> None:
    add(site, BELOW, "event.a", view=lambda _context, _request: "<script>")
    add(site, BELOW, "event.b", view=lambda _context, _request: None)
    site.config.commit()
    answer = site.client().get("/page").text
    assert "&lt;script&gt;" in answer
    assert "None" not in answer


def test_an_entry_of_a_menu(site: ScratchSite) -> None:
    tool = {"title": "Guestbook", "icon": "mail", "url": "/admin/-/jobs", "after": "core.trash"}
    add(site, "admin.tools", "event.tool", **tool, count=lambda _root, _request: 7)
    add(site, "admin.tabs", "event.tab", title="Guests", url="@@usage", current=("history",))
    add(site, "admin.tabs", "event.gone", title="Gone", url=lambda _page, _request: None)
    add(site, "admin.node_actions", "event.do", title="Invite", url="@@move", permission="edit")
    site.config.commit()
    screen = site.client("editor").get("/admin/page/@@history").html
    tools = [[*link.stripped_strings] for link in screen.select(".side-last a")]
    assert tools[:2] == [["Trash"], ["Guestbook", "7"]]
    current = [link.text for link in screen.select("nav.tabs [aria-current]")]
    assert current == ["History", "Guests"]
    assert "Gone" not in screen.select_one("nav.tabs").text
    for path in ("@@edit", ""):
        page = site.client("editor").get(f"/admin/page/{path}").html
        assert page.select_one('a[href="/admin/page/@@move"] span').text == "Invite" or path
    there = site.client("editor").get("/admin/-/jobs").html
    assert "Guestbook" in [mark.span.text for mark in there.select(".side-last [aria-current]")]


def test_a_slot_of_ones_own_and_an_item_with_a_template(site: ScratchSite) -> None:
    site.config.add_slot("event.below", title="Below", description="It.", context="The page.")
    add(site, "event.below", "mine.item", renderer="site/error.jinja2")
    site.config.commit()
    assert [item.id for item in site.registry[Slots].ordered["event.below"]] == ["mine.item"]


def test_what_is_for_a_plugin_that_is_not_enabled_waits(site: ScratchSite) -> None:
    add(site, "absent.slot", "event.a", view=says("a"))
    site.config.remove_item(BELOW, "absent.item")
    site.config.commit()
    assert said(site) == []


def test_a_later_layer_replaces_and_removes(site: ScratchSite) -> None:
    add(site, BELOW, "event.a", view=says("a"))
    add(site, BELOW, "event.b", view=says("b"))
    site.config.commit()
    add(site, BELOW, "event.a", view=says("mine"))
    site.config.remove_item(BELOW, "event.b")
    site.config.remove_item("admin.tools", "core.jobs")
    site.config.commit()
    assert said(site) == ["mine"]
    assert "Background work" not in site.client("editor").get("/admin/page").text


@pytest.mark.parametrize(
    ("do", "sentence"),
    [
        (lambda c: c.add_slot_item("site.afer_content", "event.a", view=says("")),
         "There is no slot 'site.afer_content'; did you mean site.after_content?"),
        (lambda c: c.add_slot_item(BELOW, "event.a", title="No address"), "it shows nothing"),
        (lambda c: c.add_slot_item(BELOW, "a", view=says("")), "such as 'event.a'"),
        (lambda c: c.remove_item("admin.tools", "core.job"),
         "admin.tools holds no item 'core.job'; did you mean core.jobs?"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_a_sentence(
    site: ScratchSite, do: Callable[[Any], None], sentence: str
) -> None:
    with pytest.raises(ConfigurationError) as raised:
        do(site.config)
        site.config.commit()
    assert sentence in str(raised.value)


def test_a_circle_names_both(site: ScratchSite) -> None:
    add(site, BELOW, "event.a", view=says("a"), before="guestbook.b")
    add(site, BELOW, "guestbook.b", view=says("b"), before="event.a")
    with pytest.raises(ConfigurationError, match=r"event\.a.*guestbook\.b|guestbook\.b.*event\.a"):
        site.config.commit()


def test_two_claimants_of_an_item_are_a_conflict(site: ScratchSite) -> None:
    site.config.include(one_plugin)
    site.config.include(another_plugin)
    with pytest.raises(ConfigurationConflictError, match=r"event\.a"):
        site.config.commit()


def one_plugin(config: Any) -> None:
    config.add_slot_item(BELOW, "event.a", view=says("one"))


def another_plugin(config: Any) -> None:
    config.add_slot_item(BELOW, "event.a", view=says("another"))


def test_error_pages_have_no_items(site: ScratchSite) -> None:
    add(site, BELOW, "event.a", view=says("a"))
    site.config.commit()
    assert "said" not in site.client().get("/nothing", status=404).text
