"""From a path to a context: two statements at any depth, and nothing found that is not there."""

from __future__ import annotations

from typing import Any

import pytest
from pyramid.httpexceptions import HTTPNotFound

from mastaba.api import create, find_at, make_front, publish
from mastaba.testing import ScratchSite
from mastaba.tree.traverser import Tools, TreeTraverser
from mastaba_pages.models import Page, Section


@pytest.fixture
def deep(site: ScratchSite) -> ScratchSite:
    """A chain `/a/b/c/d/e/f/g/h` of published sections."""
    with site.request() as request:
        node = find_at(request, "/")
        for name in "abcdefgh":
            node = create(request, node, Section, {"title": name})
            publish(request, node)
    return site


def traverse(request: Any, path: str) -> dict[str, Any]:
    request.path_info = path
    found: dict[str, Any] = TreeTraverser(None)(request)
    return found


@pytest.mark.parametrize("path", ["/a", "/a/b/c", "/a/b/c/d/e/f/g/h"])
def test_two_statements_at_any_depth(deep: ScratchSite, path: str) -> None:
    with deep.request() as request:
        assert request.site.id
        with deep.statements() as sql:
            found = traverse(request, path)
        assert found["context"].path == path
        assert len(sql) == 2


@pytest.mark.parametrize(
    ("path", "context", "view", "subpath"),
    [
        ("/", "/", "", ()),
        ("/a/b", "/a/b", "", ()),
        ("/a/b/", "/a/b", "", ()),
        ("/a/edit", "/a", "edit", ()),
        ("/a/@@edit", "/a", "edit", ()),
        ("/a/@@edit/x/y", "/a", "edit", ("x", "y")),
        ("/a/nope/b", "/a", "nope", ("b",)),
        ("/b/c", "/", "b", ("c",)),
        ("/a/@@b", "/a", "b", ()),
        ("/a/../a/b", "/a/b", "", ()),
    ],
)
def test_what_is_left_over_is_view_and_subpath(
    deep: ScratchSite, path: str, context: str, view: str, subpath: tuple[str, ...]
) -> None:
    with deep.request() as request:
        found = traverse(request, path)
        assert (found["context"].path, found["view_name"], found["subpath"]) == (
            context,
            view,
            subpath,
        )


def test_tools_are_reached_through_the_dash(deep: ScratchSite) -> None:
    with deep.request() as request:
        found = traverse(request, "/-/health/x")
        assert isinstance(found["context"], Tools)
        assert (found["view_name"], found["subpath"]) == ("health", ("x",))


def test_case_155_segments_are_compared_in_one_normal_form(site: ScratchSite) -> None:
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Café"})
        publish(request, page)
    site.client().get("/cafe%CC%81", status=200)
    site.client().get("/caf%C3%A9", status=200)


def test_case_152_a_path_of_thousands_of_segments_is_cheap(deep: ScratchSite) -> None:
    with deep.request() as request:
        assert request.site.id
        with deep.statements() as sql:
            found = traverse(request, "/a" + "/b" * 5000)
        assert found["context"].path == "/a/b"
        assert len(sql) == 2


def test_the_front_page_stands_at_the_root_and_keeps_its_address(site: ScratchSite) -> None:
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Welcome"})
        publish(request, page)
        make_front(request, page)
    with site.request() as request:
        assert traverse(request, "/")["context"].title == "Welcome"
        assert request.node_url(traverse(request, "/")["context"]) == "/"
    visitor = site.client()
    assert 'rel="canonical" href="http://localhost/"' in visitor.get("/welcome").text.replace(
        ":80", ""
    )


def test_a_site_without_a_root_says_so(site: ScratchSite) -> None:
    with site.request() as request:
        request.db.connection().exec_driver_sql("UPDATE node SET path = '/lost' WHERE path = '/'")
        with pytest.raises(HTTPNotFound, match="no root"):
            traverse(request, "/a")


def test_case_153_url_of_a_node_leads_back_to_it(site: ScratchSite) -> None:
    titles = ["a b&c", "日本", "100 %", "semi;colon", "plus+", "q?x#y", "tilde~", "ünï", "it's"]
    with site.request() as request:
        for title in titles:
            node = create(request, find_at(request, "/"), Page, {"title": title})
            publish(request, node)
        urls = {row.title: request.node_url(row) for row in request.catalog().visible().rows(50)}
    visitor = site.client()
    for title in titles:
        assert "<h1" in visitor.get(urls[title], status=200)
