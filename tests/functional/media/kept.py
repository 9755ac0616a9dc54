"""What the tests of storing share: files of a few words, and whether everything agrees."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import select

from mastaba.api import find, find_at, purge, reading_session, service_of, trash
from mastaba.testing import ScratchSite
from mastaba_media.blobs import key_of
from mastaba_media.checks import check_files
from mastaba_media.models import Blob, Item
from mastaba_media.operations import receive, store_received, upload
from mastaba_media.storage import Storage
from mastaba_media.sweep import Swept, sweep


def add(site: ScratchSite, text: str, title: str = "Notes") -> str:
    """Upload a text as a request does: stored first, then the row; return the item's uid."""
    received = receive(BytesIO(text.encode()), "notes.txt", "text/plain")
    with site.request() as request:
        store_received(request, received)
    with site.request() as request:
        folder = find_at(request, "/media", tree="library")
        uid: str = upload(request, folder, received, title=title).uid
    received.close()
    return uid


def forget(site: ScratchSite, uid: str) -> None:
    """Delete an item for ever."""
    with site.request() as request:
        trash(request, find(request, uid, tree="library"))
    with site.request() as request:
        purge(request, find(request, uid, tree="trash"))


def digests(site: ScratchSite) -> set[str]:
    """Of all rows."""
    with reading_session(site.registry) as session:
        return set(session.scalars(select(Blob.digest)))


def storage_of(site: ScratchSite) -> Storage:
    """The site's."""
    found: Storage = service_of(site.registry, Storage)
    return found


def stored(site: ScratchSite) -> set[str]:
    """Digests of all that is in the storage."""
    return {found.key.rpartition("/")[2] for found in storage_of(site).keys("blobs")}


def dangling(site: ScratchSite) -> list[str]:
    """Rows without their file and items without their row: there must never be any."""
    with reading_session(site.registry) as session:
        rows = {row.digest: row.size for row in session.execute(select(Blob.digest, Blob.size))}
        items = set(session.scalars(select(Item.blob)))
    storage = storage_of(site)
    wrong = [digest for digest, size in rows.items() if storage.size(key_of(digest)) != size]
    return [*wrong, *sorted(items - rows.keys())]


def problems(site: ScratchSite) -> list[str]:
    """What `mastaba check` says of the files."""
    return list(check_files(site.registry))


def files_below(folder: Path) -> list[str]:
    """Names of all files, temporary ones too."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def now(site: ScratchSite) -> Any:
    """The time of a request."""
    with site.request() as request:
        return request.now


def swept(site: ScratchSite) -> Swept:
    """What goes when the sweep comes today and again in two days."""
    begun = now(site)
    sweep(site.registry, begun)
    return sweep(site.registry, begun + timedelta(days=2))
