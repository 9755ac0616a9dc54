"""What can be wrong with a change to people; every message is a sentence for who asked."""

from __future__ import annotations

from collections.abc import Mapping


class PeopleError(Exception):
    """The change cannot be made; nothing was changed."""


class InvalidPerson(PeopleError):
    """Fields that cannot be stored; `fields` maps each name to its sentence."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__(" ".join(self.fields.values()))


class LastAdmin(PeopleError):
    """Without this administrator nobody could manage the site."""

    def __init__(self) -> None:
        super().__init__(
            "This is the only administrator. Give somebody else this role before changing it."
        )


class LogInRefused(PeopleError):
    """Name and password do not fit; the same for an unknown name and a suspended account."""

    def __init__(self) -> None:
        super().__init__("Name and password do not fit together. Please try again.")


class TooManyAttempts(PeopleError):
    """Too many failed log-ins; `seconds` until the next one is looked at."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = max(1, round(seconds / 60))
        super().__init__(
            "There were too many attempts to log in. "
            f"Please wait {minutes} minute{'' if minutes == 1 else 's'} and try again."
        )


class LinkSpent(PeopleError):
    """A one-time link that was used, withdrawn or has expired."""

    def __init__(self) -> None:
        super().__init__("This link has been used or has expired. Ask for a new one.")
