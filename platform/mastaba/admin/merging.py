"""Two texts of one page made into one: what is asked, and what comes of the answers.

`theirs` is the newest saved text, `mine` what this person typed, `base` what both began with
(None when that is not known any more). Where only one of the two changed something, that is what
is suggested; where both did, nothing that anybody wrote is left out unless somebody says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mastaba.admin.differences import BODY, BlockRow, block_rows, change_of
from mastaba.admin.sides import Sides
from mastaba.blocks.align import Pair, aligned
from mastaba.blocks.choose import BOTH, CHOICES, MINE, THEIRS, by_uid, chosen, suggested
from mastaba.content.operations.field_rights import may_write, readable_fields
from mastaba.fields import BoundField
from mastaba.tree.models import Node

Fields = Mapping[str, Any]
PREFIX = "choice"
CHANGED = ((THEIRS, "Theirs"), (MINE, "Mine"), (BOTH, "Both, one after the other"))
ONLY_MINE = ((THEIRS, "Leave it out"), (MINE, "Keep it"))
ONLY_THEIRS = ((THEIRS, "Keep it"), (MINE, "Leave it out"))


@dataclass(frozen=True)
class Question:
    """What to take of one field or block; `row` alone is a run of blocks without change."""

    name: str = ""
    label: str = ""
    note: str = ""
    sides: Sides | None = None
    choices: tuple[tuple[str, str], ...] = ()
    suggestion: str = ""
    row: BlockRow | None = None


@dataclass(frozen=True)
class Section:
    """The questions about one field."""

    label: str
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True)
class Texts:
    """The three texts, as fields by name."""

    theirs: Fields
    mine: Fields
    base: Fields | None

    def differ(self, name: str) -> bool:
        return bool(self.theirs.get(name) != self.mine.get(name))


def sections(request: Any, node: Node, texts: Texts) -> list[Section]:
    """What is asked, in the order of the form."""
    return [
        Section(bound.label, list(_questions(request, bound, texts)))
        for bound in _open_fields(request, node, texts)
    ]


def merged(request: Any, node: Node, texts: Texts, given: Mapping[str, str]) -> dict[str, Any]:
    """The changes to `theirs` that the answers make; what was not asked is as suggested."""
    return {
        bound.name: _answered(bound, texts, given) for bound in _open_fields(request, node, texts)
    }


def _open_fields(request: Any, node: Node, texts: Texts) -> Iterator[BoundField]:
    for bound in readable_fields(request, node, type(node)):
        if texts.differ(bound.name) and may_write(request, node, bound):
            yield bound


def _questions(request: Any, bound: BoundField, texts: Texts) -> Iterator[Question]:
    theirs, mine = texts.theirs.get(bound.name), texts.mine.get(bound.name)
    if bound.type.name == BODY:
        blocks = _base_blocks(bound, texts)
        pairs = aligned(theirs or bound.type.empty, mine or bound.type.empty)
        yield from (_block_question(bound, row, blocks) for row in block_rows(request, pairs))
        return
    yield Question(
        name=f"{PREFIX}.{bound.name}",
        sides=change_of(request, bound, theirs, mine).sides,
        choices=CHANGED[:2],
        suggestion=_field_suggestion(bound.name, texts),
    )


def _block_question(bound: BoundField, row: BlockRow, blocks: Any) -> Question:
    if row.pair is None or row.kind == "moved":
        return Question(row=row)
    choices = {"added": ONLY_MINE, "removed": ONLY_THEIRS}.get(row.kind, CHANGED)
    note = {"added": "only in mine", "removed": "only in theirs"}.get(row.kind, "")
    return Question(
        name=_block_name(bound, row.pair),
        label=row.label,
        note=note,
        sides=row.sides,
        choices=choices if row.key else (),
        suggestion=_block_suggestion(row.pair, blocks),
    )


def _block_name(bound: BoundField, pair: Pair) -> str:
    return f"{PREFIX}.{bound.name}.{pair.key}"


def _block_suggestion(pair: Pair, blocks: Any) -> str:
    found = suggested(pair, blocks)
    if found == BOTH and pair.kind != "changed":
        return MINE if pair.kind == "added" else THEIRS
    return found


def _field_suggestion(name: str, texts: Texts) -> str:
    if texts.base is not None and texts.base.get(name) == texts.mine.get(name):
        return THEIRS
    return MINE


def _base_blocks(bound: BoundField, texts: Texts) -> Any:
    return None if texts.base is None else by_uid(texts.base.get(bound.name) or bound.type.empty)


def _answered(bound: BoundField, texts: Texts, given: Mapping[str, str]) -> Any:
    theirs, mine = texts.theirs.get(bound.name), texts.mine.get(bound.name)
    if bound.type.name != BODY:
        answer = given.get(f"{PREFIX}.{bound.name}") or _field_suggestion(bound.name, texts)
        return theirs if answer == THEIRS else mine
    blocks = _base_blocks(bound, texts)

    def choose(pair: Pair) -> str:
        answer = given.get(_block_name(bound, pair), "") if pair.key else ""
        return answer if answer in CHOICES else _block_suggestion(pair, blocks)

    return chosen(theirs or bound.type.empty, mine or bound.type.empty, choose)
