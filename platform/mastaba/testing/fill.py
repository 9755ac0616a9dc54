"""Field values that hold tokens, for any declared type of content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mastaba.content.models import Content
from mastaba.db.uuid7 import uuid7
from mastaba.fields import fields_of
from mastaba.fields.info import Rules

Json = dict[str, Any]
Fresh = Callable[[], str]
# Every page lists others, so that a list which shows one reader what is another's is found.
LISTING: Json = {
    "type": "core.listing",
    "attrs": {"data": {"place": "site", "order": "changed", "number": 20, "layout": "titles"}},
}
LONGEST = 50  # characters of a line that holds a token


def filled(model: type[Content], fresh: Fresh) -> Json:
    """A value for each text, list of tags and body of `model`, with a token of its own in each.

    Fields that need another kind of value get a plain one, where that kind is known here.
    """
    values: Json = {}
    for field in fields_of(model):
        if field.spec.hidden:
            continue  # set by its own program only, with values that mean something
        kind = field.type.name
        if kind in _TELLING and (field.max_length is None or field.max_length >= LONGEST):
            values[field.name] = _TELLING[kind](fresh)
        elif field.required and (kind in _PLAIN or kind == "choice"):
            values[field.name] = _plain(kind, field.rules)
    return values


def _plain(kind: str, rules: Rules) -> Any:
    if kind == "choice":
        return next(iter(rules.choices or ()))
    return _within(_PLAIN[kind], rules) if kind in ("number", "decimal") else _PLAIN[kind]


def _within(number: Any, rules: Rules) -> Any:
    """The number, or the bound that it lies beyond."""
    low = number if rules.ge is None else max(type(rules.ge)(number), rules.ge)
    within = low if rules.le is None else min(type(rules.le)(low), rules.le)
    return type(number)(within)


def _line(fresh: Fresh) -> str:
    return f"The {fresh()} page"


def _body(fresh: Fresh) -> Json:
    heading = {"type": "heading", "attrs": {"uid": uuid7(), "level": 2}, "content": _text(fresh)}
    paragraph = {"type": "paragraph", "attrs": {"uid": uuid7()}, "content": _text(fresh)}
    return {"type": "doc", "content": [heading, paragraph, LISTING]}


def _text(fresh: Fresh) -> list[Json]:
    return [{"type": "text", "text": _line(fresh)}]


_TELLING: dict[str, Callable[[Fresh], Any]] = {
    "line": _line,
    "text": _line,
    "body": _body,
    "tags": lambda fresh: [fresh()],
}
_PLAIN: Json = {
    "number": 7,
    "decimal": "7",
    "date": "2030-05-01",
    "datetime": "2030-05-01T12:00:00+00:00",
    "url": "https://example.org/",
    "email": "somebody@example.org",
    "colour": "#336699",
}
