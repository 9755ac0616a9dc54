"""Two sites in one database: a host shows its own and nothing of the other (case 133)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from mastaba.api import create, find_at, make_front, publish, rename
from mastaba.clock import utc_now
from mastaba.security.roles import Roles
from mastaba.testing import ScratchSite
from mastaba.tree.bootstrap import ensure_site
from mastaba.tree.models import Node, Site
from mastaba.tree.sites import SiteDirectory
from mastaba_pages.models import Page

OTHER = "other.example"


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """`/shared` on both, `/only-here` on the first, `/only-there` on the second."""
    site = make_site({"mastaba.hosts": OTHER})
    with site.request() as request:
        request.db.add(Site(hosts=[OTHER]))
        request.db.flush()
        ensure_site(request.db, site.registry[Roles], utc_now())
    site.registry[SiteDirectory].forget()
    for host, titles in (
        ("localhost", ("Shared", "Only here")),
        (OTHER, ("Shared", "Only there")),
    ):
        with site.request() as request:
            request.host = host
            for title in titles:
                page = create(request, find_at(request, "/"), Page, {"title": title})
                publish(request, page)
                page.summary = f"of {host}"
    return site


def get(site: ScratchSite, host: str, path: str, role: str | None = None, **options: Any) -> Any:
    return site.client(role).get(path, headers={"Host": host}, **options)


def test_case_133_each_host_shows_its_own_tree(site: ScratchSite) -> None:
    for _visit in range(2):  # what is kept from the first visit does not cross over
        for host, own, strange in (
            ("localhost", "only-here", "only-there"),
            (OTHER, "only-there", "only-here"),
        ):
            get(site, host, f"/{own}")
            get(site, host, f"/{strange}", status=404)
            shared = get(site, host, "/shared")
            assert f"of {host}" in shared
            assert strange not in shared


def test_case_133_lists_searches_and_tools_stay_on_their_site(site: ScratchSite) -> None:
    for path in ("/admin/", "/admin/@@contents", "/admin/@@find-page?q=only", "/admin/-/trash"):
        for host, strange in (("localhost", "only-there"), (OTHER, "only-here")):
            assert strange not in get(site, host, path, "editor"), (host, path)


def test_case_133_a_former_address_leads_only_on_its_own_site(site: ScratchSite) -> None:
    with site.request() as request:
        rename(request, find_at(request, "/shared"), "renamed")
    assert get(site, "localhost", "/shared", status=301).location.endswith("/renamed")
    assert "of other.example" in get(site, OTHER, "/shared")


def test_case_133_each_site_has_a_front_page_of_its_own(site: ScratchSite) -> None:
    with site.request() as request:
        make_front(request, find_at(request, "/shared"))
    site.registry[SiteDirectory].forget()
    assert "of localhost" in get(site, "localhost", "/")
    assert "of localhost" not in get(site, OTHER, "/")


def test_case_133_no_node_of_the_other_site_is_found_by_its_id(site: ScratchSite) -> None:
    with site.request() as request:
        statement = select(Node).join(Site, Site.id == Node.site_id).where(Node.slug == "shared")
        ids = {node.site_id: node.id for node in request.db.scalars(statement)}
    strange = ids[max(ids)]
    client = site.client("editor")
    answer = client.send("/admin/only-here/@@move", {"target": strange}, status="*")
    assert answer.status_int == 404
    answer = client.send("/admin/@@bulk", {"action": "trash", "select": strange}, status="*")
    assert "of other.example" in get(site, OTHER, "/shared")
