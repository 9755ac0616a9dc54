"""What the edit screen says of snippets that a page shows, and of pages that show one."""

from __future__ import annotations

from typing import Any

from mastaba.api import Snippet, create, find_at, publish, share
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page
from tests.support.bodies import block, body, text


def grow(request: Any) -> None:
    shelf, root = find_at(request, "/", tree="library"), find_at(request, "/")
    shows = []
    for title in ("Fresh", "Of others", "Closed one"):
        made = create(request, shelf, Snippet, {"title": title, "body": body(text(title))})
        shows.append(block("core.snippet", {"snippet": made.uid}))
    share(
        request,
        find_at(request, "/of-others", tree="library"),
        {"role:editor": ["owner"]},
        inherit=False,
    )
    create(request, root, Page, {"title": "Own", "body": body(*shows[:2])})
    closed = create(request, root, Page, {"title": "Closed", "body": body(shows[2])})
    publish(request, closed)
    share(request, closed, {"system.Everyone": ["visitor"]}, inherit=False)


def test_editors_are_told_before_and_after(site: ScratchSite) -> None:
    with site.request() as request:
        grow(request)
    editor = site.client("editor")
    page = editor.get("/admin/own/@@edit")
    page.mustcontain("“Fresh” becomes public together with this page.")
    page.mustcontain("Visitors do not see “Of others” on this page. It is not public")
    form = page.forms["edit-form"]
    answer = form.submit("action", value="publish").follow()
    answer.mustcontain("is published: visitors read it now. With it: “Fresh”.")
    answer.mustcontain("“Of others”", no=["“Fresh” becomes public"])


def test_who_may_not_publish_a_page_is_told_on_what_it_shows(site: ScratchSite) -> None:
    with site.request() as request:
        grow(request)
    editor = site.client("editor")
    page = editor.get("/admin/-/library/closed-one/@@edit")
    page.mustcontain("This is shown on “Closed”, which you may not publish.")
    form = page.forms["edit-form"]
    form["title"] = "Changed here"
    refused = form.submit("action", value="publish", status=422)
    refused.mustcontain("“Closed one” is shown on “Closed”", "Changed here</textarea>")
    saved = refused.forms["edit-form"].submit("action", value="save").follow()
    saved.mustcontain("is saved.")
