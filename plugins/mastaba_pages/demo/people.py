"""The observatory's staff: authors of the pages, without a way to log in."""

from __future__ import annotations

from typing import Any

from mastaba.api import author_account

PEOPLE = {
    "marta": ("Marta Quell", "admin"),
    "owen": ("Owen Tarrant", "editor"),
    "sunniva": ("Sunniva Holm", "editor"),
    "leela": ("Leela Brandt", "editor"),
    "dele": ("Dele Adair", "editor"),
    "tomas": ("Tomas Erskine", "editor"),
}


def hire(request: Any) -> dict[str, Any]:
    """An account for each of them, by the name that the front matter uses."""
    return {
        key: author_account(request, f"{key}.{name.split()[-1].casefold()}", name, role=role)
        for key, (name, role) in PEOPLE.items()
    }
