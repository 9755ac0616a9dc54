"""AVIF, ahead of requests: too slow for somebody who waits, a third smaller than WebP.

A job makes it when a picture is published, and then writes into the row of the item which presets
are whole (`Item.ready`): so a page names AVIF without asking the storage. The first word of it
stands for presets and settings; a picture where it is another one is done again, a few at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select, update

from mastaba.api import Node, reading_session, settings_of, start_job, system_request
from mastaba_media.models import Item
from mastaba_media.renditions.making import make_all
from mastaba_media.renditions.recipe import DRAWN_TYPES, ENGINE, Source, group, short, wanted_of
from mastaba_media.renditions.settings import PictureSettings
from mastaba_media.renditions.shown import source_of
from mastaba_media.renditions.source import Undecodable
from mastaba_media.renditions.specs import Presets, Spec

JOB = "media.ahead"
EVERY = timedelta(minutes=15)
AT_A_TIME = 20  # pictures of one job
PATIENCE = 25.0  # seconds for a turn: a job says twice a minute that it lives

_ITEM: Any = Item.__table__
_FROM = "blob media_type width height frames turn crop focus_x focus_y"
_DRAWN_FROM = tuple(_ITEM.c[name] for name in _FROM.split())

Made = Mapping[str, tuple[str, str]]
"""By the uid of an item: the digest of what was drawn, and what its `ready` is then."""


def published(registry: Any, message: Any) -> None:
    """Outbox subscriber: a picture that visitors see now has its AVIF made."""
    uid = message.payload.get("node")
    if not settings_of(registry, PictureSettings).avif or not uid:
        return
    with reading_session(registry) as session:
        rows = session.execute(_public().where(Node.uid == uid)).all()
    if rows:  # most of what is published is no picture
        with system_request(registry) as request:
            _start(request, rows)


def catch_up(request: Any) -> None:
    """Periodic: what was published before a preset or a setting changed."""
    if settings_of(request.registry, PictureSettings).avif:
        done = _ITEM.c.ready.startswith(_plan(request.registry))
        _start(request, request.db.execute(_public().where(~done).limit(AT_A_TIME)).all())


def _start(request: Any, rows: Iterable[Any]) -> None:
    found = {row.uid: row.title for row in rows}
    if found:
        named = next(iter(found.values())) if len(found) == 1 else f"{len(found)} pictures"
        start_job(request, JOB, {"uids": list(found)}, title=f"Smaller files of {named}")


def _public(*further: Any) -> Any:
    """Published pictures, on any site."""
    shown = (Node.state == "published", Node.tree == "library")
    drawn = _ITEM.c.media_type.in_(DRAWN_TYPES)
    columns = (Node.uid, Node.title, *further)
    return select(*columns).join(_ITEM, _ITEM.c.id == Node.id).where(*shown, drawn)


def draw(request: Any, work: Any) -> Made:
    """Before the transaction of the job: make the files."""
    uids, made = work.payload["uids"], {}
    rows = request.db.execute(_public(*_DRAWN_FROM).where(Node.uid.in_(uids))).all()
    for done, row in enumerate(rows):
        alive = partial(work.progress, done, len(rows))
        source = source_of(row)
        made[row.uid] = (source.digest, " ".join(_drawn(request.registry, source, alive)))
    return made


def note(request: Any, work: Any) -> str:
    """In it: say so in the rows, of those that are still the same."""
    made: Made = work.prepared
    for uid, (digest, ready) in made.items():
        mine = select(Node.id).where(Node.uid == uid).scalar_subquery()
        same = (_ITEM.c.id == mine, _ITEM.c.blob == digest)
        request.db.execute(update(_ITEM).where(*same).values(ready=ready))
    return f"Done for {len(made)}."


def _drawn(registry: Any, source: Source, alive: Any) -> list[str]:
    """Make all files of a picture; the words of its `ready`."""
    tuning = settings_of(registry, PictureSettings).tuning
    words = [_plan(registry)]
    if source.frames > 1:  # what moves stays WebP
        return words
    try:
        for spec in _specs(registry):
            make_all(registry, source, wanted_of(spec, "webp"), patience=PATIENCE)
            for wanted in wanted_of(spec, "avif"):
                alive()
                make_all(registry, source, [wanted], patience=PATIENCE)
            words.append(group(source, spec, tuning))
    except Undecodable:  # the page shows its placeholder; nothing to do until it is replaced
        pass
    return words


def _specs(registry: Any) -> list[Spec]:
    return [spec for spec in registry[Presets].by_name.values() if spec.avif]


def _plan(registry: Any) -> str:
    """A mark of all that is made ahead, whatever the picture."""
    tuning = settings_of(registry, PictureSettings).tuning
    shapes = sorted((spec.name, spec.widths, spec.ratio) for spec in _specs(registry))
    return short(ENGINE, shapes, tuning.avif, tuning.speed)


def includeme(config: Any) -> None:
    """Register the job, and when it is started."""
    config.add_job(JOB, note, before=draw)
    config.add_outbox_subscriber("content.published", published, name=JOB)
    config.add_periodic(JOB, catch_up, every=EVERY)
