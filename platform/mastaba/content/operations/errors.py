"""What can be wrong with a change; every message is a sentence for the person who asked."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError


class OperationError(Exception):
    """The change cannot be made; nothing was changed. Reports count it under `reason`.

    One that `stops` would meet whatever is tried next as well: an import ends with it.
    """

    reason = "not allowed"
    stops = False


class Conflict(OperationError):
    """Somebody else was faster, or the address is taken."""

    reason = "address taken"


class Invalid(OperationError):
    """Fields that cannot be stored; `fields` maps each name to its sentence."""

    reason = "fields that do not fit"

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__(" ".join(self.fields.values()))


def invalid(error: ValidationError) -> Invalid:
    """pydantic's report as one sentence per field."""
    found: dict[str, str] = {}
    for problem in error.errors(include_url=False, include_context=True):
        found.setdefault(_place(problem["loc"]), _printable(_sentence(problem)))
    return Invalid(found)


def _printable(sentence: str) -> str:
    """A sentence may quote what was typed: half characters would break every page it is on."""
    return sentence.encode("utf-8", "replace").decode("utf-8")


def _place(loc: tuple[int | str, ...]) -> str:
    """The name of the form's input: `title`, or `speakers.0.name` inside repeated items."""
    inside = loc[:3] if len(loc) > 2 and isinstance(loc[1], int) else loc[:1]
    return ".".join(map(str, inside))


def _sentence(problem: Mapping[str, object]) -> str:
    context = problem.get("ctx")
    limits = context if isinstance(context, Mapping) else {}
    match problem["type"]:
        case "missing" | "string_too_short" | "too_short":
            return "This is needed."
        case "string_too_long" | "too_long":
            return f"This is too long; at most {limits.get('max_length')} characters fit."
        case "value_error":
            return str(limits.get("error") or problem["msg"])
        case "extra_forbidden":
            return "There is no such field."
    return f"{str(problem['msg']).rstrip('.')}."
