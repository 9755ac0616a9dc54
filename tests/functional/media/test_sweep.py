"""Bytes stay as long as something names them, and go when nothing does; checks and repairs."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from mastaba.api import copy, find, find_at, publish, reading_session
from mastaba.testing import ScratchSite
from mastaba_media.blobs import key_of
from mastaba_media.checks import check_bytes, repair_files
from mastaba_media.models import Blob, Item
from mastaba_media.operations import receive, replace
from mastaba_media.sweep import Swept, sweep, sweep_files
from tests.functional.media.conftest import PLUGINS
from tests.functional.media.kept import (
    add,
    dangling,
    digests,
    files_below,
    forget,
    now,
    problems,
    storage_of,
    stored,
    swept,
)
from tests.support import s3

MakeSite = Callable[..., ScratchSite]


@pytest.fixture(params=["local", pytest.param("s3")])
def kept(request: pytest.FixtureRequest, make_site: MakeSite, files: Path) -> ScratchSite:
    """A site with each storage."""
    chosen = {"mastaba.media.folder": str(files)} if request.param == "local" else s3.settings()
    return make_site({"mastaba.plugins": PLUGINS, **chosen})


def test_what_nothing_names_goes_a_day_later_and_nothing_else(kept: ScratchSite) -> None:
    twice, other = add(kept, "the same"), add(kept, "another")
    again = add(kept, "the same")
    assert len(digests(kept)) == 2
    forget(kept, twice)
    assert swept(kept) == Swept()
    forget(kept, again)
    assert sweep(kept.registry, now(kept)) == Swept()  # nothing has named it since a moment only
    assert len(stored(kept)) == 2
    assert swept(kept) == Swept(unused=1)
    assert stored(kept) == digests(kept)
    assert len(stored(kept)) == 1
    forget(kept, other)
    swept(kept)
    assert stored(kept) == digests(kept) == set()
    assert problems(kept) == []


def test_older_versions_copies_and_the_trash_name_their_bytes(site: ScratchSite) -> None:
    uid = add(site, "first")
    with site.request() as request:
        publish(request, find(request, uid, tree="library"))
        replace(
            request, find(request, uid, tree="library"), receive(BytesIO(b"second"), "notes.txt")
        )
    with site.request() as request:  # the row is live, with the first; the newest is the second
        twin = copy(
            request, find(request, uid, tree="library"), find_at(request, "/media", tree="library")
        ).uid
        publish(request, find(request, uid, tree="library"))
    assert swept(site) == Swept()
    assert len(stored(site)) == 2
    forget(site, uid)
    swept(site)
    with site.request() as request:
        assert key_of(find(request, twin, tree="library").blob).endswith(tuple(stored(site)))
    assert dangling(site) == []


def test_renditions_go_with_their_source(site: ScratchSite, files: Path) -> None:
    uid, storage = add(site, "one"), storage_of(site)
    (digest,) = digests(site)
    key = f"renditions/{digest[:2]}/{digest}/320-x.webp"
    storage.put(key, BytesIO(b"small"))
    (files / ".tmp" / "left").write_bytes(b"half")
    assert swept(site) == Swept(temporary=1)
    forget(site, uid)
    assert swept(site) == Swept(unused=1, renditions=1)
    assert files_below(files) == []


def test_the_sweep_is_done_again_and_again_and_keeps_a_day(site: ScratchSite) -> None:
    uid = add(site, "one")
    forget(site, uid)
    with site.request() as request:
        assert sweep_files(request) == Swept()
    assert len(stored(site)) == 1


def test_case_092_the_same_file_uploaded_many_times_at_once(site: ScratchSite) -> None:
    with ThreadPoolExecutor(6) as pool:
        uids = set(pool.map(lambda n: add(site, "the same", f"Notes {n}"), range(6)))
    assert len(uids) == 6
    assert len(digests(site)) == len(stored(site)) == 1
    assert dangling(site) == []


def test_who_brings_the_bytes_while_they_are_deleted_waits_and_stores_them_again(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(site, add(site, "the same"))
    storage, begun = storage_of(site), []
    really = storage.delete

    def deleted(key: str) -> None:
        if key.startswith("blobs/") and not begun:
            begun.append(threading.Thread(target=add, args=(site, "the same")))
            begun[0].start()
        really(key)

    monkeypatch.setattr(storage, "delete", deleted)
    monkeypatch.setattr(storage, "tidy", lambda _before: 0)  # it is no day since then
    swept(site)
    begun[0].join()
    assert len(digests(site)) == 1
    assert dangling(site) == []


def test_uploads_purges_and_sweeps_side_by_side_lose_nothing(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All is old at once, but for files that are being written.
    monkeypatch.setattr(storage_of(site), "tidy", lambda _before: 0)

    def come_and_go(number: int) -> None:
        for _ in range(3):
            uid = add(site, "the same")
            assert dangling_of(site, uid) == []
            if number:
                forget(site, uid)

    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(come_and_go, number) for number in range(3)]
        while not all(done.done() for done in work):
            swept(site)
    for done in work:
        done.result()
    assert dangling(site) == []
    assert len(stored(site)) == 1


def dangling_of(site: ScratchSite, uid: str) -> list[str]:
    """The item's digest when its bytes are not there."""
    with reading_session(site.registry) as session:
        digest = session.scalars(select(Item.blob).where(Item.uid == uid)).one()
    return [] if storage_of(site).size(key_of(digest)) else [digest]


def test_many_files_that_the_database_does_not_know_are_left_alone(
    site: ScratchSite, files: Path
) -> None:
    add(site, "known")
    for number in range(11):
        storage_of(site).put(key_of(f"{number:x}" * 64), BytesIO(b"of another database"))
    for path in (files / "blobs").rglob("*"):
        os.utime(path, (0, 0))
    assert swept(site) == Swept()
    assert problems(site) == ["Stored files that nothing uses: 11."]
    repair_files(site.registry)
    assert problems(site) == []
    assert len(stored(site)) == 1


def test_a_file_that_is_lost_or_damaged_is_named_and_never_repaired_away(
    site: ScratchSite, files: Path
) -> None:
    add(site, "lost", "Minutes")
    lost = digests(site).pop()
    add(site, "damaged", "Agenda")
    (damaged,) = digests(site) - {lost}
    (files / key_of(lost)).unlink()
    (files / key_of(damaged)).write_bytes(b"other bytes")
    repair_files(site.registry)
    found = problems(site)
    assert [one for one in found if "“Minutes” (/media/minutes) is not in the storage" in one]
    assert [one for one in found if "“Agenda” (/media/agenda) has not the size" in one]
    assert len(found) == 2
    assert digests(site) == {lost, damaged}


def test_an_empty_storage_is_said_once(site: ScratchSite, files: Path) -> None:
    for word in ("one", "two"):
        add(site, word)
    for digest in digests(site):
        (files / key_of(digest)).unlink()
    (said,) = problems(site)
    assert "Nothing is stored there, and files should be: 2. Look at mastaba.media" in said


def test_damage_of_the_same_size_is_found_by_reading(site: ScratchSite, files: Path) -> None:
    add(site, "whole", "Agenda")
    (digest,) = digests(site)
    assert list(check_bytes(site.registry)) == []
    (files / key_of(digest)).write_bytes(b"WHOLE")
    assert problems(site) == []
    (found,) = check_bytes(site.registry)
    assert "“Agenda” (/media/agenda) is damaged" in found


def test_repair_lists_what_is_used_and_takes_out_what_is_not(
    site: ScratchSite, files: Path
) -> None:
    add(site, "used")
    (used,) = digests(site)
    with site.request() as request:
        request.db.execute(delete(Blob))
        request.db.add(_blob("ab" * 32, now(site)))
    assert problems(site) == [
        "Stored files that are in use and not listed: 1.",
        "Listed files that nothing uses and that are not stored: 1.",
    ]
    repair_files(site.registry)
    assert problems(site) == []
    assert digests(site) == {used}
    with reading_session(site.registry) as session:
        row: Any = session.get(Blob, used)
        assert (row.size, row.media_type) == (4, "text/plain")


def _blob(digest: str, stored: Any) -> Blob:
    return Blob(digest=digest, size=1, media_type="text/plain", stored=stored)
