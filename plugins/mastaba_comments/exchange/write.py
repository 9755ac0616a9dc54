"""Make and change comments of a source, a batch in a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, insert, or_, select, update

from mastaba.api import (
    ImportRecord,
    NewRecord,
    OperationError,
    accounts,
    allow,
    is_uid,
    record_each,
)
from mastaba_comments.commentable import is_commentable
from mastaba_comments.models import GONE, Comment
from mastaba_comments.operations.tally import Delta, tally_many
from mastaba_comments.permissions import MODERATE
from mastaba_comments.place import place
from mastaba_comments.tokens import mail_hash

_C: Any = Comment.__table__
Key = tuple[int, str]  # of a node, and what names a comment there: its source or its uid
PLAIN = ("source", "kind", "state", "text", "name", "mail", "link")
FURTHER: dict[str, Any] = {"notify": False, "score": 0, "verdict": []}
INSTANTS = ("edited", "decided", "consented")
NAME = 100  # characters
CHANGED = ("text", "link", "state")
WHO = ("name", "mail")


class Refusal(OperationError):
    """A comment that is not taken."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


def create(request: Any, new: Sequence[NewRecord]) -> Mapping[str, OperationError]:
    """The importer's `create`: needs `comments.moderate` on each page."""
    for node in {one.node.id: one.node for one in new}.values():
        allow(request, node, MODERATE)
    known = _known(request, new)
    people = _people(request, new)
    refused: dict[str, OperationError] = {}
    made: list[tuple[NewRecord, Comment]] = []
    answers: list[tuple[Comment, Comment]] = []
    for one in new:
        problem = _problem(request, one, known)
        if problem is not None:
            refused[one.item.key] = problem
            continue
        parent = known.get(_parent(one) or (0, ""))
        comment = _comment(request, one, parent, people)
        made.append((one, comment))
        if parent is not None:
            answers.append((comment, parent))
        known.update((key, comment) for key in _names(one))
    _store(request, [comment for _one, comment in made], answers)
    _tell(request, made)
    return refused


def change(request: Any, comment: Comment, item: ImportRecord, since: datetime) -> bool:
    """The importer's `change`: not where somebody has changed, decided or removed it here."""
    touched = [at for at in (comment.edited, comment.decided) if at is not None]
    if comment.state == GONE or any(at > since for at in touched):
        return False
    data = item.data
    deltas = Delta.of(comment.state, data["state"]) + Delta(seen=True)
    for name in CHANGED:
        setattr(comment, name, data[name])
    for name in WHO:
        # Whoever was forgotten here is not to come back by a newer export.
        setattr(comment, name, getattr(comment, name) and data[name])
    comment.person = mail_hash(request, comment.mail)
    tally_many(request, {comment.node_id: deltas})
    return True


def _known(request: Any, new: Sequence[NewRecord]) -> dict[Key, Any]:
    """Comments that are there already and that new ones are, or answer: one statement."""
    sources: dict[int, set[str]] = defaultdict(set)
    uids: set[str] = set()
    for one in new:
        for node_id, name in filter(None, (*_names(one), _parent(one))):
            uids.update({name} if is_uid(name) else ())
            sources[node_id].add(name)
    here = [
        and_(Comment.node_id == node_id, Comment.source.in_(names))
        for node_id, names in sources.items()
    ]
    found: dict[Key, Any] = {}
    for comment in request.db.execute(_COLUMNS.where(or_(Comment.uid.in_(uids), *here))):
        names = filter(None, (comment.source, comment.uid))
        found.update(((comment.node_id, name), comment) for name in names)
    return found


_COLUMNS = select(
    Comment.id,
    Comment.uid,
    Comment.node_id,
    Comment.source,
    Comment.root,
    Comment.thread,
    Comment.depth,
)


def _names(one: NewRecord) -> list[Key]:
    """What a new comment may be called by those that answer it."""
    names = (one.item.data.get("source"), one.uid)
    return [(one.node.id, name) for name in names if name]


def _parent(one: NewRecord) -> Key | None:
    answers = one.item.data.get("answers")
    name = answers and (answers.get("source") or answers.get("uid"))
    return (one.node.id, name) if name else None


def _problem(request: Any, one: NewRecord, known: Mapping[Key, Any]) -> OperationError | None:
    if not is_commentable(request, one.node):
        title = one.node.title
        return Refusal("no comments there", f"“{title}” is of a type that takes no comments.")
    if any(key in known for key in _names(one)):
        return Refusal("here already", "It came here by another import.")
    return None


def _people(request: Any, new: Sequence[NewRecord]) -> dict[str, int]:
    """Uid or folded mail address -> the account that has it."""
    wanted = [one.item.data.get("account") or {} for one in new]
    uids = {account["uid"] for account in wanted if account.get("uid")}
    uids |= {one.item.data["decided_by"] for one in new if one.item.data.get("decided_by")}
    mails = {account["mail"].lower() for account in wanted if account.get("mail")}
    found: dict[str, int] = {}
    for row in accounts(request, uids=uids, mails=mails):
        found.setdefault(row.uid, row.id)
        if row.email:
            found.setdefault(row.email.lower(), row.id)
    return found


def _comment(request: Any, one: NewRecord, parent: Any, people: Mapping[str, int]) -> Comment:
    data = one.item.data
    created = min(datetime.fromisoformat(data["created"]), request.now)
    root, thread, depth = place(parent, created, one.uid)
    values = {name: data.get(name, default) for name, default in FURTHER.items()}
    values |= {name: _instant(data.get(name)) for name in INSTANTS}
    comment = Comment(
        uid=one.uid,
        node_id=one.node.id,
        created=created,
        root=root,
        thread=thread,
        depth=depth,
        person=mail_hash(request, data["mail"]),
        decided_by=people.get(data.get("decided_by") or ""),
        **{name: data[name] for name in PLAIN},
        **values,
    )
    _sign(comment, data, people)
    return comment


def _sign(comment: Comment, data: Mapping[str, Any], people: Mapping[str, int]) -> None:
    """Give a comment to the account that it belongs to, whose name and address count then."""
    account = data.get("account") or {}
    comment.account_id = people.get(account.get("uid") or (account.get("mail") or "").lower())
    if comment.account_id is None:
        comment.name = comment.name or (account.get("name") or "")[:NAME] or None
    elif account.get("mail"):
        comment.name = comment.mail = comment.person = None


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _store(request: Any, made: Sequence[Comment], answers: Iterable[tuple[Comment, Any]]) -> None:
    """All rows at once, then which answers which: their ids are known only then.

    The session would write them one by one, to learn the id of each.
    """
    if not made:
        return
    connection = request.db.connection()
    connection.execute(insert(_C), [_row(comment) for comment in made])
    uids = [comment.uid for comment in made]
    found = connection.execute(select(_C.c.uid, _C.c.id).where(_C.c.uid.in_(uids)))
    ids = {row.uid: row.id for row in found}
    for comment in made:
        comment.id = ids[comment.uid]
    pairs = [{"answer": comment.id, "parent": parent.id} for comment, parent in answers]
    if pairs:
        named = update(_C).where(_C.c.id == bindparam("answer"))
        connection.execute(named.values(parent_id=bindparam("parent")), pairs)


def _row(comment: Comment) -> dict[str, Any]:
    """What was set; columns that were not have defaults."""
    names = {column.key for column in _C.c}
    return {name: value for name, value in vars(comment).items() if name in names}


def _tell(request: Any, made: Sequence[tuple[NewRecord, Comment]]) -> None:
    """Counts of the threads, and one line of the audit for each page."""
    deltas: dict[int, Delta] = defaultdict(Delta)
    uids: dict[int, list[str]] = defaultdict(list)
    nodes = {one.node.id: one.node for one, _comment in made}
    for _one, comment in made:
        deltas[comment.node_id] += Delta.of("", comment.state)
        uids[comment.node_id].append(comment.uid)
    tally_many(request, deltas)
    told = [(nodes[node_id], {"records": records}) for node_id, records in uids.items()]
    record_each(request, "comments.comment.imported", told)
