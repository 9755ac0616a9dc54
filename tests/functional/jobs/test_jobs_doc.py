"""What docs/jobs.md shows works as it stands there."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.events.models import Outbox
from mastaba.jobs import Job
from mastaba.jobs.registry import Jobs
from mastaba.jobs.work import run_job
from mastaba.testing import ScratchSite
from tests.conftest import CHECKOUT

SHOWN = re.search(r"```python\n(.*?)```", (CHECKOUT / "docs" / "jobs.md").read_text(), re.DOTALL)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_example_does_what_it_says(site: ScratchSite) -> None:
    assert SHOWN is not None
    example: dict[str, Any] = {"tidy": lambda request: None}
    exec(SHOWN[1], example)  # noqa: S102 - our own documentation
    declared: dict[str, Any] = {}
    example["includeme"](
        SimpleNamespace(
            add_job=declared.__setitem__,
            add_periodic=lambda name, _do, *, every: declared.update({name: every}),
        )
    )
    assert declared["event.tidy"] == timedelta(hours=6)
    guests = ["a@example.org", "b@example.org"]
    event = SimpleNamespace(uid="1", title="Party", guests=guests)
    example["find"] = lambda _request, uid: event if uid == "1" else None
    jobs = site.registry[Jobs].by_name
    jobs["event.remind"] = declared["event.remind"]
    try:
        with site.request("editor") as request:
            uids = [example["ask"](request, event)]
            uids.append(example["ask"](request, SimpleNamespace(uid="2")))
        for uid in uids:
            run_job(site.registry, uid)
    finally:
        del jobs["event.remind"]
    with Session(site.database.writes) as session:
        said = {job.uid: job.message for job in session.scalars(select(Job))}
        mails = session.scalars(select(Outbox.payload).where(Outbox.topic == "mail.send")).all()
    assert [said[uid] for uid in uids] == [
        "2 reminders were sent.",
        "This event is not there any more.",
    ]
    assert [mail["to"] for mail in mails] == guests
