"""Exports as they are found: odd threads, dates and people, pages under other names, bad files."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from mastaba.api import ImportTarget, OperationError, create, find_at, publish, purge, trash
from mastaba.cli.application import command_request
from mastaba.content.importing import ImportedItem, Importers, Report, run_import
from mastaba.testing import ScratchSite
from mastaba_comments.exchange.wxr_import import read
from mastaba_comments.models import Comment, Thread
from mastaba_comments.operations import decide, delete_for_good, edit_as_moderator
from mastaba_pages.models import Page, Section
from tests.support.wxr import HEAD, TAIL, comment, post, write

NEWS = {"link": "https://old.example.org/news/"}


def run(site: ScratchSite, source: Path, into: str = "/", **options: str) -> Report:
    importer = site.registry[Importers].by_name["wxr-comments"]
    return run_import(
        lambda: command_request(site.config), importer, source, into, options=options
    )


def comments(site: ScratchSite) -> dict[str, Comment]:
    """The comments by the last part of their names in the source."""
    with site.request() as request:
        found = request.db.query(Comment).all()
        request.db.expunge_all()
        return {one.source.rpartition("/")[2]: one for one in found}


def skipped(report: Report, kind: str = "comment") -> dict[str, int]:
    return dict(report.kinds[kind].skipped)


def test_case_273_answers_find_what_they_answer(news: ScratchSite, tmp_path: Path) -> None:
    source = write(
        tmp_path / "a.xml",
        post(
            "News",
            comment(5, parent=4),  # stands before what it answers
            comment(4),
            comment(6, parent=77),  # of nobody
            comment(7, parent=8),  # of each other
            comment(8, parent=7),
            comment(9, parent=9),
            comment(10, parent=21),  # of another page
            comment(11, type="order_note"),
            comment(12, parent=11),
            comment("", content="no number"),
            comment(4, content="twice"),
            *(comment(100 + n, parent=99 + n if n else 0) for n in range(30)),
            **NEWS,
        ),
        post("Other", comment(21), number=2),
    )
    report = run(news, source)
    found = comments(news)
    by_id = {one.id: name for name, one in found.items()}
    answers = {name: by_id.get(one.parent_id) for name, one in found.items()}
    assert {name: answers[name] for name in answers if int(name) < 100} == {
        "4": None, "5": "4", "6": None, "7": "8", "8": None, "9": None, "10": None, "12": None,
    }  # fmt: skip
    assert found["129"].depth == 29
    assert len(found["129"].thread) == 160
    assert skipped(report, "answer") == {"what it answers is not there; it stands by itself": 5}
    assert skipped(report) == {
        "not a comment of readers": 1,
        "no number of its own": 2,
        "its page is not here": 1,
    }
    [other] = [one for one in report.refused if one.reason == "not here"]
    assert other.place == "Other"
    assert "--set missing=page" in other.detail


def test_case_092_what_is_odd_is_kept_as_far_as_it_goes(news: ScratchSite, tmp_path: Path) -> None:
    rows = [
        comment(1, approved="spam", author_email="ADA@example.org", author_IP="203.0.113.9"),
        comment(2, approved="post-trashed", author_email="no address"),
        comment(3, approved="odd", author=""),
        comment(4, approved="trash", date_gmt="0000-00-00 00:00:00", date="2013-03-14 16:00:00"),
        comment(5, date_gmt="soon", author="x" * 200),
        comment(6, date_gmt="2999-01-01 00:00:00"),
        comment(7, type="pingback", author_url="https://e.org/x"),
        comment(8, type="trackback", author_url="javascript:alert(1)"),
        comment(9, content="<b>a</b>\n\nb <i>c</i>", date_gmt="2013-03-14 15:01:21"),
    ]
    posted = {"wp_post_date_gmt": "2012-01-02 03:04:05"}
    report = run(news, write(tmp_path / "a.xml", post("News", *rows, **NEWS, **posted)))
    found = comments(news)
    states = ["spam", "trash", "waiting", "trash", "shown", "shown", "shown", "shown", "shown"]
    assert [found[str(number)].state for number in range(1, 10)] == states
    assert found["1"].mail == "ADA@example.org"
    assert found["1"].person and found["1"].address is None
    assert found["2"].mail is None
    assert found["3"].name is None
    assert found["4"].created == datetime(2013, 3, 14, 16, 0, 0, 4, tzinfo=UTC)
    assert found["5"].created == datetime(2012, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert len(found["5"].name or "") == 100
    assert found["6"].created.year < 2999
    assert (found["7"].link, found["8"].link) == ("https://e.org/x", None)
    assert found["9"].text == "**a**\n\nb *c*"
    assert skipped(report, "network address") == {"not kept": 1}
    with news.request() as request:
        thread = request.db.query(Thread).one()
        assert (thread.shown, thread.waiting) == (5, 1)


def test_pages_are_found_by_address_name_or_title(news: ScratchSite, tmp_path: Path) -> None:
    with news.request() as request:
        blog = create(request, find_at(request, "/"), Section, {"title": "Blog"})
        for title in ("Öl & Essig", "Twice", "Twice", "By name", "Gone"):
            publish(request, create(request, blog, Page, {"title": title}))
        publish(request, create(request, blog, Section, {"title": "A section"}))
        publish(request, blog)
        trash(request, find_at(request, "/blog/gone"))
    site = "https://old.example.org"
    source = write(
        tmp_path / "a.xml",
        post("Anything", comment(1), number=1, link=f"{site}/blog/%C3%96l-Essig/?x"),
        post("Anything", comment(2), number=2, link=f"{site}/?p=2", wp_post_name="by-name"),
        post("öl", comment(3), number=3),
        post("Twice", comment(4), number=4),
        post("Gone", comment(5), number=5),
        post("A section", comment(6), number=6),
        post("Öl &amp; Essig", comment(7), number=7),
    )
    report = run(news, source)
    with news.request() as request:
        rows = request.catalog(Comment).visible().rows(10)
        assert [(row.source.rpartition("/")[2], row.node_path) for row in rows] == [
            ("1", "/blog/öl-essig"),
            ("2", "/blog/by-name"),
            ("7", "/blog/öl-essig"),
        ]
    assert skipped(report) == {"its page is not here": 3, "no comments there": 1}
    assert [one.place for one in report.refused if one.kind == "page"] == ["öl", "Twice", "Gone"]


def test_a_second_run_leaves_alone_what_people_did_here(news: ScratchSite, tmp_path: Path) -> None:
    def rows(text: str) -> list[str]:
        return [comment(number, content=f"{text} {number}") for number in range(1, 6)]

    source = tmp_path / "a.xml"
    run(news, write(source, post("News", *rows("Old"), **NEWS)))
    with news.request() as request:
        found = {one.source[-1]: one for one in request.db.query(Comment)}
        edit_as_moderator(request, found["1"], "Mine")
        decide(request, [found["2"]], "spam")
        delete_for_good(request, [found["3"]])
    assert skipped(run(news, source)) == {"unchanged": 4, "deleted here": 1}
    report = run(news, write(source, post("News", *rows("New"), **NEWS)))
    assert report.kinds["comment"].updated == 2
    assert skipped(report) == {"edited here since it was imported": 2, "deleted here": 1}
    texts = {name: one.text for name, one in comments(news).items()}
    assert texts == {"1": "Mine", "2": "Old 2", "4": "New 4", "5": "New 5"}
    with news.request() as request:
        purge_page(request)
    assert comments(news) == {}


def purge_page(request: Any) -> None:
    page: Any = find_at(request, "/news")
    trash(request, page)
    purge(request, page)


def test_case_092_a_killed_run_goes_on_where_it_stopped(news: ScratchSite, tmp_path: Path) -> None:
    rows = [comment(number, parent=max(0, number - 1)) for number in range(1, 450)]
    source = write(tmp_path / "a.xml", post("News", *rows, **NEWS))
    begun: list[None] = []

    def transactions() -> Any:
        begun.append(None)
        if len(begun) == 4:
            raise KeyboardInterrupt
        return command_request(news.config)

    importer = news.registry[Importers].by_name["wxr-comments"]
    with pytest.raises(KeyboardInterrupt):
        run_import(transactions, importer, source)
    assert len(comments(news)) == 400
    report = run(news, source)
    assert (report.kinds["comment"].created, skipped(report)) == (49, {"unchanged": 400})
    found = comments(news)
    assert found["449"].depth == 448
    with news.request() as request:
        assert request.db.query(Thread).one().shown == 449
    forget(news)
    with news.statements() as sql:
        run(news, source)
    assert len(sql) < 80


def forget(site: ScratchSite) -> None:
    """Forget the comments and where they came from."""
    with site.request() as request:
        request.db.execute(delete(Comment))
        request.db.execute(delete(ImportedItem))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DECLARED = {
    "file": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    "net": '<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    "outer": '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">',
    "parameter": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
    "laughs": f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY x "&l11;">]>',
}


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_case_081_entities_are_refused_and_never_unfolded(name: str, tmp_path: Path) -> None:
    first, rest = HEAD.split("\n", 1)
    head = f"{first}\n{DECLARED[name]}\n{rest}"
    body = post("News", comment(1, content="X")).replace("X<", "&x;<")
    source = write(tmp_path / "a.xml", body, head=head)
    tracemalloc.start()
    try:
        with pytest.raises(OperationError, match=r"declares entities|no well-formed XML"):
            read(source, ImportTarget(""))
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


BROKEN: dict[str, Callable[[str], str]] = {
    "cut off": lambda text: text[: len(text) - 40],
    "not closed": lambda text: text.replace("</item>", ""),
    "control": lambda text: text.replace("Well", "\x01"),
    "unknown entity": lambda text: text.replace("Well", "&nbsp;"),
    "empty": lambda text: "",
    "another": lambda text: "<html><body/></html>",
    "no entries": lambda text: HEAD + TAIL,
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(name: str, tmp_path: Path) -> None:
    source = write(tmp_path / "a.xml", post("News", comment(1)))
    source.write_text(BROKEN[name](source.read_text()))
    with pytest.raises(
        OperationError, match=r"a\.xml(, line \d+: this is no well| holds no entry)"
    ):
        read(source, ImportTarget(""))
    with pytest.raises(OperationError, match="is not a file"):
        read(tmp_path, ImportTarget(""))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_options_are_checked(news: ScratchSite, tmp_path: Path) -> None:
    source = write(tmp_path / "a.xml", post("News", comment(1)))
    with pytest.raises(OperationError, match="expected one of: skip, page"):
        run(news, source, missing="guess")
    with pytest.raises(OperationError, match="has no option “mising”; it has authors: "):
        run(news, source, mising="page")
