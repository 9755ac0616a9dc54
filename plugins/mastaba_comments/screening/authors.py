"""The counters of authors: what moderators decided of their comments so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from mastaba.api import insert_into
from mastaba_comments.models import SHOWN, SPAM, TRASH, Author
from mastaba_comments.tokens import account_token, mail_token

REFUSED = (SPAM, TRASH)


def author_token(comment: Any) -> str | None:
    """Whose comment it is; None of visitors who gave no mail address."""
    if comment.account_id is not None:
        return account_token(comment.account_id)
    return mail_token(comment.person) if comment.person else None


def count(request: Any, comments: Iterable[Any], after: str) -> None:
    """Count that a moderator puts `comments` (rows or objects, as they are now) into `after`.

    One statement. What a moderator decided before is taken back; what no moderator decided was
    never counted.
    """
    shown, refused = Counter[str](), Counter[str]()
    for comment in comments:
        token = author_token(comment)
        if token is not None:
            shown[token] += _change(comment, (SHOWN,), after)
            refused[token] += _change(comment, REFUSED, after)
    rows = [
        {"token": token, "shown": shown[token], "refused": refused[token]}
        for token in sorted(shown)
        if shown[token] or refused[token]
    ]
    if rows:
        _add(request, rows)


def _change(comment: Any, states: tuple[str, ...], after: str) -> int:
    before = comment.decided is not None and comment.state in states
    return (after in states) - before


def _add(request: Any, rows: list[dict[str, Any]]) -> None:
    """A sum may fall below nothing where counters were erased meanwhile; who reads them knows."""
    new = insert_into(request, Author).values(rows)
    sums = {name: getattr(Author, name) + new.excluded[name] for name in ("shown", "refused")}
    request.db.execute(new.on_conflict_do_update(index_elements=["token"], set_=sums))
