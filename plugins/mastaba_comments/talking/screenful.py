"""One screenful of a conversation: which comments stand on it, and where it goes on.

`thread` sorts a conversation as it is read, and begins with the segment of its root; so the
`thread` of the last comment is all that a link to the next screenful needs.
"""

import re
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound
from sqlalchemy import and_, or_

from mastaba.api import is_uid, settings_for
from mastaba_comments.addresses import ALL, view_url
from mastaba_comments.models import LEVELS, SEGMENT, Comment
from mastaba_comments.settings import CommentSettings
from mastaba_comments.shown import shown

ORDERS = {"oldest": "Oldest first", "newest": "Newest first"}
AFTER, FROM = "after", "from"
MARK = re.compile(rf"[!-~]{{{SEGMENT},{SEGMENT * LEVELS}}}")
_C: Any = Comment.__table__.c


@dataclass(frozen=True)
class Place:
    """Where a screenful begins: behind the mark, or with it; "" is the beginning of it all."""

    order: str
    mark: str = ""
    included: bool = False


def place_in(request: Any) -> Place:
    """What the address asks for. Raises `HTTPBadRequest` for what is no place."""
    order = request.GET.get("order") or settings_for(request, CommentSettings).order
    included = FROM in request.GET
    mark = request.GET.get(FROM if included else AFTER, "")
    if order not in ORDERS or (mark and not MARK.fullmatch(mark)):
        raise HTTPBadRequest("This link into a conversation is not valid; open its page again.")
    return Place(order, mark, included)


def rows_at(request: Any, node: Any, place: Place, size: int) -> list[Any]:
    """At most `size` comments that visitors see, in the order in which they are read."""
    catalog = shown(request).of(node)
    if place.mark:
        catalog = catalog.filter(_beyond(place))
    root = _C.root.desc() if place.order == "newest" else _C.root
    return list(catalog.sorted_by(root, _C.thread).rows(size))


def find_shown(request: Any, node: Any, uid: str) -> Any | None:
    """The row of one comment of `node`, if visitors see it."""
    found = shown(request).of(node).filter(_C.uid == uid).rows(1) if is_uid(uid) else []
    return found[0] if found else None


def place_of(request: Any, node: Any, uid: str, size: int) -> Place:
    """The screenful on which one comment stands; with what it answers, where that fits.

    Raises `HTTPNotFound` for what is not shown.
    """
    order = settings_for(request, CommentSettings).order
    found = find_shown(request, node, uid)
    if found is None:
        raise HTTPNotFound("This comment is not here, or not any more.")
    start = Place(order)
    for place in (start, Place(order, found.root, included=True)):
        if any(row.uid == uid for row in rows_at(request, node, place, size)):
            return place
    return Place(order, found.thread, included=True)


def next_url(request: Any, node: Any, place: Place, last: Any) -> str:
    """The address of the screenful behind the comment `last`."""
    return view_url(request, node, ALL, order=_unusual(request, place.order), after=last.thread)


def order_url(request: Any, node: Any, order: str) -> str:
    """The address of the whole conversation in another order."""
    return view_url(request, node, ALL, order=_unusual(request, order))


def _unusual(request: Any, order: str) -> str:
    return "" if order == settings_for(request, CommentSettings).order else order


def _beyond(place: Place) -> Any:
    root = place.mark[:SEGMENT]
    rest = _C.thread >= place.mark if place.included else _C.thread > place.mark
    newest = place.order == "newest"
    further = _C.root < root if newest else _C.root > root
    # The first clause says nothing new: it is what the index of the order is entered by.
    begun = _C.root <= root if newest else _C.root >= root
    return and_(begun, or_(further, and_(_C.root == root, rest)))
