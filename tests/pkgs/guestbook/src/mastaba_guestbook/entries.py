"""Reading and changing entries; every rule about them is here."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from mastaba.api import (
    change_record,
    create_record,
    delete_record,
    extension_of,
    page_of,
    settings_for,
)
from mastaba_guestbook.models import REJECTED, SHOWN, WAITING, Entry, Place
from mastaba_guestbook.permissions import MODERATE
from mastaba_guestbook.settings import GuestbookSettings

PAGE = 20
ACTIONS = {"approve": SHOWN, "reject": REJECTED, "wait": WAITING}
DELETE = "delete"


def is_open(request: Any, page: Any) -> bool:
    """Whether this page has a guestbook."""
    return page.type in Place.__extends__ and extension_of(request, page, Place).open


def sign(request: Any, page: Any, values: Mapping[str, Any]) -> Entry:
    """Write into the guestbook of `page`. Raises `Invalid` with a sentence for each field."""
    moderated = settings_for(request, GuestbookSettings).moderated
    told = {"name": values.get("name", ""), "message": values.get("message", "")}
    return create_record(request, page, Entry, {**told, "state": WAITING if moderated else SHOWN})


def shown_below(request: Any, page: Any) -> tuple[list[Any], bool]:
    """The newest entries that stand below `page`, and whether there are more."""
    limit = settings_for(request, GuestbookSettings).shown
    found = _shown(request, page).keyset(descending=True, mark=None).rows(limit + 1)
    return found[:limit], len(found) > limit


def all_shown(request: Any, page: Any) -> Any:
    """One screenful of what is shown of `page`, the newest first."""
    return page_of(request, _shown(request, page), descending=True, size=PAGE)


def to_moderate(request: Any, state: str) -> Any:
    """One screenful of the entries in `state` that this person may approve."""
    mine = request.catalog(Entry).visible(MODERATE).filter(Entry.state == state)
    return page_of(request, mine, descending=True, size=PAGE)


def waiting(request: Any) -> int:
    """How many entries wait for this person."""
    mine = request.catalog(Entry).visible(MODERATE).filter(Entry.state == WAITING)
    return int(mine.count())


def moderate(request: Any, uids: Sequence[str], action: str) -> int:
    """Approve, reject or delete entries; how many. Those that are not there are left out."""
    mine = request.catalog(Entry).visible(MODERATE).filter(Entry.uid.in_(uids[:PAGE]))
    ids = [row.id for row in mine.rows(PAGE)]
    entries = list(request.db.scalars(select(Entry).where(Entry.id.in_(ids))))
    for entry in entries:
        if action == DELETE:
            delete_record(request, entry)
        else:
            change_record(request, entry, {"state": ACTIONS[action]})
    return len(entries)


def _shown(request: Any, page: Any) -> Any:
    return request.catalog(Entry).visible().of(page).filter(Entry.state == SHOWN)
