"""`mastaba check`: one line each, exit code 1 when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from mastaba.api import create, find, find_at, publish, restore, share
from mastaba.checks import Check, Checks
from mastaba.cli.check import find as found_by
from mastaba.content.checks import check_content, repair_content
from mastaba.content.models import Revision
from mastaba.db import Database
from mastaba.security.checks import is_open_to_all
from mastaba.testing import ScratchSite
from mastaba.tree.checks import check_tree, repair_tree
from mastaba.tree.models import AclGrant, Node
from mastaba_pages.models import Page, Section
from tests.functional.cli.conftest import Run, write_ini
from tests.support import databases

GOOD = "mastaba.secret = 3Jd8-sLq0WnTzYh5RfXkV7uBpMgCe2AaEi94oPwQ"


@pytest.fixture
def grown(site: ScratchSite) -> ScratchSite:
    """A section with rights of its own and a page in it."""
    with site.request() as request:
        root = find_at(request, "/")
        assert root is not None
        section = create(request, root, Section, {"title": "Closed"})
        share(request, section, {"role:reader": ["reader"]}, inherit=False)
        create(request, section, Page, {"title": "Inside"})
    return site


def damage(site: ScratchSite, statement: object) -> None:
    with Session(site.registry[Database].writes) as session, session.begin():
        session.execute(statement)  # type: ignore[call-overload]  # any statement


DAMAGES = {
    "path": update(Node).where(Node.slug == "inside").values(path="/elsewhere"),
    "depth": update(Node).where(Node.slug == "inside").values(depth=7),
    "acl_id": update(Node).where(Node.slug == "inside").values(acl_id=1),
    "tree": update(Node).where(Node.slug == "inside").values(tree="trash"),
    "The rights stored": delete(AclGrant).where(AclGrant.token == "role:reader"),
}


def test_a_site_as_operations_leave_it_is_consistent(grown: ScratchSite) -> None:
    assert list(check_tree(grown.registry)) == []


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_to_a_derived_value_is_found_and_repaired(grown: ScratchSite, kind: str) -> None:
    damage(grown, DAMAGES[kind])
    assert any(kind in sentence for sentence in check_tree(grown.registry))
    repair_tree(grown.registry)
    assert list(check_tree(grown.registry)) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_missing_root_and_a_circle_are_named(grown: ScratchSite) -> None:
    damage(grown, delete(Node).where(Node.tree == "trash"))
    own = update(Node).where(Node.slug == "closed").values(parent_id=Node.id)
    damage(grown, own)
    found = list(check_tree(grown.registry))
    assert "Site 1 has no trash root." in found
    assert sum("hangs below no root" in sentence for sentence in found) == 2


def swap(session: Session) -> None:
    """Two pages stand at each other's address."""
    inside, other = (session.scalar(select(Node.id).where(Node.slug == s)) for s in PAGES)
    for node_id, path in ((inside, "/aside"), (other, "/closed/inside"), (inside, "/other")):
        session.execute(update(Node).where(Node.id == node_id).values(path=path))


PAGES = ("inside", "other")
INSIDE = select(Node.id).where(Node.slug == "inside").scalar_subquery()
STRUCTURAL: dict[str, tuple[Callable[[], list[Any]], str]] = {
    "cycle": (
        lambda: [update(Node).where(Node.slug == "closed").values(parent_id=INSIDE)],
        "hangs below no root",
    ),
    "own parent": (
        lambda: [update(Node).where(Node.slug == "inside").values(parent_id=Node.id)],
        "hangs below no root",
    ),
    "equal order keys": (
        lambda: [update(Node).where(Node.parent_id.is_not(None)).values(order_key="a0")],
        "order keys that are equal or broken",
    ),
    "broken order key": (
        lambda: [update(Node).where(Node.slug == "inside").values(order_key="~")],
        "order keys that are equal or broken",
    ),
    "one slug twice": (
        lambda: [update(Node).where(Node.slug == "other").values(slug="closed")],
        "has the slug “closed” of another child",
    ),
}


@pytest.mark.parametrize("kind", STRUCTURAL)
def test_case_244_each_planted_fault_is_found_and_repaired(grown: ScratchSite, kind: str) -> None:
    with grown.request() as request:
        create(request, find_at(request, "/"), Page, {"title": "Other"})
    statements, sentence = STRUCTURAL[kind]
    for statement in statements():
        damage(grown, statement)
    assert any(sentence in found for found in check_tree(grown.registry))
    before = number_of_nodes(grown)
    repair_tree(grown.registry)
    assert list(check_tree(grown.registry)) == []
    assert number_of_nodes(grown) == before


def number_of_nodes(site: ScratchSite) -> int:
    with Session(site.registry[Database].reads) as session:
        return session.scalar(select(func.count()).select_from(Node)) or 0


def test_case_244_two_that_stand_at_each_others_address_change_places(
    grown: ScratchSite,
) -> None:
    with grown.request() as request:
        create(request, find_at(request, "/"), Page, {"title": "Other"})
    with Session(grown.registry[Database].writes) as session, session.begin():
        swap(session)
    assert any("path is '/other'" in sentence for sentence in check_tree(grown.registry))
    repair_tree(grown.registry)
    assert list(check_tree(grown.registry)) == []


def test_case_244_a_stray_is_in_the_trash_for_administrators_alone(grown: ScratchSite) -> None:
    damage(grown, update(Node).where(Node.slug == "inside").values(parent_id=Node.id))
    repair_tree(grown.registry)
    for role, seen in (("admin", ["Inside"]), ("editor", [])):
        with grown.request(role) as request:
            rows = request.catalog(tree="trash").visible("trash").rows(9)
            assert [row.title for row in rows if row.parent_id is not None] == seen
    with grown.request("admin") as request:
        restore(request, find(request, uid_of(grown, "Inside"), tree="trash"))
        assert find_at(request, "/closed/inside") is not None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_case_244_an_orphan_is_found_and_repaired(grown: ScratchSite) -> None:
    with grown.database.writes.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(delete(Node).where(Node.slug == "closed"))
        connection.commit()
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")
    assert any("hangs below no root" in found for found in check_tree(grown.registry))
    repair_tree(grown.registry)
    assert list(check_tree(grown.registry)) == []


LOST: dict[str, tuple[Any, str]] = {
    "missing snapshot": (delete(Revision), "the last is gone"),
    "missing row": (delete(Page.__table__), "has no row in pages_page"),
}


@pytest.mark.parametrize("kind", LOST)
def test_case_244_lost_content_is_found_and_repaired(grown: ScratchSite, kind: str) -> None:
    with grown.request() as request:
        publish(request, find_at(request, "/closed/inside"))
    statement, sentence = LOST[kind]
    damage(grown, statement)
    assert any(sentence in found for found in check_content(grown.registry))
    repair_content(grown.registry)
    assert list(check_content(grown.registry)) == []
    grown.client("reader").get("/closed", status=404)
    assert "Inside" in grown.client("reader").get("/closed/inside")


def uid_of(site: ScratchSite, title: str) -> str:
    with Session(site.registry[Database].reads) as session:
        return session.scalar(select(Node.uid).where(Node.title == title)) or ""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_the_first_few_of_many_are_listed(grown: ScratchSite) -> None:
    with grown.request() as request:
        section = find_at(request, "/closed")
        assert section is not None
        for number in range(8):
            create(request, section, Page, {"title": f"Page {number}"})
    damage(grown, update(Node).where(Node.depth == 2).values(depth=9))
    found = list(check_tree(grown.registry))
    assert len(found) == 6
    assert found[-1].startswith("... and 4 more.")


def test_every_check_has_a_line(run: Run, ini: str) -> None:
    result = run("-c", ini, "check")
    assert result.exit_code == 0
    assert all(line.startswith("ok ") for line in result.output.splitlines())
    assert "Tree is consistent" in result.output
    assert "Tables are current" in result.output


def test_repair_says_what_it_repaired(run: Run, ini: str, tmp_path: Path) -> None:
    site = ScratchSite(f"sqlite:///{tmp_path}/site.sqlite", databases.PLUGINS)
    damage(site, update(Node).where(Node.tree == "site").values(depth=3))
    site.close()
    broken = run("-c", ini, "check")
    assert broken.exit_code == 1
    assert broken.output.splitlines()[-1].endswith(": mastaba check --repair")
    repaired = run("-c", ini, "check", "--repair")
    assert repaired.exit_code == 0
    assert "Repaired: Tree is consistent" in repaired.output


def test_an_empty_database_is_one_sentence_a_check(run: Run, tmp_path: Path) -> None:
    ini = write_ini(tmp_path, f"sqlite:///{tmp_path}/empty.sqlite")
    result = run("-c", ini, "check")
    assert result.exit_code == 1
    assert "core has nothing and needs core_" in result.output
    assert "Cannot be checked: no such table: node" in result.output
    assert "Repaired" not in run("-c", ini, "check", "--repair").output


def test_a_database_that_does_not_answer_is_named(run: Run, tmp_path: Path) -> None:
    ini = write_ini(tmp_path, f"sqlite:///{tmp_path}/no/such/folder.sqlite")
    result = run("-c", ini, "check")
    assert result.exit_code == 1
    assert "Check mastaba.database.url." in result.output


def test_settings_that_are_wrong_are_all_listed(run: Run, tmp_path: Path) -> None:
    further = "mastaba.session.idle = soon\nmastaba.server.port = many"
    ini = write_ini(tmp_path, "sqlite://", further)
    result = run("-c", ini, "check")
    assert result.exit_code == 1
    assert "BAD  Settings" in result.output
    assert "mastaba.session.idle is 'soon'" in result.output
    assert "mastaba.server.port is 'many'" in result.output


def production(folder: Path, further: str = GOOD) -> str:
    url = databases.sqlite_copy(folder)
    (folder / "site.sqlite").chmod(0o600)
    ini = write_ini(folder, url, further)
    text = (folder / ini).read_text()
    text = text.replace("= development", "= production").replace("secure = no", "secure = yes")
    (folder / ini).write_text(text)
    (folder / ini).chmod(0o600)
    return ini


@pytest.fixture
def open_path(tmp_path: Path) -> Path:
    """The present folder, with every folder above it open to all (pytest's are private)."""
    for folder in (tmp_path, *tmp_path.parents):
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o001)
    return tmp_path


def test_case_199_private_files_pass(run: Run, open_path: Path) -> None:
    result = run("-c", production(open_path), "check")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("site.ini", "The ini file with the secret"), ("site.sqlite", "The database")],
)
def test_case_199_files_open_to_all_are_listed(
    run: Run, open_path: Path, name: str, sentence: str
) -> None:
    ini = production(open_path)
    (open_path / name).chmod(0o644)
    result = run("-c", ini, "check")
    assert result.exit_code == 1
    assert f"{sentence} can be read by every user" in result.output
    assert f"chmod 600 {open_path / name}" in result.output


def test_case_199_a_secret_file_open_to_all_is_listed(run: Run, open_path: Path) -> None:
    (open_path / "secret.txt").write_text(GOOD.split()[-1])
    (open_path / "secret.txt").chmod(0o644)
    result = run("-c", production(open_path, "mastaba.secret = file:secret.txt"), "check")
    assert result.exit_code == 1
    assert "The file of mastaba.secret can be read" in result.output
    assert "ini file" not in result.output


def test_case_199_a_private_folder_is_enough(run: Run, open_path: Path) -> None:
    ini = production(open_path)
    (open_path / "site.sqlite").chmod(0o644)
    open_path.chmod(0o700)
    assert run("-c", ini, "check").exit_code == 0


def test_case_199_debugging_tools_are_listed(run: Run, open_path: Path) -> None:
    further = "pyramid.includes = pyramid_debugtoolbar\npyramid.reload_templates = true"
    result = run("-c", production(open_path, f"{GOOD}\n{further}"), "check")
    assert result.exit_code == 1
    assert "pyramid.includes lists pyramid_debugtoolbar" in result.output
    assert "pyramid.reload_templates is on" in result.output


def test_case_199_a_sample_secret_does_not_start(run: Run, open_path: Path) -> None:
    ini = production(open_path, "mastaba.secret = change-me-change-me-change-me-change-me")
    result = run("-c", ini, "check")
    assert result.exit_code == 1
    assert "mastaba.secret is a sample value" in result.output


def test_a_file_that_is_not_there_is_not_open(tmp_path: Path) -> None:
    assert not is_open_to_all(tmp_path / "none" / "secret.txt")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_plugin_declares_a_check_of_its_own(site: ScratchSite) -> None:
    site.config.declare_check("mine", "Mine", lambda _registry: ["It is Monday."])
    site.config.commit()
    check: Check = site.registry[Checks].by_name["mine"]
    assert found_by(site.registry, check) == ["It is Monday."]
