"""Sites with pages and comments, for every test of the plugin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mastaba.api import create, find_at, publish
from mastaba.testing import ScratchSite
from mastaba_comments.models import SHOWN, Comment
from mastaba_comments.operations import Delta, tally
from mastaba_comments.place import place
from mastaba_pages.models import Page
from tests.conftest import need_postgres
from tests.support import databases, reuse

PLUGINS = "pages comments"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database of a site with pages and comments, once per kind."""
    if request.param == "postgres":
        need_postgres(request.config)
    return databases.renewed(request.param, PLUGINS)


@pytest.fixture
def site(database: str) -> Iterator[ScratchSite]:
    """The application with pages and comments, in loopback development, on a fresh database."""
    borrowed = reuse.borrow(database, {"mastaba.plugins": PLUGINS})
    yield borrowed
    reuse.give_back(borrowed)


@pytest.fixture
def news(site: ScratchSite) -> ScratchSite:
    """The site with a public page `/news`."""
    with site.request() as request:
        publish(request, create(request, find_at(request, "/"), Page, {"title": "News"}))
    return site


@pytest.fixture
def comment() -> Callable[..., Comment]:
    """`comment(request, node, "words", state="waiting", answers=other)`: a row, without checks."""
    return add_comment


def add_comment(
    request: Any,
    node: Any,
    text: str = "Well said.",
    *,
    state: str = SHOWN,
    answers: Comment | None = None,
    **columns: Any,
) -> Comment:
    """Write a comment as if it had been sent and decided; the thread's numbers follow."""
    made = Comment(node_id=node.id, created=request.now, state=state, text=text)
    made.uid = columns.pop("uid", None) or made.uid
    for name, value in {"name": "Ada", **columns}.items():
        setattr(made, name, value)
    _settle(request, made, answers)
    return made


def _settle(request: Any, made: Comment, answers: Comment | None) -> None:
    from mastaba.api import uuid7

    made.uid = made.uid or uuid7()
    made.root, made.thread, made.depth = place(answers, made.created, made.uid)
    made.parent_id = None if answers is None else answers.id
    request.db.add(made)
    request.db.flush()
    tally(request, made.node_id, Delta.of("", made.state))
