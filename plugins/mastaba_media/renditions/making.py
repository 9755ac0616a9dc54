"""Make a rendition that is not there yet: few at a time, and each of them once per process."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from mastaba.api import service_of, settings_of
from mastaba_media.blobs import local_file
from mastaba_media.renditions.draw import draw
from mastaba_media.renditions.encode import Tuning
from mastaba_media.renditions.recipe import Source, key_of, original
from mastaba_media.renditions.settings import PictureSettings
from mastaba_media.renditions.source import Undecodable
from mastaba_media.renditions.specs import Spec
from mastaba_media.renditions.stored import Wanted
from mastaba_media.storage import Missing, Storage

PATIENCE = 5.0  # seconds that a request waits for its turn
HEAVY = 16_000_000  # pixels of all frames; more takes hundreds of megabytes: one at a time does
_LOCKS = 64


class Busy(Exception):
    """All that may make pictures at a time are at it; ask again in a few seconds."""


class Makers:
    """Who may make pictures in this process; on the registry."""

    def __init__(self, at_once: int) -> None:
        self._places = BoundedSemaphore(at_once)
        self._heavy = Lock()
        self._locks = [Lock() for _ in range(_LOCKS)]  # by hash of the key: one makes, others wait

    @contextmanager
    def turn(self, source: Source, what: str, patience: float) -> Iterator[None]:
        """Be the only one who makes `what` of `source`, one of few, and of large ones the only.

        Raises `Busy` after `patience`.
        """
        until, heavy = time.monotonic() + patience, pixels(source) > HEAVY
        one = self._locks[hash((source.digest, what)) % _LOCKS]
        with ExitStack() as held:
            for lock in (one, *([self._heavy] if heavy else ()), self._places):
                held.enter_context(_held(lock, until))
            yield


@contextmanager
def _held(lock: Any, until: float) -> Iterator[None]:
    if not lock.acquire(timeout=max(0.0, until - time.monotonic())):
        raise Busy("Other pictures are being made. Try again in a moment.")
    try:
        yield
    finally:
        lock.release()


def pixels(source: Source) -> int:
    """Of all its frames."""
    width, height = source.size
    return width * height * source.frames


def rendition_key(registry: Any, source: Source, spec: Spec, width: int, format: str) -> str:
    """Where the rendition is kept, there or not; "" for one that `spec` does not allow."""
    if width not in spec.widths or format not in formats(source, spec) or not all(source.size):
        return ""
    tuning = settings_of(registry, PictureSettings).tuning
    return key_of(source, Wanted(width, format, spec.ratio), tuning)


def formats(source: Source, spec: Spec) -> set[str]:
    """What pages and feeds name; drawing others would only cost time and room on the disk."""
    return {"webp", "jpg", source.fallback, *(("avif",) if spec.avif else ())}


def make(registry: Any, source: Source, spec: Spec, width: int, format: str) -> str:
    """The key of a rendition that is there now. Raises `Undecodable` and `Busy`."""
    wanted = Wanted(width, format, spec.ratio)
    (key,) = make_all(registry, source, [wanted], patience=PATIENCE)
    return key


def make_all(
    registry: Any, source: Source, wanted: Sequence[Wanted], *, patience: float
) -> list[str]:
    """Keys of all that is `wanted`; what is missing is made by decoding the file once.

    `patience` in seconds is how long to wait for a turn. Raises `Undecodable` and `Busy`.
    """
    storage = service_of(registry, Storage)
    tuning = settings_of(registry, PictureSettings).tuning
    keys = {one: key_of(source, one, tuning) for one in wanted}
    if missing := _missing(storage, keys):
        with registry[Makers].turn(source, missing[0].format, patience):
            if missing := _missing(storage, keys):  # nobody else made them meanwhile
                _draw(storage, source, {one: keys[one] for one in missing}, tuning)
    return list(keys.values())


def _draw(storage: Storage, source: Source, keys: dict[Wanted, str], tuning: Tuning) -> None:
    """Make all of these."""
    with original_file(storage, source.digest) as file:
        drawn = draw(file, source.edits, list(keys), tuning)
        for key, data in zip(keys.values(), drawn, strict=True):
            storage.put(key, BytesIO(data))


def _missing(storage: Storage, keys: dict[Wanted, str]) -> list[Wanted]:
    """What is not there, the largest first; widths beyond the picture's own only once."""
    once = {key: one for one, key in reversed(keys.items())}
    missing = [one for key, one in once.items() if storage.size(key) is None]
    return sorted(missing, key=lambda one: -one.width)


@contextmanager
def original_file(storage: Storage, digest: str) -> Iterator[Path]:
    """The stored file as a path. Raises `Undecodable` where it is missing."""
    try:
        with local_file(storage, original(digest)) as file:
            yield file
    except Missing as error:
        raise Undecodable("the file is not in the storage") from error
