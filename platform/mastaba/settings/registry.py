"""Settings on the registry: the directive that adds a section, and the readers.

Values are read when `config.declare_settings(X)` is called, so an `includeme` can use
`settings_of(config.registry, X)` in its next line. Problems wait until `finish(registry)`,
which reports all of them together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mastaba.declaring import declare
from mastaba.settings.errors import SettingsError
from mastaba.settings.reading import read_section
from mastaba.settings.section import S, Section, extra, words
from mastaba.settings.values import expected, write

_HIDDEN = "********"


@dataclass
class SettingsStore:
    """Everything known about settings in one process; lives on the registry."""

    ini: dict[str, str]
    here: Path
    sections: dict[type[Section], Section | None] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, section: type[Section]) -> None:
        """Read a section; what is wrong with it is kept for `finish`."""
        if section in self.sections:
            return
        try:
            self.sections[section] = read_section(section, self.ini, self.here)
        except SettingsError as error:
            self.sections[section] = None
            self.problems.extend(error.problems)

    def get(self, section: type[S]) -> S:
        """The section's values. Raises SettingsError when they could not be read."""
        value = self.sections.get(section)
        if isinstance(value, section):
            return value
        raise SettingsError(self.problems or [f"The settings {section.prefix} were not added."])

    def keys(self) -> dict[str, tuple[type[Section], str]]:
        """Every declared key with the section class and the attribute it belongs to."""
        return {
            section.key(name): (section, name)
            for section in self.sections
            for name in section.model_fields
        }


@dataclass(frozen=True)
class Declared:
    """One setting as an admin sees it; `value` and `default` are ini texts, secrets hidden."""

    key: str
    value: str
    default: str
    source: str
    help: str
    expected: str
    example: str
    secret: bool
    editable: bool
    label: str


def store_of(registry: Any) -> SettingsStore:
    """The registry's store, made at first use from `registry.settings`.

    `here` in the settings is the folder that `file:` paths are relative to; without it,
    the working directory.
    """
    store: SettingsStore | None = getattr(registry, "mastaba_settings", None)
    if store is None:
        ini = {str(key): value for key, value in (registry.settings or {}).items()}
        here = Path(ini.get("here") or ".")
        store = registry.mastaba_settings = SettingsStore(ini, here)
    return store


def settings_of(registry: Any, section: type[S]) -> S:
    """The values of a section that was added with `config.declare_settings`."""
    return store_of(registry).get(section)


def declare_settings(config: Any, section: type[Section]) -> None:
    """Directive: declare a section; its values can be read at once.

    Two sections with the same key are a conflict that Pyramid reports with file and line.
    """
    store_of(config.registry).add(section)
    for name in section.model_fields:
        key = section.key(name)
        declare(config, "setting", key, section=section, field=name)


def finish(registry: Any, absent: Collection[str] = ()) -> None:
    """Report every problem together: bad values, sections' own checks, unknown keys.

    Call it once, when every section is known. `absent` are plugins that do not run: nobody knows
    which keys are theirs below their names, nor what they would offer. Raises SettingsError.
    """
    store = store_of(registry)
    foreign = tuple(prefix for name in absent for prefix in (f"mastaba.{name}.", f"{name}."))
    problems = [
        *store.problems,
        *_own_checks(store),
        *(() if absent else _not_offered(registry, store)),
        *_unknown(store, foreign),
    ]
    if problems:
        raise SettingsError(dict.fromkeys(problems))


def _own_checks(store: SettingsStore) -> Iterator[str]:
    for section in store.sections.values():
        if section is not None:
            with suppress(SettingsError):  # a section it asks for is broken: reported already
                yield from section.problems(store.get)


def _not_offered(registry: Any, store: SettingsStore) -> Iterator[str]:
    for key, (section, name) in store.keys().items():
        choices, values = extra(section.model_fields[name])["choices"], store.sections[section]
        if key in store.ini and choices is not None and values is not None:
            value, offered = getattr(values, name), choices(registry)
            if value not in offered:
                yield f"{key} is {value!r}; {not_offered(offered, value)}"


def not_offered(offered: Mapping[str, str], value: str) -> str:
    """What to take instead of a text that cannot be chosen."""
    near = get_close_matches(value, filter(None, offered), n=1)
    known = ", ".join(filter(None, offered)) or "none; a plugin brings them"
    return f"did you mean {near[0]}?" if near else f"expected one of: {known}."


def _unknown(store: SettingsStore, foreign: tuple[str, ...]) -> Iterator[str]:
    known = store.keys()
    owned = ("mastaba.", *(f"{section.prefix}." for section in store.sections))
    for key in store.ini:
        if key in known or key.startswith(foreign):
            continue
        if key == "mastaba" or key.startswith(owned) or _misspelt(key):
            nearest = _nearest(key, known)
            yield f"{key} is not a setting of Mastaba or of an enabled plugin; {nearest}"


def _misspelt(key: str) -> bool:
    return "." in key and bool(get_close_matches(key.split(".")[0], ["mastaba"], cutoff=0.8))


def _nearest(key: str, known: dict[str, tuple[type[Section], str]]) -> str:
    near = get_close_matches(key, known, n=1)
    return f"did you mean {near[0]}?" if near else "remove it or correct its name."


def declared(registry: Any) -> list[Declared]:
    """Every setting with its value and where it comes from, sorted by key."""
    store = store_of(registry)
    return [_declared(store, key, *owner) for key, owner in sorted(store.keys().items())]


def _declared(store: SettingsStore, key: str, section: type[Section], name: str) -> Declared:
    info = section.model_fields[name]
    notes = extra(info)
    values = store.sections[section]
    default = "" if info.is_required() else write(info.default)
    value = default if values is None else write(getattr(values, name))
    hide = notes["secret"] and value
    return Declared(
        key=key,
        value=_HIDDEN if hide else value,
        default=default,
        source="ini" if key in store.ini else "default",
        help=info.description or "",
        expected=expected(info.annotation),
        example=notes["example"],
        secret=notes["secret"],
        editable=notes["editable"],
        label=notes["label"] or words(key),
    )
