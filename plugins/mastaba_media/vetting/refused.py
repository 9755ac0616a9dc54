"""The one error of vetting."""

from __future__ import annotations

from mastaba.api import OperationError

NO_ROOM = 507  # Insufficient Storage (RFC 4918): nothing else can be kept either


class FileRefused(OperationError):
    """The file is not taken; the message says why and what to do.

    `status` is the HTTP status that fits: 413 too large, 415 not this kind of file, 422 broken or
    beyond a limit, 507 no room.
    """

    reason = "file not taken"

    def __init__(self, sentence: str, status: int = 422) -> None:
        super().__init__(sentence)
        self.status = status
        self.stops = status == NO_ROOM
