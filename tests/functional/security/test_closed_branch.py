"""Side doors: nobody learns from any view of what lies in a branch that is closed to them.

Everything in the closed branch has a word in its title, address and text that occurs nowhere
else. The answers for its addresses must equal those for addresses that do not exist.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from mastaba.api import Conflict, create, find_at, make_front, publish, save, share
from mastaba.testing import ScratchSite
from mastaba.tree.models import Node
from mastaba_pages.models import Page, Section

SECRET = "zyxword"
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
STRANGERS = (None, "reader", "editor")
ADMIN_VIEWS = (
    "", "contents", "tree", "find-page", "edit", "add", "add?type=pages.page", "move", "history",
    "revision?number=1", "compare?old=1&new=2", "preview", "publish", "trash", "bulk", "reorder",
    "restore", "edit/x", "x/y", "nothing", "autosave", "front", "discard",
)  # fmt: skip
POSTS = (
    "edit", "add?type=pages.page", "add-autosave?type=pages.page", "autosave", "publish",
    "unpublish", "discard", "front", "trash", "restore", "move", "bulk", "reorder",
)  # fmt: skip


@pytest.fixture
def closed(site: ScratchSite) -> ScratchSite:
    """`/open` with a closed page in it, and a closed section with two pages and a way through."""
    with site.request("admin") as request:
        root = find_at(request, "/")
        opened = create(request, root, Section, {"title": "Open"})
        publish(request, opened)
        publish(request, create(request, opened, Page, {"title": "Known"}))
        sibling = create(request, opened, Page, secret("sibling"))
        branch = create(request, root, Section, secret("branch"))
        inner = create(request, branch, Page, secret("inner"))
        create(request, branch, Page, secret("draft"))
        through = create(request, branch, Page, {"title": "Through"}, slug="through")
        for node in (sibling, branch, inner, through):
            publish(request, node)
        save(request, inner, {"summary": f"{SECRET} later"})
        share(request, sibling, {}, inherit=False)
        share(request, branch, {}, inherit=False)
        everybody = {"system.Everyone": ["visitor"], "role:editor": ["editor"]}
        share(request, through, everybody)
    return site


def secret(kind: str) -> dict[str, Any]:
    return {"title": f"{SECRET} {kind}", "summary": f"{SECRET} summary"}


def neutral(response: Any) -> tuple[int, str, str]:
    """An answer without what names the request itself: its id and the address asked for."""
    text = re.sub(r"[0-9a-f]{16,}|csrf_token[^>]*>", "", response.text)
    text = re.sub(rf"{SECRET}-\w+|missing-\w+", "ADDRESS", text)
    place = re.sub(rf"{SECRET}-\w+|missing-\w+", "ADDRESS", response.headers.get("Location", ""))
    return response.status_int, place, text


@pytest.mark.parametrize("role", STRANGERS)
def test_hidden_and_missing_addresses_answer_alike(closed: ScratchSite, role: str | None) -> None:
    client = closed.client(role)
    wrong = []
    for front in ("", "/admin"):
        for hidden, missing in (
            (f"/{SECRET}-branch", "/missing-branch"),
            (f"/{SECRET}-branch/{SECRET}-inner", f"/{SECRET}-branch/missing-inner"),
            (f"/{SECRET}-branch/{SECRET}-draft", "/missing-branch/missing-draft"),
            (f"/open/{SECRET}-sibling", "/open/missing-sibling"),
        ):
            for view in ADMIN_VIEWS:
                tail = f"/@@{view}" if view else ""
                for accept in ("text/html", "application/json"):
                    headers = {"Accept": accept}
                    there, nowhere = (
                        client.get(front + path + tail, headers=headers, expect_errors=True)
                        for path in (hidden, missing)
                    )
                    if neutral(there) != neutral(nowhere):
                        wrong.append((front + hidden + tail, there.status, nowhere.status))
    assert wrong == []


@pytest.mark.parametrize("role", ("reader", "editor"))
def test_hidden_pages_refuse_every_form_like_missing_ones(closed: ScratchSite, role: str) -> None:
    client = closed.client(role)
    before = snapshot(closed)
    wrong = []
    for path in (f"/{SECRET}-branch/{SECRET}-inner", f"/open/{SECRET}-sibling"):
        missing = path.rpartition("/")[0] + "/missing-x"
        for view in POSTS:
            fields = {"title": "Taken over", "version": "1", "number": "1", "target": "1"}
            there, nowhere = (
                client.send(f"/admin{place}/@@{view}", fields, expect_errors=True)
                for place in (path, missing)
            )
            if neutral(there) != neutral(nowhere):
                wrong.append((path, view, there.status, nowhere.status))
    assert wrong == []
    assert snapshot(closed) == before


def snapshot(site: ScratchSite) -> list[Any]:
    with site.request() as request:
        columns = (Node.uid, Node.path, Node.version, Node.tree, Node.state)
        return [tuple(row) for row in request.db.execute(select(*columns).order_by(Node.id))]


@pytest.mark.parametrize("role", STRANGERS)
def test_no_list_tree_search_or_count_tells_of_it(closed: ScratchSite, role: str | None) -> None:
    client = closed.client(role)
    with closed.request() as request:
        uid = find_at(request, f"/open/{SECRET}-sibling").uid
    texts = {}
    for path in (
        "/", "/open", "/open/known", f"/{SECRET}-branch/through", "/admin/", "/admin/@@contents",
        "/admin/@@contents?below=1", f"/admin/@@contents?below=1&q={SECRET}",
        "/admin/@@tree", "/admin/open", "/admin/open/@@tree", "/admin/open/@@contents",
        "/admin/@@find-page", f"/admin/@@find-page?q={SECRET}", f"/admin/@@find-page?uid={uid}",
        "/admin/open/known/@@edit", "/admin/open/known/@@move", "/admin/open/known/@@history",
        f"/admin/open/@@move?select=1&select=2&select=3&select=4&select=5&q={SECRET}",
        "/admin/-/trash", "/admin/-/account", "/admin/-/outbox", "/admin/-/people",
        f"/admin/{SECRET}-branch/through/@@edit", f"/admin/{SECRET}-branch/through",
        f"/admin/{SECRET}-branch/through/@@history", f"/admin/{SECRET}-branch/through/@@preview",
    ):  # fmt: skip
        texts[path] = client.get(path, expect_errors=True).text
    # The address of what is open below a closed section holds that section's slug: no title does.
    told = [path for path, text in texts.items() if f"{SECRET} " in text or "sibling" in text]
    assert told == []


def test_the_planted_word_is_found_by_whoever_may_see_it(closed: ScratchSite) -> None:
    """Control: the sweep above looks for the right thing in the right places."""
    admin = closed.client("admin")
    for path in ("/admin/@@tree", "/admin/open", f"/admin/@@find-page?q={SECRET}", "/admin/"):
        assert f"{SECRET} " in admin.get(path).text


def test_a_taken_address_does_not_name_a_hidden_sibling(closed: ScratchSite) -> None:
    slug = f"{SECRET}-sibling"
    with closed.request("editor") as request:
        with pytest.raises(Conflict, match="taken here") as caught:
            create(request, find_at(request, "/open"), Page, {"title": "Mine"}, slug=slug)
        assert f"{SECRET} " not in str(caught.value)
    named = pytest.raises(Conflict, match=f"{SECRET} sibling")
    with closed.request("admin") as request, named:
        create(request, find_at(request, "/open"), Page, {"title": "Mine"}, slug=slug)


def test_a_front_page_in_a_closed_branch_stays_closed(closed: ScratchSite) -> None:
    with closed.request("admin") as request:
        node = find_at(request, f"/{SECRET}-branch/{SECRET}-inner")
        make_front(request, node)
    for role in STRANGERS:
        assert SECRET not in closed.client(role).get("/", expect_errors=True)
    assert SECRET in closed.client("admin").get("/")
