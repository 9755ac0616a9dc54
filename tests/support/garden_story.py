"""The life of the plugin `garden` in one database, in three processes: each has one set of models.

`plant` installs it and makes content, `away` runs the site without it and takes it out, `again`
brings it back. Each takes the address of a database and a folder for files.
"""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select

from mastaba.api import (
    Node,
    OperationError,
    Revision,
    change_owner,
    copy,
    create,
    create_record,
    extension_of,
    find,
    find_at,
    make_front,
    move,
    publish,
    rename,
    restore,
    restore_revision,
    save,
    schedule_update,
    share,
    trash,
    uuid7,
)
from mastaba.cli import mastaba
from mastaba.cli.mistakes import KNOWN
from mastaba.content.library.models import Term
from mastaba.content.lifecycle.waiting import waiting
from mastaba.content.operations.schedule import settle_due
from mastaba.testing import ScratchSite
from mastaba.tree.models import SiteSetting
from tests.functional.cli.conftest import SITE
from tests.support.rows import content, fingerprint

TEXT = {
    "type": "doc",
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Roots."}]}],
}
NEEDS = "needs the plugin “garden”, which is not enabled"


class Told(NamedTuple):
    """How a command ended, and what it said."""

    exit_code: int
    output: str


def open_site(url: str, plugins: str) -> ScratchSite:
    """The application with these plugins."""
    return ScratchSite(url, {"mastaba.plugins": plugins})


def command(url: str, plugins: str, *arguments: str, typed: str | None = None) -> Told:
    """A command on this site, as at a terminal in the present folder."""
    text = SITE.format(database=url, further="").replace("= pages", f"= {plugins}")
    Path("site.ini").write_text(text)
    result = CliRunner().invoke(mastaba, ["-c", "site.ini", *arguments], input=typed)
    if isinstance(result.exception, KNOWN):
        return Told(1, f"{result.output}{result.exception}")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Told(result.exit_code, result.output)


def plant(url: str, folder: str) -> None:
    """A page from before, the fingerprint, then the plugin and one of everything."""
    from mastaba_pages.models import Page

    os.chdir(folder)
    site = open_site(url, "pages")
    site.migrate()
    for role in ("admin", "editor", "reader"):
        site.account(role)
    with site.request("admin") as request:
        publish(request, create(request, find_at(request, "/"), Page, {"title": "Old"}))
    _write("before", _fingerprint(site))
    site.close()
    site = open_site(url, "pages garden")
    site.migrate()
    _grow(site)
    with site.request("admin") as request:
        _care(request, Page)
    site.close()


def _grow(site: ScratchSite) -> None:
    from mastaba_garden.models import Plant, Watering

    with site.request("admin") as request:
        colours = find_at(request, "/garden.colours", tree="library")
        red = create(request, colours, Term, {"title": "Red"})
        publish(request, red)
        root, old = find_at(request, "/"), find_at(request, "/old")
        rose = create(
            request,
            root,
            Plant,
            {
                "title": "Rose",
                "body": TEXT,
                "height": 90,
                "price": Decimal("12.5"),
                "planted": date(2026, 4, 1),
                "neighbour": old.uid,
                "colours": [red.uid],
                "secret": "From the neighbour",
            },
        )
        publish(request, rose)
        save(request, rose, {"height": 95}, note="It grew")
        schedule_update(request, rose, request.now + timedelta(days=30))
        thorn = create(request, rose, Plant, {"title": "Thorn", "neighbour": rose.uid})
        share(request, thorn, {"role:reader": ["reader"]}, inherit=False)
        publish(request, thorn)
        weed = create(request, root, Plant, {"title": "Weed"})
        trash(request, weed)
        motto = SiteSetting(site_id=request.site.id, key="mastaba.garden.motto", value="Grow!")
        request.db.add(motto)
        create_record(request, old, Watering, {"litres": 3})
        create_record(request, rose, Watering, {"litres": 5})


def _care(request: Any, page: Any) -> None:
    root = find_at(request, "/")
    rose = find_at(request, "/rose")
    block = {"uid": uuid7(), "version": 1, "data": {"plants": "Ivy, moss"}}
    body = {"type": "doc", "content": [{"type": "garden.bed", "attrs": block}]}
    data = {"title": "Ivy", "garden.care.litres": 2, "body": body}
    ivy = create(request, root, page, data)
    publish(request, ivy)
    save(request, ivy, {"garden.care.litres": 7, "garden.care.beside": rose.uid})


def away(url: str, folder: str) -> None:
    """The site without the plugin: nothing fails, nothing of it is lost, and it can be let go."""
    os.chdir(folder)
    site = open_site(url, "pages")
    _nobody_but_editors_sees_it(site)
    _editors_see_what_is_kept(site)
    _its_place_can_change_and_its_text_cannot(site)
    _others_keep_its_words(site)
    _commands_tell(url)
    _it_is_taken_out(url)
    after = _fingerprint(site, "/ivy", "/moved", "/moved/below", "/moved/ivy")
    before = json.loads(Path("before.json").read_text())
    assert after["schema"] == before["schema"]
    for name, rows in before["rows"].items():
        assert after["rows"][name] == rows, name
    site.close()


def again(url: str, folder: str) -> None:
    """Installed once more: the export brings back what there was, and refuses to do so twice."""
    os.chdir(folder)
    plugins = "pages garden"
    refused = command(url, plugins, "plugins", "import", "out.jsonl")
    assert "run: mastaba -c site.ini migrate" in refused.output
    assert command(url, plugins, "migrate").exit_code == 0
    back = command(url, plugins, "plugins", "import", "out.jsonl")
    assert (back.exit_code, "skipped" in back.output) == (0, False), back.output
    before, after = json.loads(Path("content.json").read_text()), content(url)
    assert after.keys() == before.keys()
    for name, rows in before.items():
        if name not in ("garden_care", "reference"):
            assert _but_the_note(after[name]) == _but_the_note(rows), name
    _what_was_published_meanwhile_counts(url, plugins)
    running = command(url, plugins, "plugins", "uninstall", "garden", "--drop")
    assert "The plugin garden is enabled. Take it out of mastaba.plugins" in running.output
    twice = command(url, plugins, "plugins", "import", "out.jsonl")
    assert "has content of the plugin garden already" in twice.output
    assert content(url) == after
    site = open_site(url, plugins)
    assert "Roots." in site.client().get("/moved/rose").text
    assert "Ivy, moss" in site.client().get("/ivy").text
    assert command(url, plugins, "check").exit_code == 0
    site.close()


def _but_the_note(rows: list[str]) -> list[str]:
    """Without the one that says which plugins ran last."""
    return [row for row in rows if '"lifecycle.plugins"' not in row]


def _write(name: str, value: Any) -> None:
    Path(f"{name}.json").write_text(json.dumps(value))


def _fingerprint(site: ScratchSite, *without: str) -> dict[str, Any]:
    """That of the site, as if the pages at these addresses had never been there."""
    with site.database.writes.connect() as connection, connection.begin() as trial:
        connection.execute(delete(Node).where(Node.path.in_(without)))
        found = fingerprint(connection)
        trial.rollback()
    return found


def _nobody_but_editors_sees_it(site: ScratchSite) -> None:
    visitor, editor = site.client(), site.client("editor")
    assert visitor.get("/old").status_code == 200
    assert "moss" not in visitor.get("/ivy").text
    for path in ("/rose", "/rose/thorn", "/rose/@@edit"):
        visitor.get(path, status=404)
        editor.get(path, status=404)
    with site.request("reader") as request:
        seen = {row.title for row in request.catalog().visible().rows(50)}
        assert seen == {"Home", "Old", "Ivy"}
        assert not request.has_permission("view", find_at(request, "/rose"))
    with site.request("editor") as request:
        menu = request.catalog().visible().in_menu().rows(50)
        assert {row.title for row in menu} == {"Home", "Old", "Ivy"}
        assert request.has_permission("view", find_at(request, "/rose"))


def _editors_see_what_is_kept(site: ScratchSite) -> None:
    editor, admin = site.client("editor"), site.client("admin")
    listed = editor.get("/admin/@@contents")
    assert NEEDS in listed.html.select_one("tr.is-missing").text.lower()
    assert NEEDS in listed.html.select_one("[role=treeitem].is-missing")["title"].lower()
    for client, told in ((editor, False), (admin, True)):
        shown = client.get("/admin/rose/@@edit")
        shown.mustcontain(NEEDS, "garden.plant", "95", "Roots.", "12.5", "2026-04-01")
        assert ("From the neighbour" in shown.text) == told
        version = client.get("/admin/rose/@@revision?number=1")
        version.mustcontain("90", "Roots.")
        assert ("From the neighbour" in version.text) == told
    for name in ("history", "usage", "move", "contents", "tree", "look", "compare?old=1&new=2"):
        editor.get(f"/admin/rose/@@{name}")
    inside = editor.get("/admin/rose/@@contents")
    assert inside.html.main.find(class_="chip").text == "Not available"
    assert "@@add" not in str(inside.html.main)
    # Which field leads there cannot be told from one that editors may not read.
    assert "Rose" not in editor.get("/admin/old/@@usage").html.main.text
    assert "Rose" in admin.get("/admin/old/@@usage").html.main.text
    assert "Ivy" in editor.get("/admin/rose/@@usage").html.main.text
    editor.get("/admin/-/trash").mustcontain("Weed")
    admin.get("/admin/rose/@@sharing")
    with site.request("editor") as request, site.statements() as sql:
        assert waiting(request) == {"garden": 3}
    assert len(sql) == 1


def _its_place_can_change_and_its_text_cannot(site: ScratchSite) -> None:
    from mastaba_pages.models import Page

    reader = site.account("reader")
    with site.request("admin") as request:
        root, rose = find_at(request, "/"), find_at(request, "/rose")
        for change in (
            lambda: save(request, rose, {"title": "Tulip"}),
            lambda: publish(request, rose),
            lambda: restore_revision(request, rose, 1),
            lambda: copy(request, rose, root, slug="twin"),
            lambda: make_front(request, rose),
            lambda: schedule_update(request, rose, request.now + timedelta(days=1)),
        ):
            with pytest.raises(OperationError, match="needs the plugin “garden”"):
                change()
        due, rose.next_at = rose.next_at, request.now - timedelta(days=1)
        request.db.flush()
        assert settle_due(request) == 0
        assert rose.title == "Rose" and rose.next_revision == 2
        place = create(request, root, Page, {"title": "Moved"})
        publish(request, place)
        move(request, rose, place)
        rename(request, find_at(request, "/moved/rose"), "flower")
        rename(request, find_at(request, "/moved/flower"), "rose")
        thorn = find_at(request, "/moved/rose/thorn")
        share(request, thorn, {"role:author": ["reader"]}, inherit=False)
        change_owner(request, thorn, reader)
        trash(request, thorn)
        restore(request, find(request, thorn.uid, tree="trash"))
        rose.next_at = due


def _others_keep_its_words(site: ScratchSite) -> None:
    """Changed, published and restored without the plugin: its section stays word for word."""
    words = {"litres": 7, "beside": None}
    with site.request("editor") as request:
        ivy = find_at(request, "/ivy")
        words["beside"] = find_at(request, "/moved/rose").uid
        save(request, ivy, {"title": "Ivy again"})
        publish(request, ivy)
        restore_revision(request, ivy, 1)
        publish(request, ivy)
        newest = select(Revision.data).where(Revision.node_id == ivy.id)
        kept = request.db.scalars(newest.order_by(Revision.number.desc())).first()
        assert kept["garden.care"] == words
        assert kept["body"]["content"][0]["attrs"]["data"] == {"plants": "Ivy, moss"}
        copy(request, ivy, find_at(request, "/moved"))
    with site.request("editor") as request:
        publish(request, find_at(request, "/moved/ivy"))


def _commands_tell(url: str) -> None:
    """Migrations go on; the database says what is left of it, and for whom it waits."""
    assert command(url, "pages", "migrate").exit_code == 0
    status = command(url, "pages", "migrate", "status").output
    assert "garden       garden_0001      not enabled" in status
    assert "mastaba plugins uninstall garden" in status
    found = command(url, "pages", "check")
    assert [line for line in found.output.splitlines() if line.startswith("BAD")] == [
        "BAD  Every page has its plugin"
    ]
    assert "Pages that need the plugin garden, which is not enabled: 3." in found.output
    unknown = command(url, "pages", "plugins", "export", "gard")
    assert "The database holds nothing of a plugin gard" in unknown.output


def _it_is_taken_out(url: str) -> None:
    """Asked first, refused while others would lose something, exported, and gone at once."""
    _with_a_page_of_others_below(url)
    before = content(url)
    _write("content", before)
    dry = command(url, "pages", "plugins", "uninstall", "garden").output
    for told in (
        "3 rows of the table garden_plant",
        "2 rows of the table garden_watering",
        "1 settings",
    ):
        assert told in dry
    assert "Other pages that link to its pages: 1: “Ivy” (/ivy)." in dry
    assert "Other pages with blocks of it: 2." in dry
    drop = ("plugins", "uninstall", "garden", "--drop", "--out", "out.jsonl")
    wrong = command(url, "pages", *drop, typed="gardn\n")
    assert "“gardn” is not garden; nothing was changed." in wrong.output
    assert not Path("out.jsonl").exists()
    Path("full.jsonl").write_text("")
    again_there = command(url, "pages", *drop[:4], "--out", "full.jsonl", "--yes-drop", "garden")
    assert "full.jsonl is there already" in again_there.output
    assert content(url) == before
    done = command(url, "pages", *drop, "--yes-drop", "garden")
    assert done.exit_code == 0, done.output
    nothing = command(url, "pages", "plugins", "uninstall", "garden").output
    assert "The database holds nothing of a plugin garden" in nothing


def _with_a_page_of_others_below(url: str) -> None:
    """What others made below its pages stands in the way, and is named."""
    from mastaba_pages.models import Page

    site = open_site(url, "pages")
    with site.request("admin") as request:
        create(request, find_at(request, "/moved/rose"), Page, {"title": "Below"})
    refused = command(url, "pages", "plugins", "uninstall", "garden", "--drop")
    assert "lie below its pages: 1: “Below” (/moved/rose/below). Move them" in refused.output
    with site.request("admin") as request:
        move(request, find_at(request, "/moved/rose/below"), find_at(request, "/moved"))
    site.close()


def _what_was_published_meanwhile_counts(url: str, plugins: str) -> None:
    """The rows of an extension are those of the live versions, also of what was copied."""
    from mastaba_garden.models import Care

    site = open_site(url, plugins)
    with site.request("admin") as request:
        rose = find_at(request, "/moved/rose")
        for path in ("/ivy", "/moved/ivy"):
            care = extension_of(request, find_at(request, path), Care)
            assert (care.litres, care.beside) == (7, rose.uid), path
        users = request.catalog().visible().referring_to(rose).rows(9)
        assert {row.path for row in users} == {"/ivy", "/moved/ivy", "/moved/rose/thorn"}
    site.close()
