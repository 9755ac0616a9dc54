"""Faces: small pictures that stand for content in lists, in what is found and in what is chosen.

A plugin says for a type of its own how to find them:

    config.add_face("event.event", faces)  # faces(request, uids) -> {uid: address of a picture}

It is asked once for all rows of a list, behind a fence, and leaves out what the requester may not
see; a row without a face shows the icon of its type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mastaba.declaring import declare
from mastaba.fences import attempt, owner_of

Face = Callable[[Any, Sequence[str]], Mapping[str, str]]


@dataclass
class Faces:
    """The functions by type name; lives on the registry."""

    by_type: dict[str, Face] = field(default_factory=dict)


def add_face(config: Any, type: str, faces: Face) -> None:
    """Directive: `faces(request, uids)` returns addresses of small pictures by uid.

    `type` names a content type. The pictures are shown at 40 to 160 pixels, beside the title, so
    they need no words of their own.
    """

    def register() -> None:
        config.registry[Faces].by_type[type] = faces

    declare(config, "face", type, register, title=f"Pictures of {type}", faces=faces)


def faces_of(request: Any, rows: Iterable[Any]) -> dict[str, str]:
    """Addresses of the faces of `rows` (each with `uid` and `type`) by uid.

    One call for each type that has faces; one that fails is as if it had none.
    """
    declared: dict[str, Face] = request.registry[Faces].by_type
    uids: dict[str, list[str]] = {}
    for row in rows if declared else ():
        if row.type in declared:
            uids.setdefault(row.type, []).append(row.uid)
    found: dict[str, str] = {}
    for kind, wanted in uids.items():
        what = f"faces of {kind}"
        value, _reason = attempt(request, owner_of(kind), what, declared[kind], request, wanted)
        found |= value or {}
    return found


def faces_in_order(request: Any, rows: Sequence[Any], most: int = 12) -> list[str]:
    """The faces of the first `most` of `rows`, for questions about all of them."""
    shown = rows[:most]
    found = faces_of(request, shown)
    return [found[row.uid] for row in shown if found.get(row.uid)]
