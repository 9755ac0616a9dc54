"""One clock: instants come from `request.now`, and the wall is read in one place."""

from __future__ import annotations

import ast

from tests.architecture.sources import CHECKOUT, place, shipped, tree

WALL = {"now", "utcnow", "today", "time", "time_ns"}
MODULES = {"datetime", "date", "time"}
# A UUIDv7 begins with milliseconds of the epoch.
ALLOWED = {"mastaba/clock.py", "mastaba/db/uuid7.py"}


def _reads_wall(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return node.func.attr in WALL and name in MODULES


def _found(source: ast.AST) -> list[int]:
    return [node.lineno for node in ast.walk(source) if _reads_wall(node)]


def test_the_wall_clock_is_read_in_one_place() -> None:
    found = [
        place(path, line)
        for path in shipped()
        if not any(str(path.relative_to(CHECKOUT)).endswith(name) for name in ALLOWED)
        for line in _found(tree(path))
    ]
    assert not found, "use request.now, or mastaba.clock.utc_now where there is no request:\n" + (
        "\n".join(found)
    )


def test_what_it_looks_for_is_found() -> None:
    planted = "datetime.now(UTC)\ndatetime.datetime.utcnow()\ntime.time()\nrequest.now\n"
    assert _found(ast.parse(planted)) == [1, 2, 3]
