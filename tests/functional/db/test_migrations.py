"""Migrations: the models are what the migrations make, on both databases, for every owner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, inspect, select, text

from mastaba.api import create, find_at, share
from mastaba.content.models import Reference
from mastaba.content.reference_checks import check_references
from mastaba.db import Base
from mastaba.db import migrate as runner
from mastaba.db.checks import check_migrations
from mastaba.db.migrate import MigrationError
from mastaba.db.owners import Owner, owner_among, owners, tables_of
from mastaba.db.write_migration import write_migration
from mastaba.plugins import Plugins
from mastaba.testing import ScratchSite
from mastaba.tree.checks import check_tree
from mastaba.tree.models import Node
from mastaba_pages.models import Page
from tests.support import postgres
from tests.support.databases import PLUGINS


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ScratchSite]:
    """An application on a database without any table."""
    if request.param == "sqlite":
        url, drop = f"sqlite:///{tmp_path / 'empty.sqlite'}", None
    else:
        drop = f"empty_{tmp_path.name.replace('-', '_')[-20:].lower()}_{id(tmp_path):x}"
        url = postgres.create(drop)
    every = {
        "mastaba.plugins": "pages media comments"
    }  # the models of what is imported are in this process
    site = ScratchSite(url, {"here": str(tmp_path), **PLUGINS, **every})
    yield site
    site.close()
    if drop is not None:
        postgres.drop(drop)


def known(site: ScratchSite) -> list[Owner]:
    return owners(site.registry[Plugins])


def table_names(site: ScratchSite) -> set[str]:
    with site.database.writes.connect() as connection:
        return set(inspect(connection).get_table_names())


def test_models_that_were_changed_without_a_migration_are_named(empty: ScratchSite) -> None:
    empty.migrate()
    assert list(check_migrations(empty.registry)) == []
    with runner.locked(empty.database) as connection:
        connection.execute(text("ALTER TABLE pages_page RENAME COLUMN body TO words"))
        connection.execute(text("ALTER TABLE pages_section RENAME TO pages_part"))
    (found,) = check_migrations(empty.registry)
    assert found.startswith("The database has no column pages_page.body, table pages_section, and")
    assert found.endswith('mastaba migrate new pages "What changed", then: mastaba migrate')


def test_case_249_migrations_from_empty_make_the_models(empty: ScratchSite) -> None:
    empty.migrate()
    with empty.database.writes.connect() as connection:
        options = {
            "include_name": lambda name, kind, _up: kind != "table" or name in Base.metadata.tables
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_case_250_each_owner_goes_up_down_and_up_again(empty: ScratchSite) -> None:
    empty.migrate()
    full = table_names(empty)
    plugin = known(empty)[1]
    runner.downgrade(empty.database, plugin, known(empty), "base")
    gone = full - table_names(empty)
    assert gone == tables_of(plugin.name, [plugin.name])
    assert runner.pending(empty.database, known(empty)) == [plugin.name]
    empty.migrate()
    assert table_names(empty) == full
    assert runner.pending(empty.database, known(empty)) == []


@pytest.mark.parametrize("names", [("event", "event_extra"), ("event_extra", "event")])
def test_a_table_belongs_to_the_longest_name_that_it_begins_with(names: tuple[str, ...]) -> None:
    tables = ("event_event", "event_extra_day", "event_extras", "eventful", "node")
    owned = [owner_among(names, table) for table in tables]
    assert owned == ["event", "event_extra", "event", "core", "core"]


def test_a_second_run_says_that_nothing_is_to_be_done(empty: ScratchSite) -> None:
    from mastaba.cli.migrate import bring_up_to_date

    lines: list[str] = []
    bring_up_to_date(empty.registry, lines.append)
    made = ["core", "pages", "media", "comments", "library", "library"]
    assert [line.split(":")[0] for line in lines] == made
    lines.clear()
    bring_up_to_date(empty.registry, lines.append)
    assert lines == ["The database is up to date."]


def test_a_vanished_plugin_blocks_nobody(empty: ScratchSite) -> None:
    empty.migrate()
    core_only = known(empty)[:1]
    runner.upgrade(empty.database, core_only)
    assert runner.pending(empty.database, core_only) == []


def test_status_of_an_empty_database(empty: ScratchSite) -> None:
    states = runner.status(empty.database, known(empty))
    assert [(item.owner, item.current, item.is_current) for item in states] == [
        ("core", None, False),
        ("pages", None, False),
        ("media", None, False),
        ("comments", None, False),
    ]


def test_a_new_migration_is_written_from_the_difference(
    empty: ScratchSite, tmp_path: Path
) -> None:
    empty.migrate()
    core = own_core(empty, tmp_path)
    all_owners = [core, *known(empty)[1:]]
    assert write_migration(empty.database, core, all_owners, "Nothing new") is None
    with empty.database.writes.begin() as connection:
        connection.exec_driver_sql("DROP TABLE redirect")
        connection.exec_driver_sql("ALTER TABLE node DROP COLUMN in_menu")
    written = write_migration(empty.database, core, all_owners, "Menu again")
    assert written is not None and re.fullmatch(r"core_\d{4}_menu_again.py", written.name)
    assert "###" not in written.read_text()
    runner.upgrade(empty.database, all_owners)
    with empty.database.writes.connect() as connection:
        menu = connection.scalars(select(Node.__table__.c.in_menu)).all()
        assert menu and all(menu), "rows that exist get the default of the model"
    assert write_migration(empty.database, core, all_owners, "Nothing new") is None


def test_a_new_migration_is_refused_while_others_are_pending(
    empty: ScratchSite, tmp_path: Path
) -> None:
    core = own_core(empty, tmp_path)
    with pytest.raises(
        MigrationError, match=r"behind \(core, pages, media, comments\).*run: mastaba migrate"
    ):
        write_migration(empty.database, core, known(empty), "Too early")
    assert not list(core.versions.glob("*too_early*"))


def own_core(site: ScratchSite, tmp_path: Path) -> Owner:
    """The core with a copy of its migrations, so that a new one is written into the copy."""
    folder = tmp_path / "migrations" / "versions"
    folder.mkdir(parents=True)
    for file in known(site)[0].versions.glob("*.py"):
        (folder / file.name).write_text(file.read_text())
    return Owner("core", folder)


def test_a_site_of_the_first_release_gets_the_rights_of_the_new_roles(empty: ScratchSite) -> None:
    empty.migrate()
    with empty.request() as request:
        share(request, find_at(request, "/"), {"role:editor": ["editor"]}, inherit=False)
    core, known_owners = known(empty)[0], known(empty)
    runner.downgrade(empty.database, core, known_owners, "core_0001")
    empty.migrate()
    assert root_grants(empty) == {
        "role:editor": ["editor"],
        "role:author": ["author"],
        "role:reviewer": ["reviewer"],
        "owner": ["owner"],
    }
    assert list(check_tree(empty.registry)) == []


def test_migrations_may_write_to_pages_where_nothing_counts_changes(
    empty: ScratchSite, tmp_path: Path
) -> None:
    empty.migrate()
    core, rows = own_core(empty, tmp_path), 'op.execute("UPDATE node SET title = title")'
    second = core.versions / "core_0002_the_tree.py"
    second.write_text(f"{second.read_text()}    {rows}\n")
    all_owners = [core, *known(empty)[1:]]
    runner.downgrade(empty.database, core, all_owners, "core_0001")
    assert "generation" not in table_names(empty)


def root_grants(site: ScratchSite) -> dict[str, list[str]]:
    with site.database.reads.connect() as connection:
        roots = select(Node.__table__.c.grants).where(
            Node.__table__.c.parent_id.is_(None), Node.__table__.c.tree == "site"
        )
        found: dict[str, list[str]] = connection.scalar(roots)
        return found


def test_pages_that_are_older_than_the_references_get_them(empty: ScratchSite) -> None:
    empty.migrate()
    with empty.request() as request:
        root = find_at(request, "/")
        target = create(request, root, Page, {"title": "Target"})
        link = {"type": "link", "attrs": {"uid": target.uid}}
        words = {"type": "text", "text": "there", "marks": [link]}
        body = {"type": "doc", "content": [{"type": "paragraph", "content": [words]}]}
        create(request, root, Page, {"title": "Source", "body": body})
        request.db.flush()
        request.db.execute(delete(Reference))
    assert list(check_references(empty.registry)) != []
    runner.downgrade(empty.database, known(empty)[1], known(empty), "pages_0001")
    empty.migrate()
    assert list(check_references(empty.registry)) == []
