"""Views of plugins that are installed later, and pages that have their names already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mastaba.api import Invalid, create, find_at, publish
from mastaba.cli.serve import warn_of_hidden_views
from mastaba.testing import ScratchSite
from mastaba.tree.models import Node
from mastaba_pages.models import Page


def test_case_157_a_page_hides_no_view_and_a_view_no_page(
    make_site: Callable[..., ScratchSite], capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site()
    with site.request() as request:
        publish(request, create(request, find_at(request, "/"), Page, {"title": "Feed"}))
    warn_of_hidden_views(site.registry)
    assert capsys.readouterr().err == ""
    _install(site)
    warn_of_hidden_views(site.registry)
    said = "The page /feed hides the view “feed”, which is reached as @@feed there."
    assert said in capsys.readouterr().err
    visitor = site.client()
    assert "<title>Feed" in visitor.get("/feed").text
    assert visitor.get("/@@feed").text == "items"
    with site.request() as request, pytest.raises(Invalid, match="“feed” is an address"):
        create(request, find_at(request, "/feed"), Page, {"title": "Other"}, slug="feed")


def _install(site: ScratchSite) -> None:
    def feed(_context: Any, request: Any) -> Any:
        request.response.text = "items"
        return request.response

    site.config.add_view(feed, name="feed", context=Node, permission="view")
    site.config.commit()
