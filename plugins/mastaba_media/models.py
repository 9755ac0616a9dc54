"""The two types of this plugin, and the tables of the bytes behind them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from mastaba.api import Base, Choice, Content, JsonValue, Tags, field, node_key

DIGEST = 64  # characters of a SHA-256 in hex
KINDS = {
    "image": "Picture",
    "document": "Document",
    "audio": "Sound",
    "video": "Video",
    "other": "Other file",
}
HALF = Decimal("0.5")


class Folder(Content):
    """A folder of the library; who may see it may see what lies in it."""

    __tablename__ = "media_folder"
    __type__ = "media.folder"

    id: Mapped[int] = node_key()


class Item(Content):
    """A file that editors have put into a folder; every version names the bytes it had.

    `width` and `height` are those after the orientation in the file is applied, in pixels;
    `crop` is [x, y, width, height] and `focus_x`, `focus_y` a point, as fractions of the picture
    turned by `turn` degrees. `alt` is {locale: text}. What is `hidden` is read from the file.
    """

    __tablename__ = "media_item"
    __impersonal__ = (
        "alt",
        "caption",
        "credit",
        "tags",
        "name",
        "blob",
        "media_type",
        "kind",
        "crop",
        "ready",
    )
    __type__ = "media.item"
    __table_args__: Any = (
        Index("ix_media_item_blob", "blob"),
        Index("ix_media_item_kind", "kind"),
        Index("ix_media_item_described", "described"),
    )

    id: Mapped[int] = node_key()
    alt: Mapped[JsonValue | None] = field(
        label="Description",
        help="What the picture shows, for those who cannot see it: one text per language.",
        place="main",
    )
    decorative: Mapped[bool] = field(
        label="Only decoration",
        help="It says nothing that the text does not say: no description is read aloud.",
        default=False,
    )
    caption: Mapped[str | None] = field(String(1000), label="Caption")
    credit: Mapped[str | None] = field(
        String(300), label="Credit", help="Who made it, and under which licence."
    )
    tags: Mapped[Tags] = field(label="Tags", help="Separated by commas.")
    name: Mapped[str] = field(
        String(200), label="File name", help="What it is called when downloaded.", default="file"
    )
    blob: Mapped[str | None] = field(String(DIGEST), label="SHA-256", hidden=True)
    media_type: Mapped[str | None] = field(String(100), label="Media type", hidden=True)
    kind: Mapped[Choice] = field(label="Kind", choices=KINDS, default="other", hidden=True)
    size: Mapped[int] = field(BigInteger, label="Size in bytes", default=0, ge=0, hidden=True)
    width: Mapped[int | None] = field(label="Width in pixels", ge=0, hidden=True)
    height: Mapped[int | None] = field(label="Height in pixels", ge=0, hidden=True)
    frames: Mapped[int | None] = field(label="Frames", ge=0, hidden=True)
    turn: Mapped[int] = field(
        label="Turned by", help="Degrees clockwise.", default=0, ge=0, le=270, hidden=True
    )
    crop: Mapped[JsonValue | None] = field(label="Cut to", place="details", hidden=True)
    focus_x: Mapped[Decimal] = field(
        label="Focal point, from the left", default=HALF, ge=0, le=1, hidden=True
    )
    focus_y: Mapped[Decimal] = field(
        label="Focal point, from the top", default=HALF, ge=0, le=1, hidden=True
    )
    described: Mapped[bool] = mapped_column(default=True)  # derived, for lists: see `describe`
    ready: Mapped[str] = mapped_column(String(500), default="", server_default="")
    # marks of what was made ahead of requests: renditions/ahead.py


@event.listens_for(Item, "before_insert")
@event.listens_for(Item, "before_update")
def describe(_mapper: Any, _connection: Any, item: Item) -> None:
    """Whoever wrote the row: a picture needs a description in some language, or is decoration."""
    texts = item.alt.values() if isinstance(item.alt, dict) else ()
    item.described = item.kind != "image" or bool(item.decorative) or any(texts)


class Blob(Base):
    """A stored file: its row is written after the file is durable, and deleted before it goes.

    `unused_since` is when the sweep first saw that nothing names it.
    """

    __tablename__ = "media_blob"
    __impersonal__ = ("digest", "media_type")

    digest: Mapped[str] = mapped_column(String(DIGEST), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    stored: Mapped[datetime]
    unused_since: Mapped[datetime | None] = mapped_column(index=True)
