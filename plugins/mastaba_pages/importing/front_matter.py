"""Front matter: the YAML between `---` or the TOML between `+++` at the head of a file."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import yaml

from mastaba_pages.importing.files import SourceError

REASON = "bad front matter"
_FENCES = {"---": "YAML", "+++": "TOML"}
_TOML_LINE = re.compile(r"at line (\d+)")
_MAX_ALIASES = 20
_MAX_LENGTH = 200_000


def split(text: str) -> tuple[dict[str, Any], str]:
    """(front matter, text behind it). Raises `SourceError` with the line that is wrong."""
    first, _, rest = text.partition("\n")
    form = _FENCES.get(first.rstrip())
    if form is None:
        return {}, text
    closing = re.search(rf"^{re.escape(first.rstrip())}[ \t]*$", rest, re.MULTILINE)
    if closing is None:
        raise SourceError(
            1, REASON, f"The {form} front matter is never closed; add a line {first.rstrip()}."
        )
    source = rest[: closing.start()]
    if len(source) > _MAX_LENGTH:
        raise SourceError(
            1, REASON, f"The front matter has {len(source)} characters; at most {_MAX_LENGTH} fit."
        )
    found = _yaml(source) if form == "YAML" else _toml(source)
    return found, rest[closing.end() :].lstrip("\n")


def _yaml(source: str) -> dict[str, Any]:
    if source.count("*") > _MAX_ALIASES:
        _refuse_aliases(source)
    try:
        found = yaml.safe_load(source)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise SourceError(line, REASON, f"YAML: {error.problem}.") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SourceError(1, REASON, f"YAML: {_first_line(error)}.") from None
    return _mapping(found or {})


def _toml(source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        found = _TOML_LINE.search(str(error))
        line = int(found[1]) + 1 if found else 1
        raise SourceError(line, REASON, f"TOML: {_first_line(error)}.") from None


def _refuse_aliases(source: str) -> None:
    """Many aliases can unfold into gigabytes ("billion laughs"); nobody needs them here."""
    aliases = sum(isinstance(token, yaml.AliasToken) for token in _tokens(source))
    if aliases > _MAX_ALIASES:
        raise SourceError(1, REASON, f"YAML: {aliases} aliases; at most {_MAX_ALIASES} are read.")


def _tokens(source: str) -> list[Any]:
    try:
        return list(yaml.scan(source))
    except yaml.YAMLError:
        return []


def _mapping(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise SourceError(
            2, REASON, f"YAML: found {type(found).__name__}, expected lines like `title: ...`."
        )
    return {str(key): value for key, value in found.items()}


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")
