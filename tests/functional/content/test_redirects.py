"""A page that was renamed or moved is found at its old addresses, and nothing else is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import select, text

from mastaba.api import (
    Conflict,
    OperationError,
    add_alias,
    create,
    find,
    find_at,
    move,
    publish,
    purge,
    remove_alias,
    rename,
    restore,
    share,
    trash,
    unpublish,
)
from mastaba.testing import Client, ScratchSite
from mastaba.tree.models import Redirect
from mastaba.tree.redirects import _longest
from mastaba_pages.models import Page, Section


def add(request: Any, parent: Any, title: str, *, public: bool = True, model: Any = Page) -> Any:
    node = create(request, parent, model, {"title": title})
    if public:
        publish(request, node)
    return node


@pytest.fixture
def branch(site: ScratchSite) -> ScratchSite:
    """`/news` with `/news/opening`, both public."""
    with site.request() as request:
        news = add(request, find_at(request, "/"), "News", model=Section)
        add(request, news, "Opening")
    return site


def rows(site: ScratchSite) -> set[str]:
    with site.request() as request:
        return set(request.db.scalars(select(Redirect.path)))


def goes(visitor: Client, address: str) -> str:
    """Where an old address leads, in one step, to a page that is shown."""
    answer = visitor.get(address, status=301)
    target = re.sub(r"^http://localhost(:80)?", "", answer.location)
    visitor.get(target, status=200)
    return target


def test_case_154_a_renamed_page_and_all_below_it_are_found(
    branch: ScratchSite, visitor: Client
) -> None:
    with branch.request() as request:
        rename(request, find_at(request, "/news"), "aktuell")
    assert goes(visitor, "/news") == "/aktuell"
    assert goes(visitor, "/news/opening") == "/aktuell/opening"
    assert goes(visitor, "/news/opening/?a=1&b=%20") == "/aktuell/opening?a=1&b=%20"
    assert rows(branch) == {"/news"}
    visitor.get("/news/nothing", status=404)
    visitor.head("/news", status=301)
    branch.client("editor").send("/news", status=404)


def test_case_154_renames_of_parent_and_child_in_any_order_are_one_step(
    branch: ScratchSite, visitor: Client
) -> None:
    known = ["/news/opening"]
    with branch.request() as request:
        news, opening = find_at(request, "/news"), find_at(request, "/news/opening")
        steps = [(news, "n1"), (opening, "o1"), (news, "n2"), (opening, "o2"), (news, "n3")]
        for node, slug in steps:
            rename(request, find(request, node.uid), slug)
            known.append(find(request, opening.uid).path)
    assert known[-1] == "/n3/o2"
    for address in known[:-1]:
        assert goes(visitor, address) == "/n3/o2"


def test_case_154_back_and_forth_makes_no_loop(branch: ScratchSite, visitor: Client) -> None:
    with branch.request() as request:
        for slug in ("b", "news", "b", "news"):
            rename(request, find_at(request, "/news") or find_at(request, "/b"), slug)
    visitor.get("/news", status=200)
    assert goes(visitor, "/b/opening") == "/news/opening"
    assert rows(branch) == {"/b"}


def test_two_pages_that_change_places_are_both_found(branch: ScratchSite, visitor: Client) -> None:
    with branch.request() as request:
        other = add(request, find_at(request, "/"), "Other")
        rename(request, find_at(request, "/news"), "x")
        rename(request, find(request, other.uid), "news")
        rename(request, find_at(request, "/x"), "other")
    assert visitor.get("/news", status=200).html.h1.text == "Other"
    assert goes(visitor, "/x/opening") == "/other/opening"
    assert goes(visitor, "/news/opening") == "/other/opening"


def test_a_moved_page_is_found(branch: ScratchSite, visitor: Client) -> None:
    with branch.request() as request:
        target = add(request, find_at(request, "/"), "Archive", model=Section)
        move(request, find_at(request, "/news/opening"), target)
        rename(request, find_at(request, "/news"), "n")
    assert goes(visitor, "/news/opening") == "/archive/opening"
    assert goes(visitor, "/n/opening") == "/archive/opening"


def test_case_154_a_page_made_on_an_old_address_wins_once_it_is_shown(
    branch: ScratchSite, visitor: Client
) -> None:
    with branch.request() as request:
        rename(request, find_at(request, "/news"), "aktuell")
        made = add(request, find_at(request, "/"), "News", public=False)
        assert made.path == "/news"
    assert goes(visitor, "/news") == "/aktuell"  # as if the draft were not there
    branch.client("editor").get("/news", status=200)
    with branch.request() as request:
        publish(request, find_at(request, "/news"))
    visitor.get("/news", status=200)
    assert goes(visitor, "/news/opening") == "/aktuell/opening"


def plain(answer: Any) -> str:
    """An error page without what differs from one to the next."""
    return re.sub(r"next=[^\"]*|<code>.*?</code>", "", answer.text)


@pytest.mark.parametrize("hidden", ["private", "draft", "trashed", "purged"])
def test_case_154_an_old_address_never_tells_of_a_hidden_page(
    branch: ScratchSite, visitor: Client, hidden: str
) -> None:
    with branch.request() as request:
        rename(request, find_at(request, "/news"), "secret-name")
        news = find_at(request, "/secret-name")
        opening = find_at(request, "/secret-name/opening")
        if hidden == "private":
            share(request, news, {}, inherit=False)
        elif hidden == "draft":
            unpublish(request, news)
            unpublish(request, opening)
        else:
            trash(request, news)
        if hidden == "purged":
            purge(request, news)
    missing = plain(visitor.get("/never", status=404))
    for address in ("/news", "/news/opening"):
        answer = visitor.get(address, status=404)
        assert "secret-name" not in answer.text + str(answer.headers)
        assert plain(answer) == missing
    if hidden == "draft":
        branch.client("editor").get("/news", status=301)
    assert rows(branch) == (set() if hidden == "purged" else {"/news"})


def test_a_page_that_nobody_saw_leaves_no_address(site: ScratchSite) -> None:
    with site.request() as request:
        page = add(request, find_at(request, "/"), "Draft", public=False)
        rename(request, page, "other")
    assert rows(site) == set()


def test_what_comes_out_of_the_trash_elsewhere_is_found(
    branch: ScratchSite, visitor: Client
) -> None:
    with branch.request() as request:
        opening = find_at(request, "/news/opening")
        trash(request, opening)
        restore(request, opening, find_at(request, "/"))
    assert goes(visitor, "/news/opening") == "/opening"


def test_case_158_views_and_strange_paths_stay_on_this_site(
    branch: ScratchSite, visitor: Client
) -> None:
    with branch.request() as request:
        rename(request, find_at(request, "/news"), "aktuell")
    for address in ("//evil.test/news", "/news//evil.test", "/news/@@x//evil.test", "/-/news"):
        answer = visitor.get(address, expect_errors=True)
        location = answer.headers.get("Location", "http://localhost/")
        assert location.startswith(("http://localhost/", "http://localhost:80/"))
        assert answer.status_int in (301, 404)
    assert visitor.get("/news/@@x", status=301).location.endswith("/aktuell/@@x")


def test_case_155_an_address_in_other_letters_leads_to_the_page(
    branch: ScratchSite, visitor: Client
) -> None:
    assert goes(visitor, "/News/OPENING") == "/news/opening"
    visitor.get("/NEWS/none", status=404)


def test_further_addresses_are_given_and_taken_back(branch: ScratchSite, visitor: Client) -> None:
    with branch.request("editor") as request:
        page = find_at(request, "/news/opening")
        assert add_alias(request, page, "2014/12/Old Page.html".replace(" ", "-"))
        assert not add_alias(request, page, "/2014/12/Old-Page.html")
        other = find_at(request, "/news")
        with pytest.raises(Conflict, match="leads to “Opening” already"):
            add_alias(request, other, "/2014/12/Old-Page.html")
        with pytest.raises(Conflict, match="has the address /news itself"):
            add_alias(request, page, "/news")
        for path in ("", "/", "/a b", "/@@x", "/admin/x", "/../x", "/" + "x/" * 1500):
            with pytest.raises(OperationError):
                add_alias(request, page, path)
    assert goes(visitor, "/2014/12/Old-Page.html") == "/news/opening"
    with branch.request("editor") as request:
        remove_alias(request, find_at(request, "/news/opening"), "/2014/12/Old-Page.html")
        with pytest.raises(OperationError, match="no old address"):
            remove_alias(request, find_at(request, "/news/opening"), "/2014/12/Old-Page.html")
    visitor.get("/2014/12/Old-Page.html", status=404)


def test_a_further_address_needs_the_right_to_make_a_page_there(branch: ScratchSite) -> None:
    with branch.request() as request:
        token = f"user:{branch.account('reader').uid}"
        share(request, find_at(request, "/news"), {token: ["editor"]})
    with branch.request("reader") as request:
        page = find_at(request, "/news/opening")
        assert add_alias(request, page, "/news/old")
        with pytest.raises(HTTPForbidden):
            add_alias(request, page, "/old")


def test_a_missing_page_costs_three_statements(branch: ScratchSite, visitor: Client) -> None:
    visitor.get("/no/such/page", status=404)
    with branch.statements() as sql:
        visitor.get("/no/such/page", status=404)
    assert len(sql) <= 3


def test_case_275_a_hundred_thousand_old_addresses_are_not_scanned(branch: ScratchSite) -> None:
    with branch.request() as request:
        page = find_at(request, "/news/opening")
        connection = request.db.connection()
        postgres = connection.dialect.name == "postgresql"
        numbers = (
            "SELECT n FROM generate_series(1, 100000) AS t(n)"
            if postgres
            else "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100000)"
            " SELECT n FROM c"
        )
        connection.execute(
            text(
                "INSERT INTO redirect (site_id, path, node_id, created) SELECT :site, "
                f"'/old/' || n, :node, :now FROM ({numbers}) AS numbers"
            ),
            {"site": page.site_id, "node": page.id, "now": request.now.replace(tzinfo=None)},
        )
        connection.exec_driver_sql("ANALYZE redirect")
        explain = text(
            ("EXPLAIN " if postgres else "EXPLAIN QUERY PLAN ") + _sql(connection, page)
        )
        plan = "\n".join(str(tuple(row)) for row in connection.execute(explain))
    assert "SCAN redirect" not in plan
    assert "Seq Scan on redirect" not in plan
    assert "redirect" in plan


def _sql(connection: Any, page: Any) -> str:
    values = {"site_id": page.site_id, "tree": "site", "paths": ["/old", "/old/5", "/old/5/x"]}
    literal = {"literal_binds": True, "render_postcompile": True}
    return str(_longest().params(values).compile(connection, compile_kwargs=literal))
