"""`/-/id/<uid>/<view>`: library content with an address that never changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pyramid.exceptions import ConfigurationError
from pyramid.response import Response

from mastaba.api import (
    Snippet,
    Term,
    Vocabulary,
    create,
    find_at,
    publish,
    save,
    share,
    trash,
)
from mastaba.doors import doors_of
from mastaba.testing import ScratchSite

LIBRARY = "library"


def raw(context: Any, request: Any) -> Response:
    """A view of a plugin; says what it was asked for."""
    return Response(f"{context.title} {'/'.join(request.subpath)}", charset="utf-8")


@pytest.fixture
def shelf(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """A public snippet, and a public term in a vocabulary."""
    site = make_site()
    site.config.add_permanent_view(raw, context=Snippet, name="raw", takes_subpath=True)
    site.config.add_permanent_view(raw, context=Term, name="raw")
    site.config.commit()
    with site.request() as request:
        root = find_at(request, "/", tree=LIBRARY)
        words = publish_new(request, root, Vocabulary, "Words")
        publish_new(request, words, Term, "Sky")
        publish_new(request, root, Snippet, "Hours")
    return site


def publish_new(request: Any, parent: Any, model: Any, title: str) -> Any:
    node = create(request, parent, model, {"title": title})
    publish(request, node)
    return node


def at(request: Any, path: str) -> Any:
    return find_at(request, path, tree=LIBRARY)


def address(site: ScratchSite, path: str = "/hours") -> str:
    with site.request() as request:
        found: str = request.node_url(at(request, path), "raw")
    return found


def change(site: ScratchSite, act: Callable[[Any, Any], Any], path: str = "/hours") -> None:
    with site.request() as request:
        act(request, at(request, path))


def test_it_answers_at_its_uid_with_what_follows(shelf: ScratchSite) -> None:
    client, url = shelf.client(), address(shelf)
    assert client.get(f"{url}/a/b").text == "Hours a/b"
    assert client.get(url.replace("/raw", "/@@raw")).text == "Hours "
    assert client.get(address(shelf, "/words/sky")).text == "Sky "
    change(shelf, lambda r, n: save(r, n, {"title": "Opening hours"}))
    change(shelf, lambda r, n: publish(r, n))
    assert client.get(url).text == "Opening hours "


def test_nothing_else_answers_there(shelf: ScratchSite) -> None:
    client, url = shelf.client("admin"), address(shelf)
    with shelf.request() as request:
        page = find_at(request, "/")
        root = at(request, "/")
        assert request.node_url(root, "else") == request.node_url(root) == ""
        assert request.node_url(page, "raw") == "/@@raw"
        uids = page.uid, root.uid
    base = url.removesuffix("/raw")
    others = [f"/-/id/{uid}/raw" for uid in (*uids, "x" * 65, "%F0%9F%98%80")]
    views = [f"{base}{end}" for end in ("", "/", "/@@edit", "/edit", "/robots.txt", "/raw2")]
    term = f"{address(shelf, '/words/sky')}/tail"  # only those that ask for it take a subpath
    for wrong in (*others, *views, term, "/-/id", "/-/id/", "/-/id//raw"):
        client.get(wrong, status=404)


def test_hidden_is_as_missing_for_each_reason(shelf: ScratchSite) -> None:
    client, url, soon = shelf.client(), address(shelf), timedelta(hours=1)
    missing = client.get(url.replace("/id/0", "/id/1"), status=404)
    reasons: list[tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]] = [
        (lambda r, n: setattr(n, "state", "draft"), lambda r, n: setattr(n, "state", "published")),
        (
            lambda r, n: setattr(n, "expires_at", r.now - soon),
            lambda r, n: setattr(n, "expires_at", None),
        ),
        (
            lambda r, n: setattr(n, "published_at", r.now + soon),
            lambda r, n: setattr(n, "published_at", r.now - soon),
        ),
        (lambda r, n: share(r, n, {}, inherit=False), lambda r, n: share(r, n, {}, inherit=True)),
    ]
    for hide, show in reasons:
        assert client.get(url).status_int == 200
        change(shelf, hide)
        answer = client.get(url, status=404)
        assert answer.headers["Cache-Control"] == "no-store"
        assert len(answer.text) == len(missing.text)
        shelf.client("admin").get(url, status=200)
        change(shelf, show)
    change(shelf, lambda r, n: trash(r, n))
    client.get(url, status=404)
    shelf.client("admin").get(url, status=404)


def test_what_lies_above_counts_at_once(shelf: ScratchSite) -> None:
    client, url = shelf.client(), address(shelf, "/words/sky")
    client.get(url)
    change(shelf, lambda r, n: share(r, n, {}, inherit=False), "/words")
    client.get(url, status=404)


def test_two_statements_and_one_from_then_on(shelf: ScratchSite) -> None:
    client, url = shelf.client(), address(shelf, "/words/sky")
    client.get("/")  # what the process learns once
    for most in (2, 1, 1):
        with shelf.statements() as sql:
            client.get(url)
        assert len(sql) == most, sql
    change(shelf, lambda r, n: save(r, n, {"title": "Heavens"}), "/words/sky")
    with shelf.statements() as sql:
        client.get(url)
    assert len(sql) <= 3


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_it_is_a_door_of_its_own_kind(shelf: ScratchSite) -> None:
    found = [door for door in doors_of(shelf.config) if door.name == "raw"]
    assert {door.pattern for door in found} == {"/-/id/UID/raw"}
    assert all(door.is_permanent and door.shows == "context" for door in found)
    assert found[0].at("/hours", "0123") == "/-/id/0123/raw"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_it_needs_a_name(shelf: ScratchSite) -> None:
    with pytest.raises(ConfigurationError, match="name of the view"):
        shelf.config.add_permanent_view(raw, context=Snippet, name="")
