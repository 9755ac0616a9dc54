"""What was imported: which node came from which part of which source."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from mastaba.db.base import Base
from mastaba.db.types import exact_text, uid_type

KEY_LENGTH = 300


class ImportedItem(Base):
    """One part of a source, from the moment it was first seen.

    The source is named by the importer and the node that it is imported into, so a folder may
    move on the disk. The row is written before the node: a run that is killed goes on with the
    same uids, and links between pages stay right. An empty fingerprint = not yet made.
    """

    __tablename__ = "import_item"
    __impersonal__ = ("importer", "key", "fingerprint")

    importer: Mapped[str] = mapped_column(exact_text(40), primary_key=True)
    target_uid: Mapped[str] = mapped_column(uid_type(), primary_key=True)
    key: Mapped[str] = mapped_column(exact_text(KEY_LENGTH), primary_key=True)
    node_uid: Mapped[str] = mapped_column(uid_type())
    fingerprint: Mapped[str] = mapped_column(exact_text(64), default="")
    revision: Mapped[int] = mapped_column(default=0)
    imported: Mapped[datetime | None]
