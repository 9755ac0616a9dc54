"""Comments of one entry on the disk, while their order is worked out: threads can be long."""

from __future__ import annotations

import json
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any, Self

Json = dict[str, Any]


class Spool:
    """Keeps JSON until it is asked for by its place; the file has no name and ends with it."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, value: Json) -> int:
        """The place that `value` is kept at."""
        place = self._file.seek(0, 2)
        self._file.write(json.dumps(value).encode() + b"\n")
        return place

    def get(self, place: int) -> Json:
        self._file.seek(place)
        found: Json = json.loads(self._file.readline())
        return found

    def clear(self) -> None:
        """Forget all of it."""
        self._file.seek(0)
        self._file.truncate()
