"""What is measured: a name, an address, and who asks."""

from __future__ import annotations

from dataclasses import dataclass

from bench.content import DEPTH

BRANCH = "/section-0/" + "/".join(f"depth-{depth}" for depth in range(2, DEPTH + 1))


def deep(depth: int) -> str:
    """Address of the page at `depth`."""
    return "/depth-1" if depth == 1 else "/".join(BRANCH.split("/")[: depth + 1])


@dataclass(frozen=True)
class Case:
    """One line of the table; `budget` is the ratio it must not exceed, if there is one."""

    name: str
    path: str
    role: str | None = None
    budget: float | None = None
    statements: int = 10


CASES = (
    Case("public page, depth 1", deep(1), budget=2.0, statements=6),
    Case("public page, depth 3", deep(3), budget=2.0, statements=6),
    Case("public page, depth 8", deep(8), budget=2.0, statements=6),
    Case("section listing", "/section-1", statements=6),
    Case("not found", "/no/such/page", statements=6),
    Case("log-in page", "/login"),
    Case("admin dashboard", "/admin/", "editor"),
    Case("admin list", "/admin/section-1/", "editor"),
    Case("admin edit", f"/admin{deep(3)}/@@edit", "editor"),
    Case("admin history", f"/admin{deep(3)}/@@history", "editor"),
)
