"""Find the nodes that records of a source belong to, a few statements for any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from mastaba.content.importing.ledger import Ledger, short
from mastaba.content.importing.plan import ImportPlan, Refused
from mastaba.content.importing.records import SoughtNode
from mastaba.content.importing.report import Report
from mastaba.tree.models import Node
from mastaba.tree.slugs import normal

CHUNK = 500
NODE = "page"
NOT_FOUND = "not here"


def settle_places(
    request: Any, ledger: Ledger, plan: ImportPlan, place: Node | None, report: Report
) -> tuple[ImportPlan, dict[str, str]]:
    """The plan with a further item for each node that is to be made, and the uids of the others.

    What an earlier run has made is an item again, so that it is brought up to date.
    """
    if plan.records is None:
        return plan, {}
    nodes = plan.records.nodes
    made = ledger.rows(request.db, [node.key for node in nodes if node.otherwise])
    others = [node for node in nodes if short(node.key) not in made]
    found = {} if place is None else Seeker(request, place).found(others)
    below = "" if place is None else place.path.rstrip("/")
    fresh = []
    for node in nodes:
        if node.key in found:
            continue
        if node.otherwise is None:
            report.refuse(missing(node, below, plan.records.advice))
        else:
            fresh.append(node.otherwise)
    return replace(plan, items=[*plan.items, *fresh]), found


def total_of(plan: ImportPlan) -> int:
    """How many items and records there are."""
    records = plan.records.nodes if plan.records else ()
    return len(plan.items) + sum(node.records for node in records)


class Seeker:
    """Looks below `place`, in what the requester may see."""

    def __init__(self, request: Any, place: Node) -> None:
        self._request, self._place = request, place

    def found(self, nodes: Sequence[SoughtNode]) -> dict[str, str]:
        """The uid of each node that is there, by its key."""
        ways: list[tuple[Any, list[tuple[str, str]]]] = [
            (Node.uid, [(one.key, one.uid) for one in nodes if one.uid]),
            (Node.path, [(one.key, path) for one in nodes for path in self._paths(one)]),
            (Node.slug, [(one.key, normal(one.slug)) for one in nodes if one.slug]),
            (Node.title, [(one.key, one.title) for one in nodes if one.title]),
        ]
        found: dict[str, str] = {}
        for column, wanted in ways:
            open_ = [(key, value) for key, value in wanted if key not in found]
            known = self._by(column, {value for _, value in open_})
            for key, value in open_:
                if value in known:
                    found.setdefault(key, known[value])
        return found

    def _paths(self, node: SoughtNode) -> Iterator[str]:
        """The addresses it may have, as the tree writes them."""
        for path in node.paths:
            segments = [normal(segment) for segment in path.split("/") if segment]
            yield "/".join((self._place.path.rstrip("/"), *segments)) if segments else "/"

    def _by(self, column: Any, values: set[str]) -> dict[str, str]:
        """Value -> uid of the one node that has it."""
        found: dict[str, list[str]] = {}
        for chunk in chunks(sorted(values)):
            catalog = self._request.catalog(tree=self._place.tree).visible().below(self._place)
            some = catalog.filter(column.in_(chunk)).only("uid", column.key)
            for row in some.rows(CHUNK * 10):
                found.setdefault(getattr(row, column.key), []).append(row.uid)
        return {value: uids[0] for value, uids in found.items() if len(uids) == 1}


def missing(node: SoughtNode, below: str, advice: str) -> Refused:
    """What the report says of a node that is not there, below the address `below`."""
    names = [f"at {below}/{path.strip('/')}" for path in node.paths[:1]]
    names += [f"with the address “{node.slug}”"] if node.slug else []
    names += [f"called “{node.title}”"] if node.title else []
    verb = "waits" if node.records == 1 else "wait"
    detail = (
        f"{node.records} {verb} for a page {' or '.join(names)}: there is none, or several; "
        f"make it and run this again{advice}."
    )
    return Refused(NODE, NOT_FOUND, node.title or node.key, detail)


def chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    """Values as they fit into one statement."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
