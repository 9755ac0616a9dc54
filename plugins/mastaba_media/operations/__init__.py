"""Operations of media: the ways to change what is in the library.

`receive` looks at a file and touches no database: call it before a transaction begins. `upload`
and `replace` make rows of what it returns, within one:

    received = receive(stream, "IMG_2034.JPG", caps=caps_of(registry))
    item = upload(request, folder, received)
    received.close()

Whatever else is done to folders and files (rename, move, publish, trash, rights) is done by the
operations of `mastaba.api`, as with all content.
"""

from __future__ import annotations

from mastaba_media.operations.duplicates import duplicates
from mastaba_media.operations.receive import Received, receive
from mastaba_media.operations.replace import replace
from mastaba_media.operations.room import store_received
from mastaba_media.operations.settings import caps_of
from mastaba_media.operations.upload import upload

__all__ = [
    "Received",
    "caps_of",
    "duplicates",
    "receive",
    "replace",
    "store_received",
    "upload",
]
