"""The demo with comments: what its visitors say goes through forms and rules like all else."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, select

from mastaba.api import acting_as, find_at
from mastaba.cli.demo.planting import pending_hooks, plant
from mastaba.security.models import Account
from mastaba.testing import ScratchSite
from mastaba_comments.demo.people import MODERATED, MODERATOR
from mastaba_comments.demo.threads import CONVERSATIONS
from mastaba_comments.models import SHOWN, SPAM, WAITING, Comment, Report
from mastaba_comments.shown import to_moderate


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_demo_shows_conversations_and_a_queue(site: ScratchSite) -> None:
    for name, hook in list(pending_hooks(site.registry)):
        plant(site.config, name, hook)
    with site.request() as request:
        assert [one.path for one in CONVERSATIONS if find_at(request, one.path) is None] == []
        states = Counter(request.db.scalars(select(Comment.state)))
        assert states[SHOWN] > 20
        assert (states[WAITING], states[SPAM]) == (3, 1)
        assert request.db.scalar(select(func.max(Comment.depth))) == 3
        assert request.db.scalar(select(func.count()).select_from(Report)) == 1
        held = request.db.scalar(
            select(Comment).where(Comment.score > 0, Comment.state == WAITING)
        )
        assert any("links" in one["words"] for one in held.verdict)
        joan = request.db.scalar(select(Account).where(Account.login == MODERATOR))
        with acting_as(request, joan):
            mine = {row.node_path.rpartition("/")[0] for row in to_moderate(request).rows(100)}
        assert mine == {MODERATED}
    page = site.client().get("/news/eclipse-from-the-car-park")
    assert "I told her. She says forty-four." in page
    assert "camper vans" not in page
    assert "Comments are closed" in site.client().get("/news/bus-17-on-friday-evenings")
