"""A small plugin for tests: a type, an extension of it, a record, and what cannot work.

Its tables are no part of the metadata, so that migrations are compared without them; `open_clinic`
makes them in a test's database.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped

from mastaba.api import (
    Base,
    Content,
    Extension,
    Record,
    Reference,
    field,
    node_key,
)
from mastaba.testing import ScratchSite


class Visit(Content):
    """A page of the tests' own type."""

    __tablename__ = "clinic_visit"
    __type__ = "clinic.visit"

    id: Mapped[int] = node_key()
    room: Mapped[str | None] = field(String(50), label="Room")


class Rating(Extension):
    """What another plugin adds to visits."""

    __tablename__ = "clinic_rating"
    __type__ = "clinic.rating"
    __extends__ = "clinic.visit"
    __version__ = 2
    __upgrades__ = {1: lambda data: {**data, "stars": data["points"] * 2}}  # noqa: RUF012 - read only

    stars: Mapped[int] = field(label="Stars", default=0, ge=0, le=10)
    remark: Mapped[str | None] = field(String(200), label="Remark", read="share")
    twin: Mapped[Reference | None] = field(label="Twin")


class Needy(Extension):
    """Cannot work: visits were there before it."""

    __tablename__ = "clinic_needy"
    __type__ = "clinic.needy"
    __extends__ = "clinic.visit"

    stars: Mapped[int] = field(label="Stars")


class Lonely(Extension):
    """Cannot work: nobody brings what it extends."""

    __tablename__ = "clinic_lonely"
    __type__ = "clinic.lonely"
    __extends__ = "nobody.page"


class Vote(Record):
    """One vote per person and node."""

    __tablename__ = "clinic_vote"
    __type__ = "clinic.vote"
    __table_args__ = (UniqueConstraint("node_id", "account_id"),)

    points: Mapped[int] = field(label="Points", default=1, ge=1, le=5)
    note: Mapped[str | None] = field(String(80), label="Note")


MODELS: tuple[Any, ...] = (Visit, Rating, Vote)
for _model in (*MODELS, Needy, Lonely):
    Base.metadata.remove(_model.__table__)


def open_clinic(site: ScratchSite, *, extended: bool = True) -> ScratchSite:
    """The application with the plugin and its tables; `site` must be the test's own."""
    for model in MODELS:
        model.__table__.create(site.database.writes)
    site.config.add_content_type(Visit, title="Visit")
    if extended:
        site.config.add_extension(Rating, title="Rating")
    site.config.add_record(Vote, title="Votes", create="view", manage="share")
    site.config.commit()
    return site
