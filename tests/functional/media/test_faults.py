"""Killed at every step between file and row, both ways: no side is left dangling (case 092)."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mastaba.db import Database
from mastaba.testing import ScratchSite
from mastaba_media import blobs
from mastaba_media import sweep as sweeping
from mastaba_media.storage import local
from tests.functional.media.kept import (
    add,
    dangling,
    digests,
    files_below,
    forget,
    problems,
    stored,
    swept,
)

SURVIVED = 7


def _die(*_args: Any, **_options: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _after(function: Callable[..., Any]) -> Callable[..., Any]:
    def done_and_dead(*args: Any, **options: Any) -> Any:
        function(*args, **options)
        _die()

    return done_and_dead


# What kills an upload: place -> (object, attribute, what stands there instead).
ADDING = {
    "while it is written": (local.os, "fsync", _die),
    "before it has its name": (local.Path, "replace", _die),
    "before its name is on the disk": (local, "_force", _die),
    "before the row": (blobs, "write_row", _die),
    "between row and item": (blobs, "write_row", _after(blobs.write_row)),
}
REMOVING = {
    "before the row goes": (sweeping, "_forget_unused", _die),
    "after the row": (sweeping, "_remove", _die),
    "holding the row": (sweeping, "_hold", _after(sweeping._hold)),
    "before the file goes": (local.LocalStorage, "delete", _die),
    "between file and commit": (local.LocalStorage, "delete", _after(local.LocalStorage.delete)),
}


@pytest.mark.parametrize("step", ADDING)
def test_case_092_killed_while_a_file_comes(site: ScratchSite, files: Path, step: str) -> None:
    add(site, "there before")
    before = digests(site)
    _killed(site, ADDING[step], lambda: add(site, "coming"))
    assert dangling(site) == []
    swept(site)
    assert digests(site) == stored(site) == before
    assert len(files_below(files)) == 1
    assert problems(site) == []
    add(site, "coming")  # it can be brought again
    assert dangling(site) == []


@pytest.mark.parametrize("step", REMOVING)
def test_case_092_killed_while_a_file_goes(site: ScratchSite, files: Path, step: str) -> None:
    uid = add(site, "going")
    add(site, "staying")
    forget(site, uid)
    _killed(site, REMOVING[step], lambda: swept(site))
    assert dangling(site) == []
    swept(site)
    assert len(digests(site)) == 1
    assert digests(site) == stored(site)
    assert len(files_below(files)) == 1
    assert problems(site) == []


def _killed(site: ScratchSite, seam: tuple[Any, str, Any], action: Callable[[], object]) -> None:
    """Do `action` in a process of its own, which must be killed at the seam."""
    with warnings.catch_warnings():  # of 3.12: threads of the test runner are not in the child
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            database = site.registry[Database]
            for engine in (database.reads, database.writes):
                engine.dispose(close=False)  # the parent's connections are not ours
            setattr(*seam)
            action()
        finally:
            os._exit(SURVIVED)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
