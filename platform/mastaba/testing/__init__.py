"""Testing: a scratch site for the tests of a plugin, and for our own.

Lives here: what lets a test start an application on a fresh database, act as somebody, send
requests and count SQL statements (`ScratchSite`). Does not live here: pytest fixtures and servers
(this checkout's are in `tests/`). To write a fixture, make a `ScratchSite` on an empty database,
call `migrate()`, yield it, `close()` it. Needs the package WebTest.
"""

from mastaba.testing.scratch import Client, ScratchSite, identity_of, statements

__all__ = ["Client", "ScratchSite", "identity_of", "statements"]
