"""Doing what a button says with some comments, once, whoever else does something with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mastaba.api import is_uid, names_of
from mastaba_comments.models import Comment
from mastaba_comments.moderating.actions import ACTIONS, DELETE, OF_STATE, SETTLE, Action, comments
from mastaba_comments.moderating.listing import BATCH
from mastaba_comments.operations import decide, delete_for_good
from mastaba_comments.operations.settle import settle
from mastaba_comments.shown import to_moderate

NOTHING = "Nothing was ticked. Tick the comments first."
MISSING = "{} not there any more."


@dataclass(frozen=True)
class Outcome:
    """`already` says for the uid of each comment that was left alone why; `undo` leads back.

    `more` of what was meant are left, when it was more than one request does.
    """

    done: list[str]
    text: str
    already: dict[str, str] = field(default_factory=dict)
    undo: str = ""
    more: int = 0


def act(request: Any, action: Action, uids: Sequence[str], was: str = "") -> Outcome:
    """Do it with the comments that this person moderates, as far as they are still as they `was`.

    `was` is the state in which they were shown; empty where any is right.
    """
    wanted = [uid for uid in dict.fromkeys(uids[:BATCH]) if is_uid(uid)]
    if not wanted:
        return Outcome([], NOTHING)
    found = _rows(request, Comment.uid.in_(wanted))
    still = [row for row in found if not was or row.state == was]
    done = _done(request, action, still)
    left = [row.uid for row in found if row.uid not in done]
    already = _already(request, left)
    missing = len(wanted) - len(done) - len(already)
    return Outcome(
        done=[uid for uid in wanted if uid in done],
        text=_told(action, len(done), already, missing),
        already=already,
        undo=_before([row for row in still if row.uid in done]) if action.state else "",
    )


def undo(request: Any, states: str) -> Outcome:
    """Bring comments back into the states that an outcome named."""
    done: list[str] = []
    for state, ids in _parsed(states):
        done += [d.uid for d in decide(request, _rows(request, Comment.id.in_(ids)), state)]
    text = f"Taken back: {comments(len(done))} as before." if done else "There is nothing to undo."
    return Outcome(done, text)


def _rows(request: Any, *clauses: Any) -> list[Any]:
    rows: list[Any] = to_moderate(request).filter(*clauses).rows(BATCH)
    return rows


def _done(request: Any, action: Action, rows: list[Any]) -> set[str]:
    if action.name == SETTLE:
        return set(settle(request, rows))
    if action.name == DELETE:
        delete_for_good(request, rows)
        return {row.uid for row in rows}
    return {decided.uid for decided in decide(request, rows, str(action.state))}


def _already(request: Any, uids: list[str]) -> dict[str, str]:
    """What became of those that were not changed, read again: somebody was faster."""
    if not uids:
        return {}
    rows = _rows(request, Comment.uid.in_(uids))
    by = names_of(request, [row.decided_by for row in rows])
    return {row.uid: _decided(row, by) for row in rows}


def _decided(row: Any, by: dict[int | None, str]) -> str:
    done = OF_STATE.get(row.state)
    if done is None:
        return "It was removed meanwhile."
    who = by.get(row.decided_by) if row.decided_by is not None else None
    return f"It was already {done.done} by {who}." if who else f"It was already {done.done}."


def _told(action: Action, done: int, already: dict[str, str], missing: int) -> str:
    sentences = [f"{comments(done)} {action.done}."] if done else []
    sentences += list(dict.fromkeys(already.values()))[:2]
    if missing:
        sentences.append(MISSING.format(f"{comments(missing)} {'is' if missing == 1 else 'are'}"))
    return " ".join(sentences)


def _before(rows: list[Any]) -> str:
    """`waiting 1 2,shown 3`: the ids by the state that they were in, for an undo."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row.state, []).append(str(row.id))
    return ",".join(" ".join([state, *ids]) for state, ids in groups.items())


def _parsed(states: str) -> list[tuple[str, list[int]]]:
    groups = [group.split() for group in states.split(",")[: len(ACTIONS)]]
    return [
        (words[0], [int(word) for word in words[1 : BATCH + 1] if _is_id(word)])
        for words in groups
        if words and words[0] in OF_STATE
    ]


def _is_id(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 19
