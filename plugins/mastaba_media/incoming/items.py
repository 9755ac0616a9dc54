"""Which file of the library a file of a text becomes."""

from __future__ import annotations

from typing import Any

from mastaba.api import IncomingFile, Revision, find
from mastaba_media.incoming.folders import folder_for
from mastaba_media.models import Item
from mastaba_media.operations import Received, duplicates, replace, upload

TREE = "library"
IMPORT = "import"


def kept(request: Any, page: Any, file: IncomingFile) -> str:
    """The uid of the file of the library for a text of `page`, made or found by its bytes.

    What an import brought before is brought up to date. Raises `OperationError`, or
    `HTTPForbidden` where the requester may not add files.
    """
    received: Received = file.received
    there = find(request, file.uid, tree=TREE) if file.uid else None
    if isinstance(there, Item):
        _bring_up_to_date(request, there, received)
        return there.uid
    if same := duplicates(request, received.digest):
        return str(same[0].uid)
    folder, kind = folder_for(request, page, file.folder), IMPORT if file.uid else "human"
    return upload(request, folder, received, uid=file.uid or None, kind=kind).uid


def _bring_up_to_date(request: Any, item: Item, received: Received) -> None:
    """Other bytes take the place of those that an import brought, not of what people put there."""
    newest = _blob_in(request, item)
    if newest != received.digest and newest == _blob_in(request, item, kind=IMPORT):
        replace(request, item, received, kind=IMPORT)


def _blob_in(request: Any, item: Item, kind: str = "") -> Any:
    """The bytes of the newest version, or of the newest one of this kind."""
    versions = request.db.query(Revision.data).filter_by(node_id=item.id)
    if kind:
        versions = versions.filter_by(author_kind=kind)
    found = versions.order_by(Revision.number.desc()).limit(1).scalar()
    return (found or {}).get("blob")
