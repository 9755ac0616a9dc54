"""The promises of a type of content."""

from __future__ import annotations

from mastaba.testing.suites.shown import ShownTests
from mastaba.testing.suites.stored import StoredTests


class ContentTypeSuite(StoredTests, ShownTests):
    """A type is added, edited, published, restored and shown as every other one.

    In a test module of the plugin:

        class TestEvent(ContentTypeSuite):
            model = Event
            values = {"kind": "talk"}

    `values` gives fields that must be filled in and for which the suite knows no value. `below`
    is the type of page that one of these is put into (default: the top of the site). Its public
    page asks at most `statements` questions of the database.
    """
