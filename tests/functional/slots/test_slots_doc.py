"""The plugin of `docs/slots.md`, as it stands there, in a process of its own."""

from __future__ import annotations

from pathlib import Path

from tests.support import doc_plugin, pkgs

USE = """
import sys
from mastaba.testing import ScratchSite

folder = sys.argv[1]
mail = {"mastaba.mail.backend": "smtp", "mastaba.mail.sender": "us@example.org"}
settings = {"mastaba.plugins": "pages visits", "here": folder, **mail}
site = ScratchSite(f"sqlite:///{folder}/x.sqlite", settings)
site.migrate()

from datetime import timedelta
from sqlalchemy import select
from visits.count import come_in
from visits.shown import waiting
from mastaba.api import MailTransport, create, find_at, publish, send_mail, service_of
from mastaba.clock import utc_now
from mastaba.db import Database
from mastaba.events import deliver_due
from mastaba.events.models import Outbox
from mastaba.slots import Slots
from mastaba_pages.models import Page, Section

with site.request("editor") as request:
    for title in ("Opening", "About us"):
        publish(request, create(request, find_at(request, "/"), Page, {"title": title}))
assert "Come and see Opening on" in site.client().get("/opening").text
assert "Come and see" not in site.client().get("/about-us").text
board = site.client("editor").get("/admin/")
panels = [head.text for head in board.html.select(".board h2")]
assert panels.index("Visits") + 1 == panels.index("Recently changed")
tools = [[*link.stripped_strings] for link in board.html.select(".side-last a")]
assert tools[:2] == [["Trash"], ["Visits", "3"]], tools
assert "Outbox" not in site.client("admin").get("/admin/").text
tabs = site.client("editor").get("/admin/opening/@@usage").html.select("nav.tabs [aria-current]")
assert [tab.text for tab in tabs] == ["Where used", "Visits"]
with site.request("editor") as request:
    week = create(request, find_at(request, "/"), Section, {"title": "Week"})
    publish(request, week)
    publish(request, create(request, week, Page, {"title": "Opening"}))
assert site.client().get("/week").html.select_one(".entries .note").text == "3 guests"
assert "visits.below_hint" in site.registry[Slots].declared

with site.request("editor") as request:
    assert [come_in(request), come_in(request)] == [1, 2]
    for to in ("a@example.org", "b@example.net"):
        send_mail(request, to=to, subject="Come", text="See you.")
deliver_due(site.registry, utc_now() + timedelta(minutes=1))
(taken,) = service_of(site.registry, MailTransport).taken
assert taken["To"] == "a@example.org"
with site.request() as request:
    errors = request.db.scalars(select(Outbox.error).where(Outbox.error.is_not(None))).all()
assert any("letters to example.org only" in error for error in errors), errors
text = open(sys.argv[2]).read()
slots = site.registry[Slots]
core = [name for name in slots.declared if not name.startswith("visits.")]
core += [item.id for item in slots.items.values() if item.owner == "core"]
assert [name for name in core if f"`{name}`" not in text] == []
print("used")
"""


def test_the_examples_run_and_every_slot_is_named(tmp_path: Path) -> None:
    env = doc_plugin.installed("slots.md", "visits", tmp_path)
    page = str(doc_plugin.DOCS / "slots.md")
    assert pkgs.run(USE, env, str(tmp_path), page).splitlines()[-1:] == ["used"]
