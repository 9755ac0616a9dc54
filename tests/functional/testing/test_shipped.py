"""The plugins that are shipped keep the promises that every plugin keeps."""

from __future__ import annotations

from mastaba.api import create, find_at
from mastaba.testing import BlockSuite, ContentTypeSuite, MigrationSuite, ScratchSite
from mastaba.testing.databases import Databases
from mastaba_pages.models import Page, Section
from tests.support.databases import PLUGINS


class TestPage(ContentTypeSuite):
    model = Page
    below = Section


class TestMigrations(MigrationSuite):
    plugin = "pages"


class TestListing(BlockSuite):
    block = "core.listing"
    lists = (Page,)


class TestColumn(BlockSuite):
    block = "core.column"


def test_each_database_is_a_fresh_copy(kind: str, databases: Databases) -> None:
    for _turn in range(2):
        with databases.migrated(kind, PLUGINS) as address:
            site = ScratchSite(address, PLUGINS)
            with site.request() as request:
                assert find_at(request, "/only") is None
                create(request, find_at(request, "/"), Page, {"title": "Only"})
            site.close()
