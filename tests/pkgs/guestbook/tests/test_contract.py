"""What every plugin promises, by the suites of `mastaba.testing`."""

from mastaba_guestbook.models import Entry

from mastaba.testing import DoorSuite, MigrationSuite, RecordSuite
from mastaba_pages.models import Page

OPEN = {"guestbook.place.open": True}


class TestEntry(RecordSuite):
    model = Entry
    on = Page
    on_values = OPEN


class TestMigrations(MigrationSuite):
    plugin = "guestbook"


class TestDoors(DoorSuite):
    plugins = ("pages", "guestbook")
    values = {"pages.page": OPEN, "pages.section": OPEN}  # noqa: RUF012 - a suite is no class to share
