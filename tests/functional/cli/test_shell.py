"""`mastaba shell`: names at hand; nothing is kept unless `commit()` is called."""

from __future__ import annotations

from sqlalchemy import func, select

from mastaba.cli.application import command_request, load
from mastaba.tree.models import Node
from tests.functional.cli.conftest import Run

CREATE = """
from mastaba.api import *
from mastaba_pages.models import Page
page = create(request, find_at(request, "/"), Page, {"title": "From the shell"})
"""


def pages(ini: str) -> int:
    with command_request(load(ini)) as request:
        count = select(func.count()).select_from(Node).where(Node.title == "From the shell")
        return int(request.db.scalar(count))


def test_what_is_at_hand(run: Run, ini: str) -> None:
    result = run("-c", ini, "shell", input="print(site.title, db.is_active, request.is_system)\n")
    assert "My site True True" in result.output


def test_leaving_drops_what_was_not_committed(run: Run, ini: str) -> None:
    assert run("-c", ini, "shell", input=CREATE).exit_code == 0
    assert pages(ini) == 0


def test_commit_keeps_it(run: Run, ini: str) -> None:
    assert run("-c", ini, "shell", input=CREATE + "commit()\n").exit_code == 0
    assert pages(ini) == 1
