"""A server may drop the file of a response without closing it."""

from __future__ import annotations

import gc
import warnings
from pathlib import Path

from mastaba_media.serving.body import _local


def test_a_file_that_is_dropped_is_closed_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        opened = _local(tmp_path / "file", "file")
        assert opened.size == 3
        del opened
        gc.collect()
    assert told == []
