"""Posted text as input for the operations; whether it is valid is decided there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from mastaba.fields import BoundField, fields_of
from mastaba.fields.json_value import read_json
from mastaba.forms.pages import read_pages

TRUE = frozenset({"true", "on", "yes", "1"})
MOST_ITEMS = 1000  # more than any field takes: its own rule says how many fit


def read_form(
    request: Any, model: type[Any], posted: Mapping[str, str], prefix: str = ""
) -> dict[str, Any]:
    """Values of the declared fields that `posted` names; a check box needs a hidden twin.

    Names in `posted` begin with `prefix`. What cannot be read stays text, and is refused by its
    field's rule.
    """
    return {
        bound.name: _value(request, bound, posted, prefix + bound.name)
        for bound in fields_of(model)
        if prefix + bound.name in posted and not bound.spec.hidden
    }


def _value(request: Any, bound: BoundField, posted: Mapping[str, str], name: str) -> Any:
    reader = READERS.get(bound.type.name)
    if reader is not None:
        return reader(request, bound, posted, name)
    text = posted[name]
    return None if bound.optional and not text.strip() else text


def _boolean(_request: Any, bound: BoundField, posted: Mapping[str, str], name: str) -> Any:
    texts = _all(posted, name)
    if bound.optional and not any(texts):
        return None
    return any(text in TRUE for text in texts)


def _document(_request: Any, _bound: BoundField, posted: Mapping[str, str], name: str) -> Any:
    try:
        return read_json(posted[name])
    except ValueError:
        return posted[name]


def _text(_request: Any, _bound: BoundField, posted: Mapping[str, str], name: str) -> Any:
    return posted[name]


def _several(_request: Any, _bound: BoundField, posted: Mapping[str, str], name: str) -> Any:
    """Ticked boxes; the empty hidden twin says that none is ticked."""
    return [text for text in _all(posted, name) if text]


def _instant(request: Any, bound: BoundField, posted: Mapping[str, str], name: str) -> Any:
    """Local time in the site's zone, with the offset where one was chosen (RFC 9557)."""
    text = posted[name].strip()
    if not text:
        return None if bound.optional else ""
    return f"{text}{posted.get(f'{name}.offset', '')}[{request.time_zone}]"


def _page(request: Any, bound: BoundField, posted: Mapping[str, str], name: str) -> Any:
    found = read_pages(request, posted[name], posted.get(f"{name}.known", ""))
    if not found:
        return None if bound.optional else ""
    return found[0] if len(found) == 1 else posted[name]


def _pages(request: Any, _bound: BoundField, posted: Mapping[str, str], name: str) -> Any:
    return read_pages(request, posted[name], posted.get(f"{name}.known", ""))


def _items(request: Any, bound: BoundField, posted: Mapping[str, str], name: str) -> Any:
    """The entries in the order of their numbers; one in which nothing is filled in is none."""
    if bound.group is None:
        return []
    own = re.compile(rf"{re.escape(name)}\.([0-9]{{1,4}})\.")
    numbers = sorted({int(match[1]) for key in posted if (match := own.match(key))})
    group: Any = bound.group
    entries = (
        read_form(request, group, posted, f"{name}.{number}.") for number in numbers[:MOST_ITEMS]
    )
    blanks = {part.name: part for part in fields_of(group)}
    return [entry for entry in entries if not all(_blank(blanks[k], v) for k, v in entry.items())]


def _blank(part: BoundField, value: Any) -> bool:
    return value in (None, "", [], False) or value == part.default


def _all(posted: Any, name: str) -> list[str]:
    every = getattr(posted, "getall", None)
    return every(name) if every is not None else [posted[name]]


Reader = Callable[[Any, BoundField, Mapping[str, str], str], Any]
READERS: Mapping[str, Reader] = {
    "boolean": _boolean,
    "body": _document,
    "richtext": _document,
    "tags": _text,
    "choices": _several,
    "terms": _several,
    "datetime": _instant,
    "reference": _page,
    "references": _pages,
    "items": _items,
}
