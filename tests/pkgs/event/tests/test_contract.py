"""What every plugin promises, by the suites of `mastaba.testing`."""

from mastaba_event.models import Calendar, Event

from mastaba.testing import BlockSuite, ContentTypeSuite, DoorSuite, MigrationSuite


class TestEvent(ContentTypeSuite):
    model = Event
    below = Calendar


class TestUpcoming(BlockSuite):
    block = "event.upcoming"


class TestMigrations(MigrationSuite):
    plugin = "event"


class TestDoors(DoorSuite):
    plugins = ("pages", "event")
