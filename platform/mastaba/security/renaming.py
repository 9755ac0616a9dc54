"""Told when the name of an account is another one: who keeps names in made pages needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mastaba.security.models import Account


@dataclass(frozen=True)
class PersonRenamed:
    """A Pyramid event, in the transaction that renames or deletes the account.

    `config.add_subscriber(drop_kept_pages, PersonRenamed)` in a plugin's `includeme`.
    """

    request: Any
    account: Account


def tell_renamed(request: Any, account: Account) -> None:
    """Notify the subscribers."""
    request.registry.notify(PersonRenamed(request, account))
