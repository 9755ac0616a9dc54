"""Store a received file before the transaction, where there is room for it."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mastaba.api import settings_of
from mastaba_media.blobs import keep, key_of, store
from mastaba_media.operations.receive import Received
from mastaba_media.operations.settings import IntakeSettings
from mastaba_media.storage import Storage, StorageError
from mastaba_media.vetting import NO_ROOM, FileRefused

log = logging.getLogger(__name__)
FULL = "There is no room for more files. Nothing was kept; please tell an administrator."
FAILED = "The file could not be kept, by no fault of yours. Please tell an administrator."


def store_received(request: Any, received: Received) -> None:
    """Keep the bytes, durable on return. Raises `FileRefused` with 507 when that cannot be.

    Until a transaction names them (`upload`, `replace`) nobody sees them, and in the end the sweep
    takes them away.
    """
    storage = request.service(Storage)
    reserve = int(settings_of(request.registry, IntakeSettings).min_free)
    path = storage.path(key_of(received.digest))
    if path is not None and _free(path) < received.size + reserve:
        log.error("No room for a file of %d bytes: the disk of %s is full", received.size, path)
        raise FileRefused(FULL, NO_ROOM)
    with _saying_what_failed():
        store(storage, received.file)


def keep_received(request: Any, received: Received) -> None:
    """Name the bytes in this transaction; they are stored now when they are not yet.

    Whoever goes on after a failure leaves no row without its file.
    """
    with _saying_what_failed(), request.db.begin_nested():
        keep(request, received.file, received.media_type, digest=received.digest)


@contextmanager
def _saying_what_failed() -> Iterator[None]:
    try:
        yield
    except StorageError as error:
        log.error("A file could not be stored: %s", error)
        raise FileRefused(FAILED, NO_ROOM) from error


def _free(path: Path) -> int:
    """Bytes that are free where `path` will be; its folders may not be there yet."""
    there = next(folder for folder in path.absolute().parents if folder.exists())
    return shutil.disk_usage(there).free
