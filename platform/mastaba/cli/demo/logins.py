"""The three accounts of the demo, with passwords made for this install."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from mastaba.cli.ini_file import write_private
from mastaba.security.acting import author_account
from mastaba.security.operations import set_password

NAME = "logins.txt"
ROLES = ("admin", "editor", "reader")
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike
LENGTH = 14


def ensure_logins(request: Any, folder: Path) -> dict[str, str]:
    """Account and password of each role, kept in a private file; only what is new is hashed.

    Checking three passwords would cost most of a start. A file that was deleted is written again
    with new passwords.
    """
    path = folder / NAME
    fresh = not path.exists()
    if fresh:
        words = {role: new_password() for role in ROLES}
        write_private(path, "".join(f"{role} {word}\n" for role, word in words.items()))
    passwords = _read(path)
    for role, password in passwords.items():
        _ensure(request, role, password, fresh)
    return passwords


def new_password() -> str:
    """A random password that is easy to type: 69 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _read(path: Path) -> dict[str, str]:
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {parts[0]: parts[1] for parts in lines if len(parts) == 2 and parts[0] in ROLES}


def _ensure(request: Any, role: str, password: str, fresh: bool) -> None:
    account = author_account(request, role, role.capitalize(), role=role)
    if fresh or account.password_hash is None:
        set_password(request, account, password)
