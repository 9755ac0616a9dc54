"""What authors of comments are called, for a whole list in one statement."""

from collections.abc import Iterable
from typing import Any

from mastaba.api import names_of

NOBODY = "Somebody"


def names(request: Any, rows: Iterable[Any]) -> dict[int, str]:
    """Id of each comment -> the name that its author gave, else that of the account."""
    rows = list(rows)
    unnamed = {row.account_id for row in rows if not row.name and row.account_id is not None}
    known = names_of(request, unnamed) if unnamed else {}
    return {row.id: row.name or _of_account(row, known) for row in rows}


def _of_account(row: Any, known: dict[int | None, str]) -> str:
    return NOBODY if row.account_id is None else known.get(row.account_id, NOBODY)
