"""Files of a source that texts show, such as pictures: each is taken in once, by a block.

Which block takes a file is the plugins' affair (`config.add_block(..., takes=...)`). The ledger
remembers the node that was made of a file, so that a second run finds it, a changed file is
changed in its place, and one that somebody took away here does not come back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from mastaba.blocks import links, validate_part
from mastaba.content.blocks.files import IncomingFile
from mastaba.content.blocks.from_file import block_for_file
from mastaba.content.blocks.registry import blocks_of
from mastaba.content.importing.ledger import Ledger
from mastaba.content.importing.plan import ImportFile, Json, Refused
from mastaba.content.importing.report import Report
from mastaba.content.operations import OperationError
from mastaba.db.uuid7 import uuid7
from mastaba.tree.locate import find, find_at
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIBRARY, LIVE, TRASH

NO_TAKER = "no enabled plugin takes such files in"
NOT_SHOWN = "no text shows it"
TRASHED = "in the trash here"
DELETED = "deleted here"
UNCHANGED = "unchanged"
UNREADABLE = "cannot be read"

Transactions = Callable[[], AbstractContextManager[Any]]
"""Each call gives a request in a transaction of its own."""


@dataclass(frozen=True)
class Words:
    """What goes with a file where it is shown."""

    alt: str = ""
    title: str = ""
    link: str = ""


class Files:
    """The files of one plan; hands out blocks that show them."""

    def __init__(
        self,
        transactions: Transactions,
        ledger: Ledger,
        uids: Mapping[str, str],
        files: Mapping[str, ImportFile],
        report: Report,
    ) -> None:
        self._transactions = transactions
        self._ledger = ledger
        self._uids = uids
        self._files = files
        self._report = report
        self._usable: dict[str, bool] = {}

    def block(self, key: str, words: Words) -> Json | None:
        """The block that shows the file `key`; None where there is none, which is reported once.

        Each file has a transaction of its own: looking at a large picture takes a while.
        """
        if key not in self._files or self._usable.get(key) is False:
            return None
        file = self._files[key]
        try:
            with self._transactions() as request:
                found = self._taken(request, file, words)
        except OperationError as error:
            if error.stops:
                raise
            self._report.refuse(Refused(file.kind, error.reason, key, str(error)))
            found = None
        except OSError as error:
            self._report.refuse(Refused(file.kind, UNREADABLE, key, f"{error.strerror}."))
            found = None
        self._usable[key] = found is not None
        return found

    def close(self) -> None:
        """Count those that no text has asked for."""
        for key, file in self._files.items():
            if key not in self._usable:
                self._report.skipped(file.kind, NOT_SHOWN)

    def _taken(self, request: Any, file: ImportFile, words: Words) -> Json | None:
        row = self._ledger.row(request.db, file.key)
        if row.fingerprint and (missing := _missing(request, row.node_uid)):
            self._report.skipped(file.kind, missing)
            return None
        place = find(request, self._ledger.target_uid) or find_at(request, ROOT)
        mark = digest_of(file.path)
        with file.path.open("rb") as stream:
            block = block_for_file(request, place, self._incoming(file, words, row, stream))
        if block is None:
            self._report.skipped(file.kind, NO_TAKER)
            return None
        block = validate_part(_named(block), blocks_of(request).schema)
        self._note(request, file, row, mark, block)
        return block

    def _incoming(
        self, file: ImportFile, words: Words, row: Any, stream: BinaryIO
    ) -> IncomingFile:
        return IncomingFile(
            file.path.name,
            file.media_type,
            stream,
            alt=words.alt,
            title=words.title,
            link=words.link,
            uid=row.node_uid,
            folder=file.folder,
        )

    def _note(self, request: Any, file: ImportFile, row: Any, mark: str, block: Json) -> None:
        """Remember the node that the block shows; count the file when it is first met."""
        targets = links({"content": [block]})
        uid = row.node_uid if row.node_uid in targets else min(targets, default=row.node_uid)
        node = find(request, uid, tree=LIBRARY)
        if node is not None and row.fingerprint != mark:
            self._ledger.note(request, file.key, node, mark)
        if file.key in self._usable:
            return
        if not row.fingerprint:
            self._report.created(file.kind)
        elif row.fingerprint != mark:
            self._report.updated(file.kind)
        else:
            self._report.skipped(file.kind, UNCHANGED)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _missing(request: Any, uid: str) -> str:
    """Why the node of a file that was imported before is not to be shown; empty when it is."""
    if any(find(request, uid, tree=tree) is not None for tree in (LIBRARY, LIVE)):
        return ""
    return TRASHED if find(request, uid, tree=TRASH) is not None else DELETED


def _named(block: Json) -> Json:
    """With a uid of its own, which a later run then keeps."""
    return {**block, "attrs": {"uid": uuid7(), **block.get("attrs", {})}}
