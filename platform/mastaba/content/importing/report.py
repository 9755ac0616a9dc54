"""What a run did, counted per kind: seen = created + updated + skipped, always."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mastaba.content.importing.plan import Note, Refused


@dataclass
class Count:
    """What happened to the things of one kind."""

    created: int = 0
    updated: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def seen(self) -> int:
        """How many there were."""
        return self.created + self.updated + self.skipped.total()

    def as_json(self) -> dict[str, Any]:
        return {
            "seen": self.seen,
            "created": self.created,
            "updated": self.updated,
            "skipped": dict(sorted(self.skipped.items())),
        }


@dataclass
class Report:
    """Counts by kind, and each refusal in words."""

    kinds: dict[str, Count] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)

    def created(self, kind: str) -> None:
        self._of(kind).created += 1

    def updated(self, kind: str) -> None:
        self._of(kind).updated += 1

    def skipped(self, kind: str, reason: str) -> None:
        self._of(kind).skipped[reason] += 1

    def refuse(self, refused: Refused) -> None:
        """Count a refusal and keep its words."""
        self.skipped(refused.kind, refused.reason)
        self.refused.append(refused)

    def note(self, notes: Iterable[Note]) -> None:
        for note in notes:
            self.skipped(note.kind, note.reason)

    def as_json(self) -> dict[str, Any]:
        """`{"kinds": {kind: {"seen", "created", "updated", "skipped": {reason: n}}}}`."""
        return {"kinds": {kind: self.kinds[kind].as_json() for kind in sorted(self.kinds)}}

    def _of(self, kind: str) -> Count:
        return self.kinds.setdefault(kind, Count())
