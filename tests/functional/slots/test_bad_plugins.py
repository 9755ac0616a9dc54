"""Cases 207 to 210: plugins that raise, sleep and storm: the site stays up, each is named."""

from __future__ import annotations

from pathlib import Path

from tests.support import pkgs

USE = """
import logging, sys, threading
from datetime import timedelta
from sqlalchemy import select
from mastaba.clock import utc_now
from mastaba.events import deliver_due
from mastaba.events.models import PENDING, Outbox
from mastaba.testing import ScratchSite
from mastaba.api import create, find_at, publish
from mastaba.fences import fences_of
from mastaba_pages.models import Page
import bad_sleep

BAD = ("bad_raise", "bad_sleep", "bad_storm")
said = []
handler = logging.Handler()
handler.emit = lambda record: said.append(record.getMessage())
for name in ("mastaba.fences", "mastaba.events.deliver"):
    logging.getLogger(name).addHandler(handler)
    logging.getLogger(name).propagate = False
logging.getLogger("mastaba.security.ingress").disabled = True

chosen = {"mastaba.plugins": "pages " + " ".join(BAD), "mastaba.fences.pause": "1h"}
site = ScratchSite(sys.argv[1], {**chosen, "here": sys.argv[2]})
fences = fences_of(site.registry)
now = [1000.0]
fences.clock = lambda: now[0]
site_answers = []

def asleep(seconds):
    # What another thread of the server meets while this one sleeps.
    now[0] += 1
    if not site_answers and sys._getframe(1).f_code.co_name == "item":
        site_answers.append(None)
        def others():
            site_answers[:] = [site.client().get(path) for path in ("/-/health", "/page")]
        thread = threading.Thread(target=others)
        thread.start()
        thread.join()
    now[0] += seconds - 1

bad_sleep.sleep = asleep

def paragraph(text):
    return {"type": "paragraph", "content": [{"type": "text", "text": text}]}

attrs = {"version": 1, "data": {"label": "x"}}
blocks = [{"type": name + ".block", "attrs": attrs} for name in BAD]
body = {"type": "doc", "content": [paragraph("Words"), *blocks, paragraph("The end")]}
with site.request() as request:
    publish(request, create(request, find_at(request, "/"), Page, {"title": "Page", "body": body}))

# A subscriber that fails after the commit: the page is there, and it is told again later.
deliver_due(site.registry, utc_now() + timedelta(seconds=1))
assert any(line.startswith("bad_raise.listener could not deliver message") for line in said)
with site.request() as request:
    assert [row.state for row in request.db.scalars(select(Outbox))] == [PENDING]

def counts():
    return {what: tally for (_owner, what), tally in fences.tallies.items()}

def statements(client, path):
    with site.statements() as sql:
        answer = client.get(path)
    return answer, sum("SELECT 1" in line for line in sql)

visitor, editor = site.client(), site.client("editor")
page = visitor.get("/page")
for text in (page.text, site_answers[1].text):
    assert "Words" in text and "The end" in text, text
    for hidden in ("data-fence-failed", "secret detail", "bad_", "Nobody noticed"):
        assert hidden not in text, hidden
assert site_answers[0].text == "up\\n"
assert "Slept well" in page.text, "what is slow is shown as long as it is not left out"
assert "Slept well" not in site_answers[1].text
assert counts()["slot item bad_sleep.item"].skipped >= 1

# Two more visits, and whoever was beyond a budget three times, or slept long, is left out.
visitor.get("/page"), visitor.get("/page")
before = now[0]
answer, sent = statements(visitor, "/page")
assert now[0] == before, ("nothing sleeps", counts())
assert sent == 0, counts()
assert "Slept well" not in answer.text
assert answer.status_int == visitor.get("/-/health").status_int == 200

# People who may edit are told, and told nothing secret.
shown = editor.get("/page")
boxes = [box.text for box in shown.html.select("[data-fence-failed]")]
for name in BAD:
    assert any(f"block {name}.block of the plugin" in box for box in boxes), (name, boxes)
    assert any(f"slot item {name}.item of the plugin" in box for box in boxes), (name, boxes)
assert any("slot item bad_storm.table" in box and "database" in box for box in boxes), boxes
assert any("left out for a while" in box for box in boxes)
assert "secret detail" not in shown.text and "Traceback" not in shown.text
assert shown.html.head.select("[data-fence-failed]") == []
board = editor.get("/admin/").html
assert "bad_raise.panel" in board.select_one(".board [data-fence-failed]").text
assert "Recently changed" in board.text
admin = site.client("admin")
assert "Raising tool" in admin.get("/admin/").text, "a badge fails alone"
told = admin.get("/admin/-/plugins").text
assert "Slot item bad_raise.item failed" in told and ". The log tells more under" in told
tabs = admin.get("/admin/page/@@history").html.select_one("nav.tabs").text
assert "Raising tab" not in tabs and "History" in tabs

# After the pause they are tried again.
now[0] += 3601
answer, sent = statements(visitor, "/page")
assert sent > 0 and sent <= 2 * 2 * fences.statements, sent

tallies = counts()
assert tallies["slot item bad_raise.item"].errors > 0
assert tallies["badge of bad_raise.tool"].errors > 0
assert tallies["slot item bad_sleep.item"].slow == 2, "once before the pause, once after"
assert tallies["block bad_sleep.block"].slow == 2
assert tallies["slot item bad_storm.item"].storms >= 3
assert tallies["block bad_storm.block"].storms >= 3
assert tallies["slot item bad_storm.table"].database >= 3
for name in BAD:
    assert any(f"of plugin {name}: " in line for line in said), name
assert not any(tally.running for tally in tallies.values())
print("stood")
"""


def test_cases_207_to_210_the_site_stands_and_each_is_named(tmp_path: Path, database: str) -> None:
    environment = pkgs.environment(tmp_path, "bad_raise", "bad_sleep", "bad_storm")
    assert pkgs.run(USE, environment, database, str(tmp_path)).splitlines()[-1] == "stood"
