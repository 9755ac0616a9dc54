"""`request.json_body`, read so that no document a client can send raises anything but a 4xx.

Limits beyond RFC 8259: a named type, UTF-8, no duplicate keys, no NaN or infinity, integers of
at most 18 digits, 100 levels of nesting, no NUL and no lone surrogates in text (databases
refuse them).
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from pyramid.httpexceptions import HTTPBadRequest, HTTPUnsupportedMediaType

MAX_DEPTH = 100
MAX_DIGITS = 18
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def json_body(request: Any) -> Any:
    """The request's JSON document. Raises HTTPBadRequest or HTTPUnsupportedMediaType."""
    kind = request.environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise HTTPUnsupportedMediaType("Expected a body of type application/json.")
    return read_json(request.body)


def read_json(body: bytes) -> Any:
    """Parse untrusted JSON bytes. Raises HTTPBadRequest with a sentence."""
    try:
        document = json.loads(
            body.decode("utf-8"),
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
    except HTTPBadRequest:
        raise
    except (ValueError, RecursionError):
        refuse("it is not well-formed, is nested too deeply or is not UTF-8")
    _check_tree(document)
    return document


def refuse(reason: str) -> NoReturn:
    """Raise the one answer to a document that is not read."""
    raise HTTPBadRequest(f"The JSON document was refused: {reason}.")


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > MAX_DIGITS:
        refuse(f"an integer has more than {MAX_DIGITS} digits")
    return int(text)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        refuse("a number is too large")
    return value


def _constant(name: str) -> NoReturn:
    refuse(f"{name} is not a JSON number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        refuse("an object holds the same key twice")
    return made


def _check_tree(document: Any) -> None:
    level = [document]
    for _ in range(MAX_DEPTH):
        level = [child for value in level for child in _children(value)]
        if not level:
            return
    refuse(f"it is nested more than {MAX_DEPTH} levels deep")


def _children(value: Any) -> list[Any]:
    if isinstance(value, str):
        if _UNSTORABLE.search(value):
            refuse("a text holds NUL or half a surrogate pair")
        return []
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []
