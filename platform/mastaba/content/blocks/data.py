"""The data of a block: checked by the block's form, brought up to date, read for templates.

Stored are `version`, `data` (a value for each field, as JSON), and what the data refers to: `refs`
for pages, `terms` for words of a vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from mastaba.blocks import plain_text
from mastaba.fields import BoundField, Group, defaults, fields_of, input_model

Json = dict[str, Any]
_SPOKEN = frozenset({"line", "text", "tags"})
_TEXTS = frozenset({"body", "richtext"})
_LISTS = frozenset({"choices", "references", "tags", "terms"})


class Values:
    """The values of a block's fields, read as `block.title` or `block["title"]`."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"the block has no field {name!r}") from None

    def __repr__(self) -> str:
        return f"Values({self._values!r})"


class FormData:
    """What may stand in the attributes of one kind of block."""

    def __init__(self, form: type[Group], version: int, upgrades: Mapping[int, Any]) -> None:
        self._form, self._version, self._upgrades = form, version, upgrades

    @property
    def fields(self) -> tuple[BoundField, ...]:
        """The fields of the form."""
        return fields_of(self._form)

    def clean(self, attrs: Json) -> Json:
        """Version, data and what it refers to. Raises `ValueError` naming a wrong field."""
        from mastaba.content.operations.errors import invalid  # the operations import this room

        data = self.upgraded(attrs)
        if data is None:
            raise ValueError(f"its data cannot be brought to version {self._version}")
        try:
            values = input_model(self._form).model_validate(data).model_dump()
        except ValidationError as error:
            raise ValueError(self._sentence(invalid(error).fields)) from None
        return {"version": self._version, "data": self.packed(values), **self._refers(values)}

    def packed(self, values: Mapping[str, Any]) -> Json:
        """Values as JSON."""
        return {bound.name: bound.type.dump(values[bound.name]) for bound in self.fields}

    def is_newer(self, attrs: Json) -> bool:
        """Whether a later version of the block wrote these attributes."""
        return self._given_version(attrs) > self._version

    def upgraded(self, attrs: Json) -> Json | None:
        """The data in today's form, fields that are gone left out; None when that fails."""
        given = attrs.get("data")
        data = dict(given) if isinstance(given, dict) else {}
        try:
            for version in range(self._given_version(attrs), self._version):
                data = self._upgrades[version](data)
            return {b.name: data[b.name] for b in self.fields if b.name in data}
        except Exception:  # code of a plugin, on data of any age
            return None

    def shown(self, attrs: Json) -> Values | None:
        """The values for a template; what does not fit any more is as if it had not been said."""
        data = self.upgraded(attrs)
        return None if data is None else Values(self._read(data)[0])

    def for_form(self, attrs: Json) -> Json:
        """The values for the block's form. Words that do not fit any more, such as a choice that
        is gone, stay as they are written, for people to see."""
        data = self.upgraded(attrs) or {}
        values, wrong = self._read(data)
        kept = (b.name for b in self.fields if b.name in wrong and _is_typed(b, data.get(b.name)))
        return values | {name: data[name] for name in kept}

    def _read(self, data: Json) -> tuple[Json, set[Any]]:
        """A value for each field, and the names of those whose data does not fit."""
        try:
            return input_model(self._form).model_validate(data).model_dump(), set()
        except ValidationError as error:
            wrong = {problem["loc"][0] for problem in error.errors() if problem["loc"]}
        right = [bound for bound in self.fields if bound.name in data and bound.name not in wrong]
        return defaults(self._form) | _loaded(right, data), wrong

    def texts(self, attrs: Json) -> Iterator[str]:
        """What of the data people read: lines, texts, tags, in the order of the form."""
        data = self.upgraded(attrs) or {}
        yield from _texts(self.fields, data)

    def _given_version(self, attrs: Json) -> int:
        given = attrs.get("version")
        if isinstance(given, int) and not isinstance(given, bool) and given > 0:
            return given
        return self._version

    def _sentence(self, problems: Mapping[str, str]) -> str:
        labels = {bound.name: bound.label for bound in self.fields}
        name, sentence = next(iter(problems.items()))
        return f"{labels.get(name.partition('.')[0], name)}: {sentence}"

    def _refers(self, values: Mapping[str, Any]) -> Json:
        found: dict[str, list[str]] = {"refs": [], "terms": []}
        for bound in self.fields:
            if bound.type.targets is not None:
                kind = "terms" if bound.rules.vocabulary else "refs"
                found[kind].extend(bound.type.targets(values[bound.name]))
        return {kind: sorted(set(uids)) for kind, uids in found.items() if uids}


def _is_typed(bound: BoundField, value: Any) -> bool:
    """Whether a widget can hold this as something that was typed."""
    if bound.type.name in _LISTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, str)


def _loaded(fields: list[BoundField], data: Json) -> Json:
    found = {}
    for bound in fields:
        try:
            found[bound.name] = bound.type.load(data[bound.name])
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            continue
    return found


def _texts(fields: tuple[BoundField, ...], data: Mapping[str, Any]) -> Iterator[str]:
    for bound in fields:
        value = data.get(bound.name)
        if bound.type.name in _SPOKEN and value:
            yield from [value] if isinstance(value, str) else map(str, value)
        elif bound.type.name in _TEXTS and isinstance(value, dict):
            yield plain_text(value)
        elif bound.group is not None:
            for item in value if isinstance(value, list) else ():
                yield from _texts(fields_of(bound.group), item if isinstance(item, dict) else {})
