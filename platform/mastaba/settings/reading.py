"""From ini text to a section: every problem found, each told in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mastaba.settings.errors import SettingsError
from mastaba.settings.section import S, Section, extra
from mastaba.settings.source import resolve
from mastaba.settings.values import expected, read

_BOUNDS = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most")}
_SHOWN = 80


def read_section(section: type[S], ini: Mapping[str, str], here: Path) -> S:
    """Read one section from ini texts. Raises SettingsError with all its problems."""
    found, values, problems = _collect(section, ini, here)
    try:
        made = section(**values)
    except ValidationError as error:
        problems += _sentences(section, found, error)
        raise SettingsError(dict.fromkeys(problems)) from None
    if problems:
        raise SettingsError(problems)
    return made


def _collect(
    section: type[Section], ini: Mapping[str, str], here: Path
) -> tuple[dict[str, str], dict[str, Any], list[str]]:
    found: dict[str, str] = {}
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name, key in ((name, section.key(name)) for name in section.model_fields):
        if key in ini:
            try:
                found[name] = resolve(key, str(ini[key]), here)
            except ValueError as error:
                problems.append(str(error))
                continue
            try:
                values[name] = read(section.model_fields[name].annotation, found[name])
            except ValueError:
                problems.append(_wrong_value(section, name, found[name]))
    return found, values, problems


def _sentences(
    section: type[Section], found: Mapping[str, str], error: ValidationError
) -> list[str]:
    return [_sentence(section, found, detail) for detail in error.errors(include_url=False)]


def _sentence(section: type[Section], found: Mapping[str, str], detail: Any) -> str:
    name = str(detail["loc"][0]) if detail["loc"] else ""
    if detail["type"] == "value_error":
        return _named(section.key(name) if name else "", str(detail["ctx"]["error"]))
    if detail["type"] == "missing":
        return f"{section.key(name)} is missing; expected {_wanted(section, name)}."
    return _wrong_value(section, name, found.get(name, ""), _limit(detail))


def _named(key: str, sentence: str) -> str:
    """The sentence of a validator, which need not know which setting it looks at."""
    return sentence if key in sentence else f"{key}: {sentence}"


def what_fits(section: type[Section], detail: Any) -> str:
    """What a value should have been, as a sentence without its key: for who typed it in a form."""
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    wanted = _wanted(section, str(detail["loc"][0]))
    return f"Expected {' of '.join(filter(None, (wanted, _limit(detail))))}."


def _limit(detail: Any) -> str:
    bound, words = _BOUNDS.get(detail["type"], ("", ""))
    return f"{words} {detail['ctx'][bound]}" if bound else ""


def _wanted(section: type[Section], name: str) -> str:
    return expected(section.model_fields[name].annotation)


def _wrong_value(section: type[Section], name: str, text: str, limit: str = "") -> str:
    wanted = " of ".join(filter(None, (_wanted(section, name), limit)))
    example = extra(section.model_fields[name])["example"]
    hint = f", for example {example}" if example else ""
    return f"{section.key(name)} is {shown(section, name, text)}; expected {wanted}{hint}."


def shown(section: type[Section], name: str, text: str) -> str:
    """A value as it may appear in a message: cut, quoted, and hidden when it is a secret."""
    if extra(section.model_fields[name])["secret"]:
        return "a value that is not shown"
    if not text.strip():
        return "empty"
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")
