"""A setting as a field of a form: the control that fits its type, and back to its value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from mastaba.forms import FormField
from mastaba.settings import Section
from mastaba.settings.section import extra
from mastaba.settings.values import expected, plain_type, read, write

GONE = "not installed"


def setting_field(
    registry: Any, key: str, info: FieldInfo, value: Any, label: str, error: str = ""
) -> FormField:
    """The field; `value` is the setting's, or the text that was typed for it."""
    text = value if isinstance(value, str) else write(value)
    widget = _widget(info)
    return FormField(
        name=key,
        label=label,
        widget=widget,
        value=text in ("yes", "true") if widget == "check" else text,
        help=_help(info),
        error=error,
        choices=_choices(registry, info, text) if widget == "choice" else (),
    )


def read_setting(section: type[Section], name: str, text: str) -> Any:
    """The value of posted text. Raises ValueError with a sentence."""
    annotation = section.model_fields[name].annotation
    try:
        return read(annotation, text.replace("\r\n", "\n"))  # how forms send lines
    except ValueError:
        found = f"“{text.strip()[:40]}”" if text.strip() else "Nothing"
        raise ValueError(f"{found} does not fit; expected {expected(annotation)}.") from None


def _widget(info: FieldInfo) -> str:
    kind = plain_type(info.annotation)
    if extra(info)["choices"] is not None or get_origin(kind) is Literal:
        return "choice"
    if get_origin(kind) in (tuple, list) or extra(info)["long"]:
        return "textarea"
    return {bool: "check", int: "number", float: "decimal"}.get(kind, "text")


def _choices(registry: Any, info: FieldInfo, text: str) -> tuple[tuple[str, str], ...]:
    """What is offered; a value that is not any more stays in the list, and says so."""
    offered = _offered(registry, info)
    gone = {} if text in offered else {text: f"{text} ({GONE})"}
    return tuple({**offered, **gone}.items())


def _offered(registry: Any, info: FieldInfo) -> Mapping[str, str]:
    choices = extra(info)["choices"]
    if choices is not None:
        found: Mapping[str, str] = choices(registry)
        return found
    named = (str(choice) for choice in get_args(plain_type(info.annotation)))
    return {choice: choice.replace("_", " ").capitalize() for choice in named}


def _help(info: FieldInfo) -> str:
    notes = extra(info)
    example = f"Example: {notes['example']}." if notes["example"] else _hint(info)
    return " ".join(filter(None, (info.description, _bounds(info), example)))


def _hint(info: FieldInfo) -> str:
    kind = plain_type(info.annotation)
    if kind is timedelta:
        return "Written like 30s, 5m, 2h or 14d."
    return "One a line." if get_origin(kind) in (tuple, list) else ""


def _bounds(info: FieldInfo) -> str:
    least = next((rule.ge for rule in info.metadata if isinstance(rule, Ge)), None)
    most = next((rule.le for rule in info.metadata if isinstance(rule, Le)), None)
    if least is not None and most is not None:
        return f"From {least} to {most}."
    if least is not None:
        return f"At least {least}."
    return "" if most is None else f"At most {most}."
