"""What a plugin contributes and who stands behind a name: the same in terminal and browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from mastaba.api import create, find_at
from mastaba.cli import mastaba
from mastaba.cli.mistakes import Mistake
from mastaba.rendering.who import contributed, nearest, who
from mastaba.testing import Client, ScratchSite
from mastaba.tree.models import Node
from mastaba_pages.models import Page
from tests.functional.cli.conftest import write_ini

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    ini = str(tmp_path / write_ini(tmp_path, "sqlite://", ""))

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(mastaba, ["-c", ini, "plugins", *arguments])
        if done.exception is not None:
            raise done.exception
        return done.output

    return run


def test_everything_a_plugin_declares_is_listed_with_its_place(run: Callable[..., str]) -> None:
    lines = {tuple(line.split()[:2]): line for line in run("show", "pages").splitlines()}
    assert "mastaba_pages/__init__.py:" in lines["vocabulary", "pages.topics"]
    assert "mastaba_pages/importing/__init__.py:" in lines["importer", "markdown"]
    assert "mastaba_pages.views.section (Section)" in "".join(lines.values())


def test_a_name_that_nobody_claims_is_answered_by_the_nearest(run: Callable[..., str]) -> None:
    with pytest.raises(Mistake, match=r"did you mean pages\.page\?"):
        run("who", "pages.pge")
    with pytest.raises(Mistake, match="No plugin nonesuch is installed"):
        run("show", "nonesuch")


def test_a_view_is_found_with_and_without_its_signs(site: ScratchSite) -> None:
    names = {claim.title for claim in who(site.registry, "@@history")}
    assert names == {claim.title for claim in who(site.registry, "history")}
    assert any(name.startswith("mastaba.admin.views.history.") for name in names)
    assert nearest(site.registry, "histroy") == "history"


def test_an_item_is_found_without_its_slot_and_a_view_by_its_function(site: ScratchSite) -> None:
    for asked in ("core.trash", "admin.tools core.trash"):
        assert {claim.name for claim in who(site.registry, asked)} == {"admin.tools core.trash"}
    (claim,) = who(site.registry, "mastaba.admin.views.history.history")
    assert claim.name == "history"
    assert nearest(site.registry, "core.tarsh") == "core.trash"


def test_every_directive_of_every_plugin_leaves_a_claim_with_a_line(site: ScratchSite) -> None:
    claims = contributed(site.registry, "pages")
    assert {"content type", "importer", "templates", "view", "vocabulary"} <= {
        claim.kind for claim in claims
    }
    assert [claim for claim in claims if not claim.place.rpartition(":")[2].isdigit()] == []


def test_the_screen_says_the_same(site: ScratchSite, admin: Client) -> None:
    listed = admin.get("/admin/-/plugins").html.select_one("details.contributes").text
    for claim in contributed(site.registry, "pages"):
        assert claim.place in listed
    found = admin.get("/admin/-/plugins?who=pages/page.jinja2").html.select_one("#who").text
    assert "owner pages" in found
    near = admin.get("/admin/-/plugins?who=pages.pge").html.select_one("#who a")
    assert near.text == "pages.page"


def test_overridden_templates_are_named_behind_the_winner(
    make_site: Callable[..., ScratchSite], tmp_path: Path
) -> None:
    site = make_site()
    theme = tmp_path / "theme" / "pages"
    theme.mkdir(parents=True)
    (theme / "page.jinja2").write_text("new")
    config: Any = site.config
    config.add_theme("plain", title="Plain", templates=str(tmp_path / "theme"))
    config.commit()
    found = [(c.owner, c.won, c.under) for c in who(site.registry, "pages/page.jinja2")]
    assert found == [
        ("owner pages", True, ""),
        ("theme plain", True, "plain"),
        ("owner pages", False, "plain"),
    ]


def test_pages_that_wait_for_a_plugin_are_counted(site: ScratchSite, admin: Client) -> None:
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Kept"})
        request.db.flush()
        lost = {"type": "lost.thing"}
        request.db.execute(update(Node).where(Node.id == page.id).values(lost))
    shown = admin.get("/admin/-/plugins").html.select(".card-row")[-1].text
    assert "1 page waits for this plugin" in shown
    assert "Not installed" in shown
