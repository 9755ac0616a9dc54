"""A service that does not do what its interface says, and one that nobody offers."""

from typing import Any, Protocol


class Postbox(Protocol):
    """Sends letters."""

    def send(self, letter: str, *, by_night: bool) -> None:
        """Send one."""

    def open(self) -> None:
        """Open it."""


class Missing(Protocol):
    """Nobody offers it."""


class Hole:
    """It sends without a letter, and cannot be opened."""

    def send(self) -> None:
        """Send nothing."""


def includeme(config: Any) -> None:
    """Register it."""
    config.add_service(Postbox, lambda _registry: Hole())
