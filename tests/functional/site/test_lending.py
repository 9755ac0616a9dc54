"""What a draft shows is shown to whoever holds its preview link, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pyramid.response import Response
from sqlalchemy import update

from mastaba.api import Snippet, create, find, find_at, publish, save, share, trash
from mastaba.clock import utc_now
from mastaba.content.models import PreviewLink
from mastaba.content.operations.preview_links import make_preview_link, revoke_preview_link
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

LIBRARY = "library"


def raw(context: Any, request: Any) -> Response:
    return Response(context.title, charset="utf-8")


def paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "content": [{"type": "text", "text": text}]}


def block(uid: str) -> dict[str, Any]:
    values = {"uid": None, "version": 1, "data": {"snippet": uid}}
    return {"type": "core.snippet", "attrs": values}


def body(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "doc", "content": list(blocks)}


@pytest.fixture
def draft(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """A draft that shows the draft snippet "Inside"; another snippet, "Aside", is a draft too."""
    site = make_site()
    site.config.add_permanent_view(raw, context=Snippet, name="raw")
    site.config.commit()
    with site.request("editor") as request:
        shelf = find_at(request, "/", tree=LIBRARY)
        for title in ("Inside", "Aside"):
            create(request, shelf, Snippet, {"title": title, "body": body(paragraph(title * 2))})
        inside = find_at(request, "/inside", tree=LIBRARY)
        create(
            request, find_at(request, "/"), Page, {"title": "A", "body": body(block(inside.uid))}
        )
    return site


def link_to(site: ScratchSite, path: str = "/a") -> str:
    with site.request("editor") as request:
        return make_preview_link(request, find_at(request, path))


def address(site: ScratchSite, path: str, token: str = "") -> str:
    with site.request() as request:
        url: str = request.node_url(find_at(request, path, tree=LIBRARY), "raw")
    return url.replace("/raw", f"~{token}/raw") if token else url


def change(site: ScratchSite, act: Callable[[Any, Any], Any], path: str, tree: str) -> None:
    with site.request() as request:
        act(request, find_at(request, path, tree=tree))


def test_it_is_shown_with_the_link_only(draft: ScratchSite) -> None:
    client, token = draft.client(), link_to(draft)
    assert "InsideInside" in client.get(f"/-/preview/{token}")
    assert client.get(address(draft, "/inside", token)).text == "Inside"
    refused = ("", "x", token[:-1], f"{token}x", token.swapcase())
    for other in refused:
        client.get(address(draft, "/inside", other), status=404)
    client.get(address(draft, "/aside", token), status=404)  # the page does not show it


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_link_opens_no_other_view_and_no_list(draft: ScratchSite) -> None:
    client, token = draft.client(), link_to(draft)
    base = address(draft, "/inside", token).removesuffix("/raw")
    for end in ("", "/", "/@@edit", "/edit", "/@@sharing"):
        client.get(f"{base}{end}", status=404)
    client.get(f"/-/id~{token}/raw", status=404)
    client.get(f"/a~{token}", status=404)


def test_it_ends_with_the_link(draft: ScratchSite) -> None:
    client, token = draft.client(), link_to(draft)
    url = address(draft, "/inside", token)
    client.get(url)
    with draft.request("editor") as request:
        only = request.db.scalar(PreviewLink.__table__.select())
        revoke_preview_link(request, find_at(request, "/a"), only)
    client.get(url, status=404)
    url = address(draft, "/inside", link_to(draft))
    client.get(url)
    with draft.request() as request:
        request.db.execute(update(PreviewLink).values(expires=utc_now()))
    client.get(url, status=404)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("hide", ["trash", "close", "trash the page", "close the page"])
def test_it_ends_when_its_maker_may_not_see_it(draft: ScratchSite, hide: str) -> None:
    client, url = draft.client(), address(draft, "/inside", link_to(draft))
    client.get(url)
    place = ("/a", "site") if "page" in hide else ("/inside", LIBRARY)
    close: Callable[[Any, Any], Any] = lambda r, n: share(r, n, {}, inherit=False)  # noqa: E731 - one of two
    change(draft, trash if "trash" in hide else close, *place)
    client.get(url, status=404)


def test_it_shows_what_the_version_of_the_link_shows(draft: ScratchSite) -> None:
    """A picture that is put into the text later is not shown by an older link."""
    client, token = draft.client(), link_to(draft)
    aside = find_uid(draft, "/aside")
    change(draft, lambda r, n: save(r, n, {"body": body(block(aside))}), "/a", "site")
    client.get(address(draft, "/aside", token), status=404)
    client.get(address(draft, "/aside", link_to(draft)), status=200)
    client.get(address(draft, "/inside", token), status=200)


def find_uid(site: ScratchSite, path: str) -> str:
    with site.request() as request:
        return str(find_at(request, path, tree=LIBRARY).uid)


def test_addresses_on_the_page_name_the_link_where_it_lends(draft: ScratchSite) -> None:
    from mastaba.content.operations.preview_links import open_preview_link
    from mastaba.site.lending import lend_shown

    token, inside, aside = link_to(draft), find_uid(draft, "/inside"), find_uid(draft, "/aside")
    with draft.request("reader") as request:
        lend_shown(request, token, *open_preview_link(request, token))
        nodes = [find(request, uid, tree=LIBRARY) for uid in (inside, aside)]
        assert [request.node_url(node, "raw") for node in nodes] == [
            f"/-/id/{inside}~{token}/raw",
            f"/-/id/{aside}/raw",
        ]
        assert [bool(request.has_permission("view", node)) for node in nodes] == [True, False]
        for right in ("view_drafts", "edit", "publish"):
            assert not request.has_permission(right, nodes[0])
        listed = request.catalog(tree=LIBRARY).visible().with_uids([inside, aside]).rows(9)
        assert [row.uid for row in listed] == [inside]
        assert not request.catalog(tree=LIBRARY).visible("edit").with_uids([inside]).rows(9)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_public_is_found_with_a_dead_link(draft: ScratchSite) -> None:
    url = address(draft, "/inside", link_to(draft))
    with draft.request() as request:
        publish(request, find_at(request, "/inside", tree=LIBRARY))
        request.db.execute(update(PreviewLink).values(expires=utc_now()))
    draft.client().get(url, status=200)
