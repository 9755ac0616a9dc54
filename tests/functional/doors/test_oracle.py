"""The oracle, held against a table that a person wrote."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from mastaba.testing import Oracle

NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROLES = {
    "visitor": {"view"},
    "owner": {"view", "view_drafts", "edit"},
    "editor": {"view", "view_drafts", "edit"},
    "admin": {"view", "view_drafts", "edit", "share"},
}
ROOT = {"all": ["visitor"], "owner": ["owner"], "role:editor": ["editor"]}


def node(number: int, parent: int | None = None, **more: Any) -> Any:
    plain = {"grants": None, "inherit": True, "owner_id": None, "state": "published"}
    plain |= {"tree": "site", "published_at": None, "expires_at": None}
    return SimpleNamespace(**{"id": number, "parent_id": parent, **plain, **more})


NODES = {
    "root": node(1, grants=ROOT, inherit=False),
    "page": node(2, 1),
    "draft": node(3, 1, state="draft", owner_id=7),
    "later": node(4, 1, published_at=NOW + HOUR),
    "now": node(5, 1, published_at=NOW),
    "over": node(6, 1, expires_at=NOW),
    "trashed": node(7, 1, tree="trash"),
    "closed": node(8, 1, grants={}, inherit=False),
    "below closed": node(9, 8, owner_id=7),
    "opened": node(10, 8, grants={"all": ["visitor"]}),
    "unreadable": node(11, 1, grants=["all"]),
    "below unreadable": node(12, 11),
    "odd": node(13, 1, grants={"all": [3]}),
    "strange role": node(14, 8, grants={"all": ["emperor"]}),
    "library": node(15, 1, tree="library"),
}
EDITOR, ADMIN = {"all", "role:editor"}, {"all", "role:admin"}


@pytest.mark.parametrize(
    ("tokens", "account", "permission", "expected"),
    [
        ({"all"}, None, "view", {"root", "page", "now", "opened", "library"}),
        (set(), None, "view", set()),
        ({"all"}, 7, "view", {"root", "page", "now", "opened", "library", "draft"}),
        ({"all"}, 7, "edit", {"draft"}),
        (
            EDITOR,
            None,
            "view",
            {"root", "page", "draft", "later", "now", "over", "trashed", "opened", "library"},
        ),
        (ADMIN, None, "share", {*NODES} - {"unreadable", "below unreadable", "odd"}),
    ],
)
def test_it_says_what_the_rules_say(
    tokens: set[str], account: int | None, permission: str, expected: set[str]
) -> None:
    oracle = Oracle(NODES.values(), ROLES)
    allowed = {n for n, one in NODES.items() if oracle.may(tokens, permission, one, NOW, account)}
    assert allowed == expected
