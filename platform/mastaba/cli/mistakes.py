"""Mistakes that are answered by a sentence instead of a traceback."""

from __future__ import annotations

from pyramid.exceptions import ConfigurationError
from sqlalchemy.exc import OperationalError

from mastaba.content.operations import OperationError
from mastaba.db.migrate import MigrationError
from mastaba.plugins import PluginError
from mastaba.security.operations import PeopleError
from mastaba.settings import SettingsError
from mastaba.tree.sites import NoSiteError


class Mistake(Exception):
    """Something the person at the terminal can put right; the text says how."""


KNOWN: tuple[type[Exception], ...] = (
    Mistake,
    ConfigurationError,
    MigrationError,
    NoSiteError,
    OperationalError,
    OperationError,
    PeopleError,
    PluginError,
    SettingsError,
)


def sentence(error: Exception) -> str:
    """What to print for a known mistake; a database's own words without address or password."""
    if isinstance(error, OperationalError):
        reason = str(error.orig).strip().splitlines()[0]
        return f"The database does not answer: {reason}. Check mastaba.database.url."
    return str(error)
