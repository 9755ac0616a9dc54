"""The file of a plugin's export: whole, or refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mastaba.content.lifecycle.archive import ArchiveError, read_archive, write_archive

HEAD = {"is": "head", "format": "mastaba plugin", "version": 1, "plugin": "event",
        "database": "sqlite"}  # fmt: skip
ROW = {"is": "row", "table": "event_event", "values": {"place": "Zürich"}}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    counts = write_archive(tmp_path / "a.jsonl", [HEAD, ROW, ROW])
    assert counts == {"head": 1, "row": 2}
    assert (tmp_path / "a.jsonl").stat().st_mode & 0o077 == 0
    assert read_archive(tmp_path / "a.jsonl") == [HEAD, ROW, ROW]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("mine")
    with pytest.raises(ArchiveError, match="is there already; name another file with --out"):
        write_archive(path, [HEAD])
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "is no export of a plugin"),
        ([7], "is no export of a plugin"),
        ([{"is": "head", "format": "other"}], "is no export of a plugin"),
        ([{"is": [], "format": "mastaba plugin"}], "is no export of a plugin"),
        (
            [{**HEAD, "plugin": 7}, {"is": "end", "counts": {"head": 1}}],
            "is no export of a plugin",
        ),
        ([{**HEAD, "version": 2}], "is of version 2, and this release reads 1"),
        ([HEAD, ROW], "is not whole"),
        ([HEAD, {"is": "end", "counts": {"head": 1, "row": 1}}], "is not whole"),
        (
            [HEAD, {"is": "x"}, {"is": "end", "counts": {"head": 1, "x": 1}}],
            "a kind that is not known: x",
        ),
    ],
)
def test_what_is_not_whole_is_refused(tmp_path: Path, lines: list[Any], told: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    with pytest.raises(ArchiveError, match=told):
        read_archive(path)


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"PK\x03\x04\xff")
    with pytest.raises(ArchiveError, match="cannot be read"):
        read_archive(path)
