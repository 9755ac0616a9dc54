"""The file that a plugin is exported to: lines of JSON, the first a head, the last a count.

Each line says what it is (`is`): `head` (format, version, plugin, revision, database, made),
`node` and `row` (a row of a table), `section` (what an extension keeps in a version of a page of
somebody else), `setting`, `front`, and `end` (how many lines of each kind). In the values of a
row, what refers to a page is `{"node": uid}` and what refers to a person `{"login": ...}`.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FORMAT, VERSION = "mastaba plugin", 1
NAMES = frozenset({"plugin", "database"})  # texts in every head
KINDS = frozenset({"node", "row", "section", "setting", "front"})
Line = dict[str, Any]


class ArchiveError(Exception):
    """A file that cannot be brought back; says what was found and what to do."""


def write_archive(path: Path, lines: Iterable[Line]) -> Counter[str]:
    """Write the lines and the end; how many of each kind. Never over a file that is there.

    Raises `ArchiveError`. What could not be written whole is taken away again.
    """
    counts: Counter[str] = Counter()
    try:
        with open(path, "x", encoding="utf-8", opener=_for_me_alone) as file:
            for line in lines:
                counts[line["is"]] += 1
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.write(json.dumps({"is": "end", "counts": counts}) + "\n")
    except FileExistsError:
        raise ArchiveError(f"{path} is there already; name another file with --out.") from None
    except OSError as error:
        path.unlink(missing_ok=True)
        raise ArchiveError(f"{path} cannot be written: {error.strerror}.") from None
    return counts


def _for_me_alone(path: str, flags: int) -> int:
    """Drafts are in it, and pages that few may see."""
    return os.open(path, flags, 0o600)


def read_archive(path: Path) -> list[Line]:
    """The lines between head and end, the head first. Raises `ArchiveError`."""
    try:
        with path.open(encoding="utf-8") as file:
            lines = [json.loads(text) for text in file]
    except (OSError, ValueError, RecursionError) as error:
        raise ArchiveError(f"{path} cannot be read: {error}.") from None
    if problem := "; ".join(_problems(lines)):
        raise ArchiveError(f"{path} {problem}; make it anew with: mastaba plugins export")
    return lines[:-1]


def _problems(lines: list[Any]) -> Iterator[str]:
    kinds = [str(line.get("is")) if isinstance(line, dict) else None for line in lines]
    if kinds[:1] != ["head"] or lines[0].get("format") != FORMAT or not _texts(lines[0]) >= NAMES:
        yield "is no export of a plugin"
    elif lines[0].get("version") != VERSION:
        yield f"is of version {lines[0].get('version')}, and this release reads {VERSION}"
    elif kinds[-1] != "end" or lines[-1].get("counts") != Counter(kinds[:-1]):
        yield "is not whole: its end is missing, or lines are"
    elif strange := set(kinds[1:-1]) - KINDS:
        yield f"has lines of a kind that is not known: {', '.join(sorted(map(str, strange)))}"


def _texts(line: Line) -> set[str]:
    return {key for key, value in line.items() if isinstance(value, str)}
