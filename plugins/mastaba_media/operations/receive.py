"""Receive a file: spooled, recognised, checked, measured and hashed."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from mastaba_media.blobs import digest_of
from mastaba_media.storage import CHUNK
from mastaba_media.vetting import NO_ROOM, Caps, FileRefused, Vetted, vet
from mastaba_media.vetting.vet import too_large

log = logging.getLogger(__name__)
FAILED = "The file could not be looked at, by no fault of yours. Please tell an administrator."
IN_MEMORY = 1_000_000  # bytes; a larger file is spooled to the disk


@dataclass(frozen=True)
class Received:
    """A file that is taken: `file` (at its start) is what is kept, under its SHA-256 `digest`.

    `title` is made of the name it had; `width` and `height` are in pixels, after EXIF
    orientation. Whoever received it calls `close` in the end.
    """

    file: BinaryIO
    name: str
    title: str
    media_type: str
    kind: str
    digest: str
    size: int
    width: int | None
    height: int | None
    frames: int | None
    own_files: tuple[BinaryIO, ...] = ()

    def close(self) -> None:
        """Close the temporary files that were made; the stream that was given stays open."""
        for file in self.own_files:
            file.close()

    def fields(self) -> dict[str, Any]:
        """The fields of an `Item` that are read from its file."""
        return {
            "blob": self.digest,
            "media_type": self.media_type,
            "kind": self.kind,
            "size": self.size,
            "width": self.width,
            "height": self.height,
            "frames": self.frames,
        }


def receive(
    stream: BinaryIO, name: str, media_type: str = "", caps: Caps | None = None
) -> Received:
    """Look at `stream`, whose sender calls it `name` and says that it is a `media_type`.

    Asks no database. Raises `FileRefused`, an `OperationError` with a sentence and a `status`.
    """
    try:
        return _vetted(stream, name, media_type, caps or Caps())
    except OSError as error:
        log.exception("A file could not be looked at")
        raise FileRefused(FAILED, NO_ROOM) from error


def _vetted(stream: BinaryIO, name: str, media_type: str, caps: Caps) -> Received:
    spooled = stream if stream.seekable() else _spool(stream, caps.size)
    made = [spooled] if spooled is not stream else []
    try:
        vetted = vet(spooled, name, media_type, caps)
    except BaseException:
        for file in made:
            file.close()
        raise
    if vetted.file is not spooled:
        made.append(vetted.file)
    return _received(vetted, tuple(made))


def _received(vetted: Vetted, made: tuple[BinaryIO, ...]) -> Received:
    found = digest_of(vetted.file)
    return Received(
        file=vetted.file,
        name=vetted.name,
        title=vetted.title,
        media_type=vetted.media_type,
        kind=vetted.kind,
        digest=found.digest,
        size=found.size,
        width=vetted.measured.width,
        height=vetted.measured.height,
        frames=vetted.measured.frames,
        own_files=made,
    )


def _spool(stream: BinaryIO, limit: int) -> BinaryIO:
    """A copy that can be read again; refused while it comes when it is too large."""
    copy = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - `Received.close` closes it
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            copy.close()
            raise too_large(limit)
        copy.write(chunk)
    return cast(BinaryIO, copy)
