"""What `mastaba check` says of conversations: where they are, their numbers, and their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update

from mastaba.api import Node, reading_session, system_request
from mastaba_comments.commentable import unmatched
from mastaba_comments.models import SEGMENT, SHOWN, WAITING, Comment, Thread
from mastaba_comments.operations.tally import Delta, tally_many
from mastaba_comments.place import place, segment

SHOWN_FEW = 5
MISCOUNTED = "The comments of “{title}” ({path}) are counted wrongly: {said} and not {found}."
DISORDERED = "{count} comments of “{title}” ({path}) stand in the wrong place of their thread."
MORE = "... and {count} more pages."
NO_TYPE = (
    "mastaba.comments.types names {pattern!r}, which is no type of content of an enabled plugin; "
    "expected one such as pages.page, or *.page."
)
CHUNK = 2000
_C: Any = Comment.__table__
_P: Any = _C.alias("parent")
_T: Any = Thread.__table__
_N: Any = Node.__table__


def check_numbers(registry: Any) -> Iterator[str]:
    """Say which threads do not say what is there."""
    with closing(reading_session(registry)) as session:
        rows = session.execute(_miscounted()).all()
    for row in rows[:SHOWN_FEW]:
        said, found = (f"{row[n]} shown, {row[n + 1]} waiting" for n in (3, 5))
        yield MISCOUNTED.format(title=row.title, path=row.path, said=said, found=found)
    yield from _more(len(rows))


def repair_numbers(registry: Any) -> None:
    """Count again; readers are told by a new version."""
    with system_request(registry) as request:
        rows = request.db.execute(_miscounted()).all()
        deltas = {row.id: Delta(row[5] - row[3], row[6] - row[4], seen=True) for row in rows}
        tally_many(request, deltas)


def check_types(registry: Any) -> Iterator[str]:
    """Say which types the setting names that are not there: misspelt, or gone since."""
    with system_request(registry) as request:
        for pattern in unmatched(request):
            yield NO_TYPE.format(pattern=pattern[:80])


def check_order(registry: Any) -> Iterator[str]:
    """Say of which pages comments have not the key that follows from what they answer."""
    with closing(reading_session(registry)) as session:
        wrong = _disordered(session)
        pages = session.execute(
            select(_N.c.id, _N.c.title, _N.c.path).where(_N.c.id.in_(sorted(wrong)[:SHOWN_FEW]))
        ).all()
    for row in pages:
        yield DISORDERED.format(title=row.title, path=row.path, count=wrong[row.id])
    yield from _more(len(wrong))


def repair_order(registry: Any) -> None:
    """Give every comment of these pages its key anew."""
    with system_request(registry) as request:
        for node_id in sorted(_disordered(request.db)):
            for values in _placed(request.db, node_id):
                request.db.execute(update(_C).where(_C.c.id == values.pop("id")).values(values))
            tally_many(request, {node_id: Delta(seen=True)})


def _miscounted() -> Any:
    """Nodes with what the row of their thread says, and what there is."""
    found = (
        select(_C.c.node_id, _count(SHOWN).label("shown"), _count(WAITING).label("waiting"))
        .group_by(_C.c.node_id)
        .subquery()
    )
    pairs = [(_T.c[name], found.c[name]) for name in ("shown", "waiting")]
    said, there = ([func.coalesce(pair[n], 0) for pair in pairs] for n in (0, 1))
    joined = _N.outerjoin(_T, _T.c.node_id == _N.c.id).outerjoin(found, found.c.node_id == _N.c.id)
    differs = or_(*(a != b for a, b in zip(said, there, strict=True)))
    columns = (_N.c.id, _N.c.title, _N.c.path, *said, *there)
    return select(*columns).select_from(joined).where(differs).order_by(_N.c.id)


def _count(state: str) -> ColumnElement[int]:
    return func.count().filter(_C.c.state == state)


def _disordered(session: Any) -> dict[int, int]:
    """How many comments of which nodes have the wrong key, told by the key of what they answer."""
    wrong: dict[int, int] = defaultdict(int)
    last = 0
    while rows := session.execute(_beside_parents(last)).all():
        for row in rows:
            wrong[row.node_id] += not _is_right(row)
        last = rows[-1].id
    return {node_id: count for node_id, count in wrong.items() if count}


def _beside_parents(last: int) -> Any:
    names = ("root", "thread", "depth", "node_id")
    parent = [_P.c[name].label(f"parent_{name}") for name in names]
    joined = _C.outerjoin(_P, _P.c.id == _C.c.parent_id)
    every = select(*_KEYS, *parent).select_from(joined).where(_C.c.id > last)
    return every.order_by(_C.c.id).limit(CHUNK)


_NAMES = ("id", "uid", "node_id", "parent_id", "created", "root", "thread", "depth")
_KEYS = [_C.c[name] for name in _NAMES]


class _Above:
    """What is answered, as `place` looks at it."""

    def __init__(self, root: str, thread: str, depth: int) -> None:
        self.root, self.thread, self.depth = root, thread, depth


def _is_right(row: Any) -> bool:
    if row.parent_id is None:  # what it answered may have been removed: it stands there still
        ends = row.thread[-SEGMENT:] == segment(row.created, row.uid)
        return bool(ends and row.thread[:SEGMENT] == row.root)
    above = _Above(row.parent_root, row.parent_thread, row.parent_depth)
    expected = place(above, row.created, row.uid)[:2]
    return row.parent_node_id == row.node_id and (row.root, row.thread) == expected


def _placed(session: Any, node_id: int) -> Iterator[dict[str, Any]]:
    """The keys of all comments of a node, from the top; what answers nothing there begins one."""
    rows = session.execute(select(*_KEYS).where(_C.c.node_id == node_id)).all()
    here = {row.id for row in rows}
    answers: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        answers[row.parent_id if row.parent_id in here else None].append(row)
    waiting: list[tuple[Any, _Above | None]] = [(row, None) for row in answers[None]]
    while waiting:
        row, above = waiting.pop()
        stays = row.parent_id is None and _is_right(row)
        kept = (row.root, row.thread, row.depth)
        root, thread, depth = kept if stays else place(above, row.created, row.uid)
        placed = {"root": root, "thread": thread, "depth": depth}
        yield {"id": row.id, "parent_id": row.parent_id if above else None, **placed}
        here_now = _Above(root, thread, depth)
        waiting.extend((answer, here_now) for answer in answers[row.id])


def _more(count: int) -> Sequence[str]:
    return [MORE.format(count=count - SHOWN_FEW)] if count > SHOWN_FEW else []


def includeme(config: Any) -> None:
    """Declare the checks."""
    config.declare_check("comments.types", "What takes comments is there", check_types)
    title = "Comments are counted rightly"
    config.declare_check("comments.threads", title, check_numbers, repair=repair_numbers)
    title = "Comments stand in the right place"
    config.declare_check("comments.order", title, check_order, repair=repair_order, deep=True)
