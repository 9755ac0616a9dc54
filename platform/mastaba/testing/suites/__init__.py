"""Contract suites: the tests that every plugin of a kind must pass, to be subclassed.

Lives here: one module per kind of thing a plugin brings. Does not live here: the sweep of views
(`DoorSuite`), which brings its own site. To add a suite, write a class whose tests take
`shared_site` and fail, through `expect`, with a sentence that says what the author can do; then
plant a plugin that breaks each of its promises in `tests/functional/testing/`.
"""

from mastaba.testing.suites.block import BlockSuite
from mastaba.testing.suites.content import ContentTypeSuite
from mastaba.testing.suites.migration import MigrationSuite
from mastaba.testing.suites.record import RecordSuite
from mastaba.testing.suites.service import ServiceSuite

__all__ = ["BlockSuite", "ContentTypeSuite", "MigrationSuite", "RecordSuite", "ServiceSuite"]
