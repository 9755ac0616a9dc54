"""Names that say whose something is: what a plugin keeps is exported and taken out by them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from pkgutil import iter_modules

from mastaba.plugins.ledger import Entry
from mastaba.plugins.problems import Problem, fault

# What is stored in the database under its id.
STORED = (
    "content type",
    "extension",
    "record",
    "block",
    "vocabulary",
    "place",
    "job",
    "periodic work",
)
SETTING = "setting"
SLOT_ITEM = "slot item"  # its id stands behind that of its slot; it is blamed by its beginning
HOUSE = Path(__file__).resolve().parent.parent
# What settings and events of the core begin with, besides the names of its rooms.
WORDS = {
    *("account", "core", "database", "group", "job", "mastaba", "outbox", "person", "record"),
    *("records", "server", "session"),
}


def is_taken(name: str) -> bool:
    """Whether a plugin of this name could not be told from the core: an uninstall takes out
    settings and messages by their beginnings."""
    rooms = {module.name for module in iter_modules([str(HOUSE)])}
    return name in WORDS | rooms


def misnamed(entry: Entry) -> Iterator[Problem]:
    """An id or a table that does not begin with the name of its plugin."""
    owner = entry.owner
    start = {SETTING: f"mastaba.{owner}."}.get(entry.kind, f"{owner}.")
    name = entry.id.rpartition(" ")[2]
    if entry.kind in (*STORED, SETTING, SLOT_ITEM) and not name.startswith(start):
        yield _fault(entry, f"the {entry.kind} {entry.id!r}", start)
    for table in _tables(entry) if entry.kind in STORED else ():
        if not table.startswith(f"{owner}_"):
            yield _fault(entry, f"the table {table!r}", f"{owner}_")


def _fault(entry: Entry, what: str, start: str) -> Problem:
    return fault("foreign-name", entry.owner, what=what, place=entry.place, start=start)


def _tables(entry: Entry) -> Iterator[str]:
    for fact in entry.facts.values():
        table = getattr(getattr(fact, "model", fact), "__tablename__", None)
        if isinstance(table, str):
            yield table
