"""One change for many pages: all of it, or nothing.

`rehearse` does the change, notes what stands in its way, and takes it back; `bulk` does it and
keeps it, unless anything stands in the way. Nothing that is said names a page that the requester
may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyramid.httpexceptions import HTTPForbidden

from mastaba.content.operations.bulk_actions import ACTIONS, Action, Options
from mastaba.content.operations.errors import OperationError
from mastaba.events import record
from mastaba.tree.locate_many import find_each
from mastaba.tree.models import Node
from mastaba.tree.publication import TRASH

MISSING = "Some of these pages are not there any more, or are not yours to change."
FORBIDDEN = "You may not do this with it."
NOTHING = Options()
ASKED = 5_000  # ids in one statement; SQLite takes 32,766 values
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Problem:
    """Why one page stands in the way; `node_id` 0 and no title: a page one may not see."""

    node_id: int
    title: str
    reason: str


@dataclass
class Outcome:
    """What a change did: pages changed, pages that were like that already, and problems."""

    changed: int = 0
    same: int = 0
    problems: list[Problem] = field(default_factory=list)


class BulkRefused(OperationError):
    """Nothing was changed; `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(_sentence(problem) for problem in problems[:3]))


def bulk(
    request: Any,
    action: str,
    ids: Sequence[int],
    options: Options = NOTHING,
    *,
    progress: Progress | None = None,
) -> Outcome:
    """Do `action` (a name of `ACTIONS`) to the nodes with these ids, in their order.

    `progress` is told how many are done. Raises `BulkRefused` at the first page that refuses;
    then nothing is changed.
    """
    nested = request.db.begin_nested()
    outcome = Outcome()
    for _ in _steps(request, ACTIONS[action], ids, options, outcome, _one):
        if outcome.problems:
            nested.rollback()
            raise BulkRefused(outcome.problems)
        if progress is not None:
            progress(outcome.changed + outcome.same)
    nested.commit()
    counts = {"changed": outcome.changed, "same": outcome.same}
    record(request, f"content.bulk.{action}", subject=action, **counts)
    return outcome


def rehearse(request: Any, action: str, ids: Sequence[int], options: Options = NOTHING) -> Outcome:
    """What `bulk` would do, with every page that would refuse; nothing stays changed."""
    nested = request.db.begin_nested()
    outcome = Outcome()
    for _ in _steps(request, ACTIONS[action], ids, options, outcome, _try_one):
        pass
    nested.rollback()
    return outcome


def topmost(rows: Sequence[Any]) -> list[Any]:
    """Without what lies below another one of them, in their order."""
    paths = {row.path for row in rows}
    return [row for row in rows if not any(path in paths for path in _above(row.path))]


def _above(path: str) -> Iterator[str]:
    yield "/"
    parts = path.split("/")
    yield from ("/".join(parts[:end]) for end in range(2, len(parts)))


def _steps(
    request: Any,
    action: Action,
    ids: Sequence[int],
    options: Options,
    outcome: Outcome,
    act: Callable[[Any, Action, Node, Options, Outcome], None],
) -> Iterator[None]:
    rows = _seen(request, action, ids, options.tree)
    if len(rows) < len(set(ids)):
        outcome.problems.append(Problem(0, "", MISSING))
        yield
    meant = [row.id for row in (topmost(rows) if action.whole else rows)]
    for node in find_each(request, meant, tree=options.tree):
        act(request, action, node, options, outcome)
        yield


def _seen(request: Any, action: Action, ids: Sequence[int], tree: str) -> list[Any]:
    """Rows of those that the requester may see, in the order of `ids`."""
    needed = action.permission if tree == TRASH else "view"
    rows: dict[int, Any] = {}
    for some in (ids[start : start + ASKED] for start in range(0, len(ids), ASKED)):
        catalog = request.catalog(tree=tree).visible(needed).filter(Node.id.in_(some))
        rows.update((row.id, row) for row in catalog.only("id", "path").rows(ASKED))
    return [rows[node_id] for node_id in dict.fromkeys(ids) if node_id in rows]


def _one(request: Any, action: Action, node: Node, options: Options, outcome: Outcome) -> None:
    node_id, title = node.id, node.title
    try:
        changed = action.do(request, node, options)
        request.db.flush()
    except HTTPForbidden:
        outcome.problems.append(Problem(node_id, title, FORBIDDEN))
    except OperationError as problem:
        outcome.problems.append(Problem(node_id, title, str(problem)))
    else:
        outcome.changed += changed
        outcome.same += not changed


def _try_one(request: Any, action: Action, node: Node, options: Options, outcome: Outcome) -> None:
    """One page's failure must not stand in the way of trying the next."""
    nested, before = request.db.begin_nested(), len(outcome.problems)
    _one(request, action, node, options, outcome)
    if len(outcome.problems) > before:
        nested.rollback()
    else:
        nested.commit()


def _sentence(problem: Problem) -> str:
    return f"“{problem.title}”: {problem.reason}" if problem.title else problem.reason
