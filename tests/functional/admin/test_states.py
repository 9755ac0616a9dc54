"""The states to filter by say in SQL what `status_of` says of one page."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from sqlalchemy import select

from mastaba.admin.states import CHOICES, in_status, waiting
from mastaba.api import create, find_at
from mastaba.testing import ScratchSite
from mastaba.tree.publication import status_of
from mastaba_pages.models import Page

STATES = ("draft", "published")
INSTANTS = (None, -1, 0, 1)  # hours from now
REVISIONS = ((1, 0), (1, 1), (2, 1))


def test_every_combination_is_in_exactly_its_own_state(site: ScratchSite) -> None:
    with site.request() as request:
        root, now = find_at(request, "/"), request.now
        for state, begin, end, (newest, live) in product(STATES, INSTANTS, INSTANTS, REVISIONS):
            node = create(request, root, Page, {"title": f"{state} {begin} {end} {newest}{live}"})
            node.state, node.revision, node.live_revision = state, newest, live
            node.published_at = None if begin is None else now + timedelta(hours=begin)
            node.expires_at = None if end is None else now + timedelta(hours=end)
        request.db.flush()
        nodes = request.db.scalars(select(Page)).all()
        for status in filter(None, dict(CHOICES)):
            found = set(request.db.scalars(select(Page.id).where(in_status(status, now))))
            expected = {node.id for node in nodes if status_of(node, now) == status}
            assert found == expected, status
        behind = set(request.db.scalars(select(Page.id).where(waiting(now))))
        assert behind == {node.id for node in nodes if status_of(node, now) == "changed"}
        assert in_status("", now) is None
