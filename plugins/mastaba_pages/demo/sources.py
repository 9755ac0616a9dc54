"""Read the files below `content/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

INDEX = "_index.md"
HISTORY = "_history"
FENCE = "---\n"


@dataclass(frozen=True)
class Source:
    """One file: `key` is its path below `content/`, `meta` its front matter, `text` the rest."""

    key: str
    meta: Mapping[str, Any]
    text: str
    history: tuple[Source, ...] = ()

    @property
    def folder(self) -> str:
        """The section's folder for an index file, else the folder that the page is in."""
        return self.key.rpartition("/")[0]

    @property
    def is_section(self) -> bool:
        return self.key.endswith(INDEX)

    @property
    def is_front(self) -> bool:
        return self.key == INDEX

    @property
    def slug(self) -> str:
        """Last segment of the address: what the front matter says, else the file's name."""
        name = self.folder if self.is_section else self.key.removesuffix(".md")
        return str(self.meta.get("slug") or name.rpartition("/")[2])

    @property
    def parent(self) -> str:
        """Folder of the section that this is a child of; empty at the top."""
        return self.folder.rpartition("/")[0] if self.is_section else self.folder

    @property
    def author(self) -> str:
        return str(self.meta["author"])

    def flag(self, name: str) -> bool:
        """Whether the front matter says `name: true`."""
        return self.meta.get(name) is True


def read_sources(root: Path) -> list[Source]:
    """Every page below `root`: a section before its children, children in their order."""
    files = [path for path in root.rglob("*.md") if HISTORY not in path.parts]
    found = [_with_history(root, path) for path in files]
    return sorted(found, key=_rank)


def variants(source: Source) -> list[Source]:
    """The page as it was saved time after time, the oldest first, itself last."""
    return [*source.history, source]


def moment(value: Any, now: datetime) -> datetime | None:
    """The instant that front matter means; None stays None.

    `"+21d"` and `"-3d"` count from `now`. A plain instant lies in the observatory's past, so one
    that is still to come on this machine's clock becomes `now`.
    """
    if isinstance(value, str):
        return now + timedelta(days=int(value.removesuffix("d")))
    if value is None:
        return None
    if isinstance(value, datetime) and value.tzinfo is not None:
        return min(value, now)
    raise ValueError(f"{value!r} is neither an instant with a zone nor a number of days.")


def _with_history(root: Path, path: Path) -> Source:
    source = _read(root, path)
    folder = source.meta.get("history")
    older = sorted((path.parent / folder).glob("*.md")) if folder else []
    return Source(source.key, source.meta, source.text, tuple(_read(root, p) for p in older))


def _read(root: Path, path: Path) -> Source:
    _, front, text = path.read_text(encoding="utf-8").split(FENCE, 2)
    return Source(path.relative_to(root).as_posix(), yaml.safe_load(front), text.strip())


def _rank(source: Source) -> tuple[Any, ...]:
    """Depth first, then `order`; pages without one come after, the newest first."""
    depth = source.key.count("/") - source.is_section
    published = source.meta.get("published")
    age = -published.timestamp() if isinstance(published, datetime) else 0.0
    return (depth, source.meta.get("order", 1000), age, source.key)
