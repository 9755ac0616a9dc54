"""Settings: typed, checked at start, and answered with a sentence when they are wrong.

What lives here: the `Section` base class and its `setting()` fields, the reading of ini texts
(`env:NAME` and `file:PATH` included), the directive `config.declare_settings`, and the sections
of the core itself (`core.py`). What must not: settings of one room or plugin (they are in that
room's `settings.py`), and any use of a setting.

To add settings to a room, write in its `settings.py`

    class MailSettings(Section, prefix="mastaba.mail"):
        host: str = setting("localhost", help="Name of the SMTP server.")

then call `config.declare_settings(MailSettings)` in its `includeme`, and read them with
`settings_of(request.registry, MailSettings).host`. A value that needs more than its type is
checked by a pydantic validator whose ValueError is a full sentence, or by the section's
`problems(of)`, which may read other sections. `main()` calls `finish(registry)` when every
section is known: all problems are reported together.
"""

from __future__ import annotations

from typing import Any

from mastaba.settings.core import CORE_SECTIONS
from mastaba.settings.errors import SettingsError
from mastaba.settings.registry import (
    Declared,
    SettingsStore,
    declare_settings,
    declared,
    finish,
    settings_of,
    store_of,
)
from mastaba.settings.section import Section, SettingsReader, setting

__all__ = [
    "Declared",
    "Section",
    "SettingsError",
    "SettingsReader",
    "SettingsStore",
    "declare_settings",
    "declared",
    "finish",
    "setting",
    "settings_of",
    "store_of",
]


def includeme(config: Any) -> None:
    """Add the directive `declare_settings` and the core's own sections."""
    config.add_directive("declare_settings", declare_settings)
    for section in CORE_SECTIONS:
        config.declare_settings(section)
