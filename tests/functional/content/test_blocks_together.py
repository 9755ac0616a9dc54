"""Blocks that are asked for their data together: once for a text, and each its own answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError

from mastaba.api import Group, create, field, find_at, publish
from mastaba.content.blocks.registry import Blocks, DeclaredBlock
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page
from tests.support.bodies import block, body, text


class Named(Group):
    name: str = field(label="Name")


def declare(site: ScratchSite, data: Any) -> None:
    site.registry[Blocks].add(
        DeclaredBlock("test.named", Named, "Named", "blocks/snippet.jinja2", data=data,
                      together=True)
    )  # fmt: skip


def page(site: ScratchSite, *content: Any) -> None:
    with site.request() as request:
        made = create(
            request, find_at(request, "/"), Page, {"title": "Own", "body": body(*content)}
        )
        publish(request, made)


def named(name: str) -> Any:
    return block("test.named", {"name": name})


def nested() -> Any:
    inside = block("core.column", {}, block("core.callout", {}, named("deep"), text("x")))
    return block("core.columns", {}, inside, block("core.column", {}, named("side")))


def test_all_of_a_text_are_asked_about_once_in_reading_order(site: ScratchSite) -> None:
    asked: list[list[str]] = []

    def data(_request: Any, several: Sequence[Any]) -> list[Any]:
        asked.append([values.name for values in several])
        return [{"html": f"<{v.name}>"} if v.name != "none" else None for v in several]

    declare(site, data)
    page(site, named("first"), nested(), named("none"), named("last"))
    html = site.client().get("/own").text
    assert asked == [["first", "deep", "side", "none", "last"]]
    places = [html.index(f"&lt;{name}&gt;") for name in ("first", "deep", "side", "last")]
    assert places == sorted(places)
    assert "&lt;none&gt;" not in html


def test_what_fails_is_asked_once_and_leaves_the_text_up(site: ScratchSite) -> None:
    asked: list[int] = []

    def too_few(_request: Any, several: Sequence[Any]) -> list[Any]:
        asked.append(len(several))
        return [{"html": "<one>"}]

    declare(site, too_few)
    page(site, text("Before"), named("a"), named("b"), text("After"))
    site.client().get("/own").mustcontain("Before", "After", no=["&lt;one&gt;"])
    assert asked == [2]
    site.client("editor").get("/own").mustcontain("block test.named", "Before", "After")


def test_twenty_snippets_cost_no_more_than_two(site: ScratchSite) -> None:
    from mastaba.api import Snippet

    with site.request() as request:
        shelf = find_at(request, "/", tree="library")
        made = [
            create(request, shelf, Snippet, {"title": f"No {n}", "body": body(text(f"Word {n}."))})
            for n in range(20)
        ]
        for snippet in made:
            publish(request, snippet)
        for title, count in (("Two", 2), ("Twenty", 20)):
            shown = [block("core.snippet", {"snippet": one.uid}) for one in made[:count]]
            publish(request, create(request, find_at(request, "/"), Page,
                                    {"title": title, "body": body(*shown)}))  # fmt: skip
    visitor, costs = site.client(), []
    for path in ("/two", "/twenty"):
        visitor.get(path)
        with site.statements() as sql:
            html = visitor.get(path).text
        costs.append(len(sql))
    assert costs[0] == costs[1]
    assert all(f"Word {n}." in html for n in range(20))


def test_together_needs_something_to_ask() -> None:
    config = Configurator()
    from mastaba.content.blocks.declare import add_block

    with pytest.raises(ConfigurationError, match="nothing to ask"):
        add_block(config, "test.named", Named, title="Named", renderer="x/y.jinja2", together=True)
