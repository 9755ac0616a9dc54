"""The tests that a plugin runs on its own doors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from mastaba.testing.planter import Values
from mastaba.testing.rehearsal import Rehearsal


class DoorSuite:
    """Every door of a plugin, tried as ten people on pages in every state, for pytest to collect.

    In a test module of the plugin:

        class TestDoors(DoorSuite):
            plugins = ("event",)
            values = {"event.event": {"starts": "2030-05-01T12:00:00+00:00"}}

    `plugins` are enabled on a scratch site of their own, on SQLite; name those that yours
    requires, too. `values` gives fields that must be filled in and that are neither text nor a
    number, date, address or choice. `settings` are further lines of the ini file.
    """

    plugins: ClassVar[tuple[str, ...]] = ()
    values: ClassVar[Values] = {}
    settings: ClassVar[Mapping[str, str]] = {}
    _folder: ClassVar[Any]
    _rehearsal: ClassVar[Rehearsal]

    @classmethod
    def setup_class(cls) -> None:
        """Plant the scratch site, once for all tests of the class."""
        cls._folder = TemporaryDirectory(prefix="mastaba-doors-")
        url = f"sqlite:///{cls._folder.name}/doors.sqlite"
        chosen = {"mastaba.plugins": " ".join(cls.plugins), "here": cls._folder.name}
        cls._rehearsal = Rehearsal.at(url, {**chosen, **cls.settings}, cls.values)

    @classmethod
    def teardown_class(cls) -> None:
        """Remove it."""
        cls._rehearsal.site.close()
        cls._folder.cleanup()

    def test_every_door_opens_exactly_where_it_may(self) -> None:
        _fail_on(map(str, self._rehearsal.sweep(owners=self.plugins).holes))

    def test_a_visitor_meets_nothing_hidden(self) -> None:
        leaks = self._rehearsal.crawl().leaks
        _fail_on(f"{address} tells {name} of node {node}" for address, node, name in leaks)


def _fail_on(sentences: Iterable[str]) -> None:
    found = sorted(set(sentences))
    if found:
        raise AssertionError("\n".join(found))
