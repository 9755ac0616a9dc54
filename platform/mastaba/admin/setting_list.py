"""What the settings screen lists: sections that can be changed here first, then the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any

from mastaba.admin.setting_fields import setting_field
from mastaba.forms import FormField
from mastaba.settings import Section, declared, store_of
from mastaba.settings.registry import Declared
from mastaba.settings.stored import editable
from mastaba.settings.values import write
from mastaba.tree.settings import SiteSettings, settings_for

IN_INI = "Set in the ini file; it can only be changed there."
INI_ONLY = "The default. It can be set in the ini file only."


@dataclass(frozen=True)
class Editable:
    """A setting that may be changed here, with what holds now."""

    section: type[Section]
    name: str
    value: Any

    def holds(self, value: Any) -> bool:
        """Whether `value`, as it was read from a text, is what holds now."""
        return write(value) == write(self.value)


@dataclass(frozen=True)
class Line:
    """A setting as it is shown; without `field` it is locked, for `reason`."""

    key: str
    label: str
    help: str
    text: str
    field: FormField | None = None
    reason: str = ""
    stored: bool = False
    default: str = ""


@dataclass(frozen=True)
class Block:
    """The settings below one heading; `fixed`: none of them was declared to be changed here."""

    id: str
    title: str
    help: str
    settings: Sequence[Line]
    fixed: bool


def editable_settings(request: Any) -> dict[str, Editable]:
    """By key, all that were declared with `editable=True`, locked ones too."""
    found = {}
    for section in store_of(request.registry).sections:
        values = settings_for(request, section) if editable(section) else None
        for name in editable(section):
            found[section.key(name)] = Editable(section, name, getattr(values, name))
    return found


def shown_sections(
    request: Any, typed: Mapping[str, str], errors: Mapping[str, str]
) -> list[Block]:
    """Every section, those of one prefix under one heading."""
    known = {item.key: item for item in declared(request.registry)}
    open_here = editable_settings(request)
    groups: dict[str, list[type[Section]]] = {}
    for section in store_of(request.registry).sections:
        groups.setdefault(section.prefix, []).append(section)
    lines = _Lines(request, open_here, known, typed, errors)
    ranked = sorted(groups.items(), key=lambda group: _rank(*group))
    return [_block(prefix, sections, lines) for prefix, sections in ranked]


def _rank(prefix: str, sections: Sequence[type[Section]]) -> tuple[bool, bool, str]:
    """The site first, then what plugins let administrators change, then the ini file's."""
    return _fixed(sections), prefix != SiteSettings.prefix, prefix


def _block(prefix: str, sections: Sequence[type[Section]], lines: _Lines) -> Block:
    inner = sorted(sections, key=lambda section: (not editable(section), section.__name__))
    first = inner[0]
    names = [(section, name) for section in inner for name in section.model_fields]
    shown = [lines.line(section.key(name), section, name) for section, name in names]
    title = "Core" if prefix == "mastaba" else first.section_heading
    about = cleandoc(first.__doc__ or "").partition("\n")[0]
    return Block(f"section-{prefix.replace('.', '-')}", title, about, shown, _fixed(sections))


def _fixed(sections: Sequence[type[Section]]) -> bool:
    return not any(editable(section) for section in sections)


@dataclass(frozen=True)
class _Lines:
    """What the lines of one screen have in common."""

    request: Any
    editable: Mapping[str, Editable]
    known: Mapping[str, Declared]
    typed: Mapping[str, str]
    errors: Mapping[str, str]

    def line(self, key: str, section: type[Section], name: str) -> Line:
        item = self.known[key]
        if key not in self.editable or item.source == "ini":
            reason = IN_INI if item.source == "ini" else INI_ONLY
            example = f" Example: {item.example}." if item.example else ""
            return Line(key, item.label, item.help + example, item.value, reason=reason)
        value = self.typed.get(key, self.editable[key].value)
        info, error = section.model_fields[name], self.errors.get(key, "")
        field = setting_field(self.request.registry, key, info, value, item.label, error)
        stored = key in self.request.site.stored
        return Line(key, item.label, "", "", field, stored=stored, default=item.default)
