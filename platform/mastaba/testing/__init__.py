"""Testing: a scratch site for the tests of a plugin, and for our own.

Lives here: what lets a test start an application on a fresh database, act as somebody, send
requests and count SQL statements (`ScratchSite`); the sweep of all doors against an independent
oracle (`DoorSuite`, `Rehearsal`). Does not live here: pytest fixtures and servers (this
checkout's are in `tests/`). To write a fixture, make a `ScratchSite` on an empty database, call
`migrate()`, yield it, `close()` it; to have a plugin's doors swept, subclass `DoorSuite`. Needs
the package WebTest.
"""

from mastaba.testing.oracle import Oracle
from mastaba.testing.rehearsal import Rehearsal
from mastaba.testing.scratch import Client, ScratchSite, identity_of, statements
from mastaba.testing.suite import DoorSuite

__all__ = [
    "Client",
    "DoorSuite",
    "Oracle",
    "Rehearsal",
    "ScratchSite",
    "identity_of",
    "statements",
]
