"""Old versions are forgotten by policy, and never one that is needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from mastaba.api import (
    Revision,
    cancel_update,
    create,
    discard_draft,
    find_at,
    publish,
    restore_revision,
    save,
    schedule_update,
)
from mastaba.content.operations.preview_links import make_preview_link, open_preview_link
from mastaba.content.operations.retention import prune_revisions
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

YEAR = timedelta(days=365)


def versions(request: Any) -> list[int]:
    page = find_at(request, "/page")
    assert page is not None
    mine = select(Revision.number).where(Revision.node_id == page.id)
    return list(request.db.scalars(mine.order_by(Revision.number)))


def write(site: ScratchSite, upto: int) -> None:
    """A page with so many versions: the second live, the third scheduled, all two years old."""
    with site.request() as request:
        request.now -= 2 * YEAR
        root = find_at(request, "/")
        assert root is not None
        page = create(request, root, Page, {"title": "1"}, slug="page")
        for number in range(2, upto + 1):
            save(request, page, {"title": str(number)})
            if number == 2:
                publish(request, page)
            if number == 3:
                schedule_update(request, page, request.now + 9 * YEAR)


def test_case_272_many_versions_are_pruned_by_policy(
    make_site: Callable[..., ScratchSite],
) -> None:
    site = make_site({"mastaba.content.keep_revisions": "5"})
    write(site, 60)
    with site.request() as request:
        assert prune_revisions(request) == 53
        assert versions(request) == [2, 3, 56, 57, 58, 59, 60]
    with site.request() as request:
        assert prune_revisions(request) == 0
        page = find_at(request, "/page")
        assert page is not None
        save(request, page, {"title": "new"})
        restore_revision(request, page, 57)
        cancel_update(request, page)
        discard_draft(request, page)


def test_what_a_preview_link_shows_is_kept_while_it_works(
    make_site: Callable[..., ScratchSite],
) -> None:
    site = make_site({"mastaba.content.keep_revisions": "1"})
    write(site, 4)
    with site.request("admin") as request:
        token = make_preview_link(request, find_at(request, "/page"), days=9)
        for number in (5, 6, 7):
            save(request, find_at(request, "/page"), {"title": str(number)})
        request.db.flush()
        request.db.execute(update(Revision).values(created=request.now - 2 * YEAR))
    with site.request() as request:
        assert prune_revisions(request) == 3
        assert versions(request) == [2, 3, 4, 7]
        assert open_preview_link(request, token)
    with site.request() as request:
        request.now += timedelta(days=10)
        assert prune_revisions(request) == 1


def test_young_versions_are_kept_however_many(make_site: Callable[..., ScratchSite]) -> None:
    settings = {
        "mastaba.content.keep_revisions": "1",
        "mastaba.content.keep_revisions_for": "3650d",
    }
    site = make_site(settings)
    write(site, 9)
    with site.request() as request:
        assert prune_revisions(request) == 0


def test_without_a_policy_everything_is_kept(site: ScratchSite) -> None:
    write(site, 9)
    with site.request() as request:
        assert prune_revisions(request) == 0
        assert len(versions(request)) == 9
