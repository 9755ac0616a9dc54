"""`mastaba seed`: many pages that are like any other page."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mastaba.api import OperationError, Revision, create, find_at, publish
from mastaba.cli.mistakes import Mistake
from mastaba.cli.seeding.grow import NoTypesError, grow
from mastaba.content.bulk import Bed, Sprout
from mastaba.content.types import ContentTypes
from mastaba.events.models import Audit
from mastaba.testing import ScratchSite
from mastaba.tree.checks import check_tree
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.publication import LIVE
from mastaba_pages.models import Page, Section
from tests.functional.cli.conftest import Run, write_ini
from tests.support import databases


def planted(site: ScratchSite, pages: int = 60, depth: int = 3) -> tuple[list[str], list[int]]:
    told: list[int] = []
    with site.request() as request:
        root = find_at(request, "/")
        assert root is not None
        paths = grow(request, root, pages=pages, depth=depth, seed=1, progress=told.append)
    return paths, told


def test_as_many_pages_as_asked_for_on_as_many_levels(site: ScratchSite) -> None:
    paths, told = planted(site)
    assert (len(paths), len(set(paths)), sum(told)) == (60, 60, 60)
    assert max(path.count("/") for path in paths) == 3
    visitor = site.client()
    for path in (paths[0], paths[30], paths[-1]):
        visitor.get(path)
    assert list(check_tree(site.registry)) == []


def test_planted_rows_equal_created_rows(site: ScratchSite) -> None:
    """The oracle is the operations: the same page made both ways differs in its place only."""
    data = {"title": "Twin", "summary": "S", "tags": ["a"], "in_menu": False}
    with site.request("admin") as request:
        root = find_at(request, "/")
        assert root is not None
        top = create(request, root, Section, {"title": "Top"})
        slow = create(request, top, Page, data, slug="slow")
        publish(request, slow)
        bed = Bed(request, create(request, root, Section, {"title": "Bed"}))
        bed.plant([Sprout(Page, "quick", data)])
        bed.finish()
        quick = find_at(request, "/bed/quick")
        assert quick is not None
        own = {"id", "uid", "parent_id", "slug", "path", "body", "version"}
        names = [c.key for c in (*Node.__table__.c, *Page.__table__.c) if c.key not in own]
        assert {n: getattr(quick, n) for n in names} == {n: getattr(slow, n) for n in names}
        assert revision_of(request, quick)["title"] == revision_of(request, slow)["title"]


def revision_of(request: object, node: Node) -> dict[str, object]:
    statement = select(Revision.data).where(Revision.node_id == node.id)
    found: dict[str, object] = request.db.scalar(statement)  # type: ignore[attr-defined]  # a request
    return found


def test_the_audit_trail_names_the_batch(site: ScratchSite) -> None:
    planted(site, pages=10, depth=2)
    with site.request() as request:
        row = request.db.scalars(select(Audit).where(Audit.action == "content.planted")).one()
        assert row.data == {"count": 9}
        pages = select(func.count()).where(Node.tree == LIVE)
        assert request.db.scalar(pages) == 11, "ten of them, and the root"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_address_that_is_too_long_is_refused(site: ScratchSite) -> None:
    with site.request() as request:
        root = find_at(request, "/")
        assert root is not None
        bed = Bed(request, create(request, root, Section, {"title": "Bed"}))
        with pytest.raises(OperationError, match="too long"):
            bed.plant([Sprout(Page, "x" * 2000, {"title": "Long"})])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_site_without_types_is_told(site: ScratchSite) -> None:
    site.registry[ContentTypes].by_name.clear()
    with site.request() as request, pytest.raises(NoTypesError, match="No enabled plugin"):
        root = find_at(request, "/")
        assert root is not None
        grow(request, root, pages=2, depth=2, seed=1, progress=lambda _count: None)


def test_the_command_writes_the_addresses(run: Run, ini: str, tmp_path: Path) -> None:
    result = run("-c", ini, "seed", "--pages", "25", "--depth", "2", "--urls", "urls.txt")
    assert result.exit_code == 0, result.output
    urls = (tmp_path / "urls.txt").read_text().splitlines()
    assert len(urls) == 25
    assert all(url.startswith("http://localhost:6543/") for url in urls)


def test_the_same_seed_gives_the_same_addresses_elsewhere(run: Run, tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        ini = write_ini(tmp_path, f"sqlite:///{tmp_path}/{name}.sqlite", name=f"{name}.ini")
        run("-c", ini, "migrate")
        run("-c", ini, "seed", "--pages", "12", "--depth", "2", "--seed", "9", "--urls", name)
        found.append((tmp_path / name).read_text())
    assert found[0] == found[1]


@pytest.mark.parametrize(("pages", "depth"), [("2", "3"), ("2", "1")])
def test_pages_and_levels_must_fit(run: Run, ini: str, pages: str, depth: str) -> None:
    result = run("-c", ini, "seed", "--pages", pages, "--depth", depth)
    assert isinstance(result.exception, Mistake)
    assert f"{pages} pages cannot make {depth} levels" in str(result.exception)


def test_an_unmigrated_database_is_answered_with_the_command(run: Run, tmp_path: Path) -> None:
    ini = write_ini(tmp_path, f"sqlite:///{tmp_path}/new.sqlite")
    result = run("-c", ini, "seed")
    assert isinstance(result.exception, Mistake)
    assert f"mastaba -c {ini} migrate" in str(result.exception)


def test_a_site_without_a_root_is_told(run: Run, ini: str, tmp_path: Path) -> None:
    site = ScratchSite(f"sqlite:///{tmp_path}/site.sqlite", databases.PLUGINS)
    with Session(site.database.writes) as session, session.begin():
        session.execute(delete(AclGrant))
        session.execute(delete(Node))
    site.close()
    result = run("-c", ini, "seed")
    assert isinstance(result.exception, Mistake)
    assert "has no root; run: mastaba check" in str(result.exception)
