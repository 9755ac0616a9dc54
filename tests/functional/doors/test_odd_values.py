"""Whatever a form or an address names, no door answers with a failure (cases 107, 164)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from mastaba.testing import Rehearsal, ScratchSite
from mastaba.testing.controls import PREFIX
from mastaba.testing.sweep import Sweep

# What the views of the core read from forms and addresses, and what none of them reads.
NAMES = (
    *("action", "after", "all", "arrange", "ask", "at", "before", "below", "beyond", "block"),
    *("body", "choose", "confirmed", "days", "email", "expires_at", "field", "group", "id"),
    *("in_menu", "inherit", "job", "library", "limit", "link", "mine", "moment", "name", "new"),
    *("next", "number", "old", "order", "owner", "page", "password_hash", "permission", "place"),
    *("published_at", "q", "revision", "role", "select", "slug", "sort", "state", "summary"),
    *("tags", "target", "title", "to", "token", "topics", "type", "uid", "until", "version"),
    *("whole", "who", "without", "word"),
)
ODD = (
    *("-1", "100000000000000000000", "1e309", "NaN", "true", "", "x" * 5000, "\uffff", "[[]]"),
    *("9999-12-31T23:59", "0001-01-01T00:00", "W251bGwsbnVsbCxudWxsXQ"),
    '{"type":"doc","content":[{"type":"paragraph","attrs":[1]}]}',
)


def failures(rehearsal: Rehearsal, odd: str, turn: int) -> list[str]:
    """Doors that fail when everything they are given is `odd`, on another page in every turn."""
    sweep, who = Sweep(rehearsal.stage, rehearsal.asking), rehearsal.stage.people["administrator"]
    given = dict.fromkeys(NAMES, odd)
    found = []
    for door in (door for door in sweep.doors if PREFIX not in door.name):
        pages = [row for rows in rehearsal.stage.states.values() for row in rows[:1]]
        fitting = [row for row in pages if sweep._fits(door, row)]
        row = [rehearsal.stage.root, *fitting][turn % (len(fitting) + 1)]
        for method in door.methods:
            address, form = sweep._request(door, method, row)
            mark = "&" if "?" in address else "?"
            sent = None if form is None else {**form, **given}
            answer = rehearsal.asking.send(who, method, f"{address}{mark}{urlencode(given)}", sent)
            if answer.status >= 500:
                found.append(f"{door} with {odd[:40]!r} on {row.path}: {answer.status}")
    return found


def test_case_107_164_odd_values_never_make_a_door_fail(
    make_site: Callable[..., ScratchSite],
) -> None:
    rehearsal = Rehearsal(make_site())
    found = [each for turn, odd in enumerate(ODD) for each in failures(rehearsal, odd, turn)]
    assert found == []
