"""Media is taken out of a site and brought back: its files stay where they are meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from mastaba.api import find, publish
from mastaba.cli.plugins.uninstall import _take_out
from mastaba.clock import utc_now
from mastaba.content.library.declare import uids_of_places
from mastaba.content.lifecycle.archive import read_archive
from mastaba.content.lifecycle.bring_back import bring_back
from mastaba.content.lifecycle.extent import Extent
from mastaba.db.migrate import locked
from mastaba.security.roles import Roles
from mastaba.testing import ScratchSite
from mastaba.tree.models import Site
from tests.functional.media.kept import add, dangling, digests, problems, stored, swept


def test_files_wait_for_what_names_them(
    site: ScratchSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uid = add(site, "kept", "Minutes")
    with site.request() as request:
        publish(request, find(request, uid, tree="library"))
    before, file = digests(site), tmp_path / "media.jsonl"
    with locked(site.database, foreign_keys=True) as connection:
        _take_out(Extent("media", connection), file, site.registry[Roles])
    assert "The files themselves stay where they are" in capsys.readouterr().out
    site.migrate()  # makes the tables and the declared folder anew
    assert digests(site) == set()
    assert stored(site) == before
    assert problems(site) == []  # they are young; older ones are said to be used by nothing
    _bring_back(site, file)
    with site.request() as request:
        assert find(request, uid, tree="library").path == "/media/minutes"
    assert digests(site) == before
    swept(site)
    assert stored(site) == before
    assert dangling(site) == problems(site) == []


def _bring_back(site: ScratchSite, file: Path) -> None:
    with locked(site.database, foreign_keys=True) as connection:
        places = uids_of_places(site.registry, connection.scalars(select(Site.id)))
        extent = Extent("media", connection)
        lines = read_archive(file)
        bring_back(extent, lines, site.registry[Roles], utc_now(), places=places)
