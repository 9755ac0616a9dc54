"""Preview links: one version, for a while, for whoever has the link (case 129)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from mastaba.api import create, find_at, publish, save, share, trash
from mastaba.clock import utc_now
from mastaba.content.models import PreviewLink
from mastaba.content.operations.preview_links import (
    forget_expired_links,
    make_preview_link,
    revoke_preview_link,
)
from mastaba.security.models import Account
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page


@pytest.fixture
def draft(site: ScratchSite) -> ScratchSite:
    with site.request("editor") as request:
        create(request, find_at(request, "/"), Page, {"title": "First title"})
    return site


def page(request: Any) -> Any:
    node = find_at(request, "/first-title")
    assert node is not None
    return node


def link_to(site: ScratchSite) -> str:
    with site.request("editor") as request:
        return f"/-/preview/{make_preview_link(request, page(request))}"


def change(site: ScratchSite, act: Any, role: str | None = None) -> None:
    with site.request(role) as request:
        act(request)


def test_case_129_a_link_shows_one_version_and_is_kept_nowhere(draft: ScratchSite) -> None:
    link = link_to(draft)
    change(draft, lambda r: save(r, page(r), {"title": "Second title"}))
    shown = draft.client().get(link)
    assert "First title" in shown
    assert "Second title" not in shown
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in shown.headers
    draft.client().get("/first-title", status=404)


def test_case_129_of_a_live_page_the_draft_is_shown(draft: ScratchSite) -> None:
    change(draft, lambda r: publish(r, page(r)))
    change(draft, lambda r: save(r, page(r), {"title": "Draft over it"}))
    assert "Draft over it" in draft.client().get(link_to(draft))
    assert "Draft over it" not in draft.client().get("/first-title")


def test_case_129_it_expires(draft: ScratchSite) -> None:
    link = link_to(draft)
    change(draft, lambda r: r.db.execute(update(PreviewLink).values(expires=utc_now())))
    draft.client().get(link, status=404)
    kept = link_to(draft)
    with draft.request() as request:
        assert forget_expired_links(request) == 1
    draft.client().get(kept)


def revoke_all(request: Any) -> None:
    for key in request.db.scalars(PreviewLink.__table__.select()):
        revoke_preview_link(request, page(request), key)


ENDS: dict[str, Any] = {
    "revoked": revoke_all,
    "page in the trash": lambda r: trash(r, page(r)),
    "maker suspended": lambda r: r.db.execute(update(Account).values(suspended=True)),
    "maker lost the right": lambda r: share(r, page(r), {}, inherit=False),
}


@pytest.mark.parametrize("end", ENDS)
def test_case_129_it_ends_at_once(draft: ScratchSite, end: str) -> None:
    link = link_to(draft)
    draft.client().get(link)
    change(draft, ENDS[end])
    gone, never = draft.client().get(link, status=404), draft.client().get("/-/x", status=404)
    assert "First title" not in gone
    assert gone.headers["Cache-Control"] == never.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", ["", "/", "/x", "/x/y", "/%40%40edit", "/" + "a" * 3000])
def test_a_link_that_was_never_made_is_not_found(draft: ScratchSite, token: str) -> None:
    draft.client().get(f"/-/preview{token}", status=404)


def test_nothing_round_it_is_shown_that_visitors_do_not_see(draft: ScratchSite) -> None:
    """Not even to an editor, and not by the texts that are kept between requests."""
    link = link_to(draft)
    with draft.request("editor") as request:
        create(request, page(request), Page, {"title": "Hidden child"})
    assert "Hidden child" in draft.client("editor").get("/first-title")
    assert "Hidden child" not in draft.client("editor").get(link)


def test_an_editor_makes_one_and_revokes_it(draft: ScratchSite, editor: Client) -> None:
    screen = editor.get("/admin/first-title/@@preview-links")
    assert "No preview link works now" in screen
    made = editor.send("/admin/first-title/@@preview-links", {"days": "7"})
    link = re.search(r'value="http://localhost(/-/preview/[^"]+)"', made.text)
    assert link is not None
    assert "First title" in draft.client().get(link[1])
    number = re.search(r'name="link" value="(\d+)"', made.text)
    assert number is not None
    editor.send("/admin/first-title/@@revoke-preview", {"link": number[1]})
    draft.client().get(link[1], status=404)
    assert link[1] not in editor.get("/admin/first-title/@@preview-links")


@pytest.mark.parametrize("days", ["0", "91", "-1", "", "many", "9" * 30])
def test_a_lifetime_that_cannot_be_is_refused_with_a_sentence(
    draft: ScratchSite, editor: Client, days: str
) -> None:
    answer = editor.send("/admin/first-title/@@preview-links", {"days": days}, expect_errors=True)
    assert answer.status_int in (303, 400)
    assert "/-/preview/" not in answer


def test_case_112_a_link_of_another_page_is_not_revoked_here(draft: ScratchSite) -> None:
    with draft.request("editor") as request:
        create(request, find_at(request, "/"), Page, {"title": "Other"})
    link = link_to(draft)
    draft.client("editor").send("/admin/other/@@revoke-preview", {"link": "1"})
    draft.client().get(link)


def test_the_day_it_ends_is_the_one_that_was_asked_for(draft: ScratchSite) -> None:
    link_to(draft)
    with draft.request() as request:
        row = request.db.query(PreviewLink).one()
        assert row.expires - row.created == timedelta(days=7)
