"""`mastaba import comments FILE`: what `comments.json` has written, here or elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mastaba.api import (
    ImportPlan,
    ImportRecord,
    ImportRecords,
    ImportTarget,
    OperationError,
    Refused,
    SoughtNode,
)
from mastaba_comments.exchange.line import Line, read_line
from mastaba_comments.exchange.order import parents_first
from mastaba_comments.exchange.write import change, create
from mastaba_comments.models import COMMENT, Comment

LONGEST = 5_000_000  # bytes of a line
REASON = "line cannot be read"


@dataclass(frozen=True)
class Spot:
    """Where a comment is in the file, and what it answers."""

    number: int  # of the line, from 1
    offset: int
    answers: str | None


@dataclass(frozen=True)
class Survey:
    """What a first reading of the file has found: the pages, the comments, what is refused."""

    pages: dict[str, SoughtNode]
    spots: dict[str, Spot]
    refused: list[Refused]


def read(source: Path, _target: ImportTarget) -> ImportPlan:
    """The plan of a file. Raises `OperationError` when it holds no comment."""
    survey = _survey(source)
    if not survey.spots and not survey.refused:
        raise OperationError(f"There is no comment in {source.name}.")

    def stream() -> Iterator[ImportRecord | Refused]:
        return _records(source, survey)

    records = ImportRecords(Comment, list(survey.pages.values()), stream, create, change)
    return ImportPlan(None, [], survey.refused, records=records)


def _survey(source: Path) -> Survey:
    if not source.is_file():
        raise OperationError(f"{source} is not a file; name one that was exported here.")
    survey = Survey({}, {}, [])
    counts: dict[str, int] = {}
    for spot, text in _texts(source):
        place = f"{source.name}:{spot.number}"
        try:
            line = read_line(_decoded(text))
            if line.uid in survey.spots:
                raise ValueError("uid: another line has it already.")
        except ValueError as error:
            survey.refused.append(Refused(COMMENT, REASON, place, str(error)))
            continue
        counts[line.page.uid] = counts.get(line.page.uid, 0) + 1
        survey.pages[line.page.uid] = _sought(line, counts[line.page.uid])
        survey.spots[line.uid] = Spot(spot.number, spot.offset, line.answers)
    return survey


def _sought(line: Line, records: int) -> SoughtNode:
    page = line.page
    path = page.path.strip("/")
    return SoughtNode(page.uid, page.title, page.uid, (path,) if path else (), records=records)


def _decoded(text: bytes) -> str:
    if len(text) > LONGEST:
        raise ValueError(f"It has {len(text)} bytes; at most {LONGEST} are read.")
    return text.decode("utf-8-sig")


def _texts(source: Path) -> Iterator[tuple[Spot, bytes]]:
    """Each line that is not empty, and where it is."""
    offset = 0
    with source.open("rb") as file:
        for number, text in enumerate(iter(lambda: file.readline(LONGEST * 2), b""), 1):
            if text.strip():
                yield Spot(number, offset, None), text
            offset += len(text)


def _records(source: Path, survey: Survey) -> Iterator[ImportRecord]:
    """The comments, answers behind what they answer; each is read again where it is."""
    parents = {uid: spot.answers for uid, spot in survey.spots.items()}
    with source.open("rb") as file:
        for uid, _parent in parents_first(parents):
            spot = survey.spots[uid]
            file.seek(spot.offset)
            line = read_line(_decoded(file.readline()))
            place = f"{source.name}:{spot.number}"
            yield ImportRecord(uid, line.kind, line.page.uid, line.data(), uid, place)


def includeme(config: Any) -> None:
    """Declare the importer."""
    config.add_importer("comments", read, title="Comments that were exported as JSON")
