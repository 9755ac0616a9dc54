"""Testing: a scratch site for the tests of a plugin, and for our own.

Lives here: what lets a test start an application on a fresh database, act as somebody, send
requests and count SQL statements (`ScratchSite`); the sweep of all doors against an independent
oracle (`DoorSuite`, `Rehearsal`); the promises of types, records and migrations, to be
subclassed (`suites/`). Pytest's fixtures for plugins are in `fixtures`, which a conftest.py names
in `pytest_plugins`: nothing happens to a test run that did not ask for it. Does not live here:
this checkout's own fixtures and servers (`tests/`). Needs what `mastaba[testing]` installs.
"""

from mastaba.testing.maker import Made, Maker
from mastaba.testing.oracle import Oracle
from mastaba.testing.rehearsal import Rehearsal
from mastaba.testing.scratch import Client, ScratchSite, identity_of, statements
from mastaba.testing.suite import DoorSuite
from mastaba.testing.suites import (
    BlockSuite,
    ContentTypeSuite,
    MigrationSuite,
    RecordSuite,
    ServiceSuite,
)

__all__ = [
    "BlockSuite",
    "Client",
    "ContentTypeSuite",
    "DoorSuite",
    "Made",
    "Maker",
    "MigrationSuite",
    "Oracle",
    "RecordSuite",
    "Rehearsal",
    "ScratchSite",
    "ServiceSuite",
    "identity_of",
    "statements",
]
