"""Comments out as JSON and in again: nothing is lost, nobody gets more than they may moderate."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete

from mastaba.api import create, find_at, publish, share
from mastaba.cli.application import command_request
from mastaba.content.exporting import Exporters
from mastaba.content.importing import ImportedItem, Importers, Report, run_import
from mastaba.testing import ScratchSite
from mastaba_comments.models import KINDS, STATES, Comment, Thread
from mastaba_comments.operations import edit_as_moderator
from mastaba_comments.tokens import mail_hash
from mastaba_pages.models import Page

Add = Callable[..., Any]
WORDS = [
    "grün",
    "日本語",
    "👩‍👩‍👧",
    "עברית",
    "\\*no*",
    "line\nbreak",
    "<b>",
    "&amp;",
    "\u2028",
    "`x`",
]
MAIL = "ada@example.org"
LEFT_OUT = {"id", "parent_id", "address", "network", "ticket", "tell"}


def run(site: ScratchSite, source: Path) -> Report:
    importer = site.registry[Importers].by_name["comments"]
    return run_import(lambda: command_request(site.config), importer, source)


def exported(site: ScratchSite, role: str | None = None, path: str = "/") -> list[str]:
    with site.request(role) as request:
        kind = site.registry[Exporters].by_id["comments.json"]
        return [str(line) for line in kind.function(request, find_at(request, path))]


def rows(site: ScratchSite) -> dict[str, dict[str, Any]]:
    """Every comment by uid, and the numbers of the threads."""
    with site.request() as request:
        found = {one.id: one for one in request.db.query(Comment)}
        names = [column.key for column in Comment.__table__.c if column.key not in LEFT_OUT]
        made = {}
        for one in found.values():
            parent = found.get(one.parent_id)
            values = {name: getattr(one, name) for name in names}
            made[one.uid] = {**values, "answers": parent and parent.uid}
        for thread in request.db.query(Thread):
            made[f"thread {thread.node_id}"] = {"n": (thread.shown, thread.waiting)}
        return made


def plant(site: ScratchSite, add: Add, chance: Random) -> None:
    """A conversation of every state and kind on two pages, some of it by an account."""
    with site.request("editor") as request:
        editor = request.identity.id
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Grün"})
        publish(request, page)
        for node in (page, find_at(request, "/news")):
            made: list[Any] = []
            for number in range(30):
                parent = chance.choice([None, *made[-3:]])
                columns = some_columns(request, chance, editor, number)
                text = " ".join(chance.choices(WORDS, k=4))
                made.append(add(request, node, text, answers=parent, **columns))


def some_columns(request: Any, chance: Random, editor: int, number: int) -> dict[str, Any]:
    created = request.now - timedelta(seconds=chance.randrange(5))
    mail = chance.choice([None, "ada@example.org"])
    by_editor = chance.random() < 0.3
    return {
        "state": chance.choice(sorted(STATES)),
        "kind": chance.choice(sorted(KINDS)),
        "created": created,
        "name": None if by_editor else chance.choice(WORDS),
        "mail": mail,
        "person": mail_hash(request, mail),
        "account_id": editor if by_editor else None,
        "edited": chance.choice([None, created]),
        "decided": chance.choice([None, created]),
        "decided_by": chance.choice([None, editor]),
        "score": chance.randrange(-5, 9),
        "verdict": [{"rule": "links", "points": 2, "words": "Zwei Links: „ü“."}],
        "source": chance.choice([None, f"e.org/{number}"]),
        "link": chance.choice([None, "https://e.org/ä?b=1"]),
        "notify": chance.random() < 0.5,
        "address": "a" * 32,
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_what_goes_out_comes_in_again_as_it_was(
    news: ScratchSite, comment: Add, tmp_path: Path, seed: int
) -> None:
    plant(news, comment, Random(seed))
    before, lines = rows(news), exported(news)
    assert len(lines) == 60
    assert "a" * 32 not in "".join(lines)
    source = tmp_path / "all.jsonl"
    Random(seed).shuffle(lines)  # answers before what they answer, too
    source.write_text("".join(lines), encoding="utf-8")
    same = run(news, source)
    assert sum(kind.skipped["here already"] for kind in same.kinds.values()) == 60
    assert rows(news) == before
    with news.request() as request:
        request.db.execute(delete(Comment))
        request.db.execute(delete(Thread))
        request.db.execute(delete(ImportedItem))
    report = run(news, source)
    assert sum(kind.created for kind in report.kinds.values()) == 60
    assert rows(news) == before
    again = run(news, source)
    assert sum(kind.skipped["unchanged"] for kind in again.kinds.values()) == 60
    assert rows(news) == before
    assert sorted(exported(news)) == sorted(lines)


def test_a_changed_line_changes_what_nobody_has_changed_here(
    news: ScratchSite, comment: Add, tmp_path: Path
) -> None:
    with news.request() as request:
        page = find_at(request, "/news")
        uids = [comment(request, page, text).uid for text in ("one", "two", "three", "four")]
    lines = [json.loads(line) for line in exported(news)]
    with news.request() as request:
        request.db.execute(delete(Comment))
        request.db.execute(delete(Thread))
    source = tmp_path / "all.jsonl"

    def write() -> None:
        source.write_text("".join(json.dumps(line) + "\n" for line in lines))

    write()
    run(news, source)
    with news.request() as request:
        found = {one.uid: one for one in request.db.query(Comment)}
        edit_as_moderator(request, found[uids[1]], "Changed here.")
        request.db.delete(found[uids[2]])
        found[uids[0]].name = None  # as somebody who was forgotten
    for line in lines[:3]:
        line.update(text="Changed there.", state="waiting")
    write()
    report = run(news, source).kinds["comment"]
    assert (report.created, report.updated) == (0, 1)
    assert dict(report.skipped) == {
        "edited here since it was imported": 1,
        "deleted here": 1,
        "unchanged": 1,
    }
    with news.request() as request:
        found = {one.uid: one.text for one in request.db.query(Comment)}
        assert found == {uids[0]: "Changed there.", uids[1]: "Changed here.", uids[3]: "four"}
        assert request.db.query(Comment.name).filter_by(uid=uids[0]).scalar() is None
        thread = request.db.query(Thread).one()
        assert (thread.shown, thread.waiting) == (3, 1)


def test_the_file_holds_what_its_reader_may_moderate(news: ScratchSite, comment: Add) -> None:
    with news.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Plans"})
        comment(request, page, "On a draft", mail=MAIL)
        comment(request, find_at(request, "/news"), "Held", state="waiting")
    assert len(exported(news)) == len(exported(news, "editor")) == 2
    assert len(exported(news, "editor", "/news")) == 1
    assert exported(news, "reader") == []
    with news.request() as request:
        share(request, find_at(request, "/news"), {"role:reader": ["moderator"]})
    assert [json.loads(line)["text"] for line in exported(news, "reader")] == ["Held"]
    answer = news.client("editor").get("/admin/@@export?format=comments.json")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="site.comments')
    assert "On a draft" in answer.text
    with_mails = {
        role: MAIL in "".join(exported(news, role)) for role in (None, "admin", "editor")
    }
    assert with_mails == {None: True, "admin": True, "editor": False}
    with news.request("editor") as request, news.statements() as sql:
        kind = news.registry[Exporters].by_id["comments.json"]
        list(kind.function(request, find_at(request, "/")))
    assert len(sql) <= 8


BAD = {
    "{": "no JSON",
    '"x"': "the line: ",
    '{"uid": 3}': "uid: ",
    "[" * 100_000: "no JSON",
    '{"uid": "nope", "text": "x"}': "expected a uid",
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_lines_that_cannot_be_read_are_told_with_their_number(
    news: ScratchSite, comment: Add, tmp_path: Path
) -> None:
    with news.request() as request:
        comment(request, find_at(request, "/news"), "good")
    good = exported(news)[0].strip()
    with news.request() as request:
        request.db.execute(delete(Comment))
    odd = [json.dumps({**json.loads(good), **change}) for change in ODD]
    source = tmp_path / "some.jsonl"
    source.write_bytes("\n".join([*BAD, *odd, good, good]).encode() + b"\n\xff\n\n")
    report = run(news, source)
    told = [(one.place, one.detail) for one in report.refused]
    wrong = len(BAD) + len(odd)
    lines = [*range(1, wrong + 1), wrong + 2, wrong + 3]
    assert [place for place, _detail in told] == [f"some.jsonl:{number}" for number in lines]
    for (_place, detail), wanted in zip(told, BAD.values(), strict=False):
        assert wanted in detail
    assert report.kinds["comment"].created == 1


ODD: list[dict[str, Any]] = [
    {"text": "a\x00b"},
    {"text": "\ud800"},
    {"created": "yesterday"},
    {"created": "2020-01-01T00:00:00"},
    {"state": "hidden"},
    {"created": "0001-01-01T00:00:00+14:00"},
    {"link": "javascript:alert(1)"},
    {"verdict": [{"rule": "links", "points": float("inf"), "words": "Many links."}]},
    {"score": 1 << 40},
    {"unknown": 1},
]
