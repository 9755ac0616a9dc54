"""Fields that name other nodes: what is chosen must be there, of a fitting type, and visible.

Links in texts are not asked here: a draft may have dead ones (see `dead_links`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mastaba.content.blocks.registry import Blocks
from mastaba.content.blocks.within import blocks_within
from mastaba.content.operations.errors import Invalid
from mastaba.content.types import ContentTypes
from mastaba.fields import BoundField, fields_of
from mastaba.tree.publication import LIBRARY, LIVE

CHOOSERS = frozenset({"reference", "references", "term", "terms"})
GONE = "One of these is not there any more, or you may not see it. Choose another one."
NO_TERM = "One of these is no term of this vocabulary."


@dataclass(frozen=True)
class Choice:
    """What a field, or a part of an item in a field, names; `key` is its place in the form.

    `name` is the same for every item, so that items may change their order. `where` says in words
    which block of a text it is in.
    """

    key: str
    name: str
    bound: BoundField
    uids: frozenset[str]
    where: str = ""


def refuse_wrong_targets(
    request: Any,
    model: type[Any],
    fields: Mapping[str, Any],
    *known: Mapping[str, Any],
    expected: Collection[str] = (),
) -> None:
    """Raise `Invalid` when `fields` names a node that may not be chosen there.

    What was chosen in versions that are `known` is not asked about again: it may be gone since,
    or be hidden from who changes something else. Nor is what is `expected` to be made
    soon. At most one statement per tree and vocabulary; none without choices.
    """
    kept: dict[str, set[str]] = {}
    blocks: Blocks = request.registry[Blocks]
    for choice in (choice for data in known for choice in _choices(blocks, model, data)):
        kept.setdefault(choice.name, set()).update(choice.uids)
    made = _choices(blocks, model, fields)
    fresh = [
        replace(choice, uids=choice.uids - kept.get(choice.name, set()) - set(expected))
        for choice in made
    ]
    rows = _visible(request, {uid for choice in fresh for uid in choice.uids})
    found: dict[str, str] = {}
    for choice in fresh:
        if choice.uids and (problem := _problem(request, choice, rows)):
            found.setdefault(choice.key, f"{choice.where}{problem}")
    if found:
        raise Invalid(found)


def _choices(
    blocks: Blocks, model: type[Any], fields: Mapping[str, Any], place: str = "", group: str = ""
) -> Iterator[Choice]:
    for bound in fields_of(model):
        value, key, name = fields.get(bound.name), place + bound.name, group + bound.name
        if bound.group is not None:
            for number, item in enumerate(value or ()):
                yield from _choices(blocks, bound.group, item, f"{key}.{number}.", f"{name}.")
        elif bound.type.name == "body" and value:
            yield from _in_blocks(blocks, key, name, value)
        elif value and bound.type.name in CHOOSERS and bound.type.targets is not None:
            yield Choice(key, name, bound, frozenset(bound.type.targets(value)))


def _in_blocks(blocks: Blocks, key: str, name: str, document: Any) -> Iterator[Choice]:
    """What the blocks of a text name; the text as a whole is what must be corrected."""
    for block, attrs in blocks_within(document, blocks):
        data = blocks.data(block).upgraded(attrs) or {}
        for choice in _choices(blocks, block.form, data, group=f"{name}.{block.name}."):
            where = f"{block.title}, {choice.bound.label}: "
            yield replace(choice, key=key, where=where)


def _visible(request: Any, uids: set[str]) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for tree in (LIVE, LIBRARY):
        missing = sorted(uids - set(rows))
        if missing:
            catalog = request.catalog(tree=tree).visible().only("uid", "type", "title")
            rows |= {row.uid: row for row in catalog.with_uids(missing).rows(len(missing))}
    return rows


def _problem(request: Any, choice: Choice, rows: Mapping[str, Any]) -> str:
    rules, uids = choice.bound.rules, choice.uids
    if uids - set(rows):
        return GONE
    if rules.vocabulary and uids - {term.uid for term in request.terms_of(rules.vocabulary)}:
        return NO_TERM
    wrong = [
        rows[uid] for uid in sorted(uids) if rules.types and rows[uid].type not in rules.types
    ]
    if wrong:
        return _wrong_type(request, wrong[0], rules.types)
    return choice.bound.type.refuse(request, uids) if choice.bound.type.refuse else ""


def _wrong_type(request: Any, row: Any, allowed: tuple[str, ...]) -> str:
    types: ContentTypes = request.registry[ContentTypes]
    known = [kind.title.lower() for name in allowed if (kind := types.get(name))]
    return f"“{row.title}” does not fit here. Choose: {' or '.join(known) or 'nothing yet'}."
