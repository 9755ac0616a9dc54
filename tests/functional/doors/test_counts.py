"""What is hidden from a person leaves no trace: no count, no link to more (cases 106, 130).

Everything one may see is asked for twice: on the site as it is, and after every page that this
person may not see has been taken out of the database. The answers are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from mastaba.testing import Rehearsal, ScratchSite
from mastaba.tree.models import Node

# What differs from answer to answer: nonces, form tokens, ids of requests.
FRESH = re.compile(
    r'nonce-[^\']+|nonce="[^"]+"|csrf[^>]+value="[^"]+"|content="[0-9a-f]+\.[0-9a-f]{64}"'
    r"|X-Request-Id: \S+|data-csrf=\"[^\"]+\"|Content-Length: \d+"
)
CONTROL = "/@@sweep-control-lists"  # a list with a hole, which must differ
LISTS = ("/", "/admin/", "/admin/@@contents", "/admin/@@find-page", "/admin/-/trash")


def answers(rehearsal: Rehearsal, name: str, paths: list[str]) -> dict[str, str]:
    """What this person gets, without what is fresh in every answer."""
    person = rehearsal.stage.people[name]
    sent = {path: rehearsal.asking.send(person, "GET", path) for path in paths}
    return {path: FRESH.sub("", answer.text) for path, answer in sent.items()}


def take_out_hidden(rehearsal: Rehearsal, name: str) -> int:
    """Delete what this person may not see, the lowest first; keep what their pages lie below."""
    stage = rehearsal.stage
    person = stage.people[name]
    seen = [row for row in stage.rows.values() if stage.may(person, "view", row)]
    kept = {row.id for row in seen}
    for row in seen:
        while row.parent_id is not None:
            row = stage.rows[row.parent_id]
            kept.add(row.id)
    hidden = [row for row in stage.rows.values() if row.id not in kept and row.parent_id]
    with Session(rehearsal.site.database.writes) as session, session.begin():
        for row in sorted(hidden, key=lambda row: -row.depth):
            session.execute(delete(Node).where(Node.id == row.id))
    return len(hidden)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_case_106_lists_and_counts_are_those_of_a_site_without_the_hidden_pages(
    make_site: Callable[..., ScratchSite],
) -> None:
    rehearsal = Rehearsal(make_site())
    stage = rehearsal.stage
    for name in ("author", "visitor"):  # what is hidden from an author is from a visitor, too
        person = stage.people[name]
        tops = [row for row in stage.rows.values() if row.depth == 1 and row.tree == "site"]
        paths = [row.path for row in tops if stage.may(person, "view", row)]
        asked = [*LISTS, CONTROL, *paths, *(f"/admin{path}" for path in paths)]
        before = answers(rehearsal, name, asked)
        assert take_out_hidden(rehearsal, name) > 50
        after = answers(rehearsal, name, asked)
        assert [path for path in asked if before[path] != after[path]] == [CONTROL]
        assert sum(text.startswith("200") for text in before.values()) > len(paths)
