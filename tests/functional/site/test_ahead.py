"""`?at=`: what visitors will see then, for whoever may see drafts, and for nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mastaba.api import (
    change_site_settings,
    create,
    find_at,
    publish,
    save,
    schedule_update,
    set_end,
    share,
)
from mastaba.clock import utc_now
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page, Section

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def news(site: ScratchSite) -> None:
    """A section with one page that comes, one that goes, one that changes, and one draft."""
    now = utc_now()
    with site.request() as request:
        root = find_at(request, "/")
        assert root is not None
        section = create(request, root, Section, {"title": "News"})
        publish(request, section)
        make: Any = lambda title: create(request, section, Page, {"title": title})  # noqa: E731 - one line
        publish(request, make("Coming"), at=now + 2 * DAY)
        going, changing = make("Going"), make("Changing")
        publish(request, going)
        set_end(request, going, now + 2 * DAY)
        publish(request, changing)
        save(request, changing, {"title": "Changed"})
        schedule_update(request, changing, now + 2 * DAY)
        make("Never")


def at(days: int) -> str:
    return f"{utc_now() + days * DAY:%Y-%m-%dT%H:%M}"


def listed(answer: Any) -> set[str]:
    return {link.text.strip() for link in answer.html.find("main").find_all("a")}


def test_lists_pages_and_menus_are_those_that_visitors_will_see(editor: Client) -> None:
    plain = {"Coming", "Going", "Changing", "Never"}
    assert plain <= listed(editor.get("/news")), "an editor sees drafts too"
    soon, then = editor.get(f"/news?at={at(1)}"), editor.get(f"/news?at={at(3)}")
    assert listed(soon) & {*plain, "Changed"} == {"Going", "Changing"}
    assert listed(then) & {*plain, "Changed"} == {"Coming", "Changed"}
    assert editor.get(f"/news/changing?at={at(1)}").html.find("h1").text == "Changing"
    assert editor.get(f"/news/changing?at={at(3)}").html.find("h1").text == "Changed"
    editor.get(f"/news/coming?at={at(1)}", status=404)
    editor.get(f"/news/coming?at={at(3)}")
    gone = editor.get(f"/news/going?at={at(3)}", status=404)
    assert "What visitors will see on" in gone.text
    editor.get(f"/news/never?at={at(3)}", status=404)


def test_the_answer_says_what_it_is_and_is_kept_by_nobody(editor: Client) -> None:
    answer = editor.get(f"/news?at={at(3)}")
    assert "What visitors will see on" in answer.html.find(role="status").text
    assert answer.html.find(role="status").a["href"] == "/news"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "What visitors will see" not in editor.get("/news").text


def test_without_the_right_it_is_as_if_at_were_not_there(
    site: ScratchSite, visitor: Client
) -> None:
    reader = site.client("reader")
    for client in (visitor, reader):
        plain = client.get("/news")
        for query in (at(3), "1999-01-01T00:00", "rubbish"):
            asked = client.get(f"/news?at={query}")
            assert asked.text == plain.text
            assert asked.headers.get("X-Robots-Tag") is None
        client.get(f"/news/coming?at={at(3)}", status=404)


def test_case_104_who_owns_one_page_does_not_see_what_others_have_planned(
    site: ScratchSite,
) -> None:
    with site.request("author") as request:
        create(request, find_at(request, "/"), Section, {"title": "Mine"})
    with site.request() as request:
        publish(request, find_at(request, "/mine"))
        root = find_at(request, "/")
        publish(request, create(request, root, Page, {"title": "Takeover"}), at=utc_now() + DAY)
    author = site.client("author")
    author.get("/mine?at=2001-01-01T08:00")  # no 400: it is as if `at` were not there
    assert "Takeover" not in author.get(f"/mine?at={at(3)}")
    assert author.get("/admin/mine/@@edit").html.find(id="ahead") is None
    assert "Takeover" in site.client("editor").get(f"/mine?at={at(3)}")


def test_case_104_what_is_closed_to_visitors_stays_closed_in_the_future(
    site: ScratchSite, editor: Client
) -> None:
    with site.request() as request:
        page = find_at(request, "/news/coming")
        assert page is not None
        share(request, page, {"role:editor": ["editor"]}, inherit=False)
    assert "Coming" in listed(editor.get("/news"))
    assert "Coming" not in listed(editor.get(f"/news?at={at(3)}"))
    editor.get(f"/news/coming?at={at(3)}", status=404)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [("2001-01-01T08:00", "not as it was"), ("soon", "must be a date and a time")],
)
def test_the_past_and_what_is_no_time_are_refused_with_a_sentence(
    editor: Client, asked: str, sentence: str
) -> None:
    assert sentence in editor.get(f"/news?at={asked}", status=400).text


def test_a_time_is_one_of_the_site_s_zone_unless_it_says_otherwise(
    site: ScratchSite, editor: Client
) -> None:
    with site.request() as request:
        change_site_settings(request, {"time_zone": "Asia/Tokyo"})
    for asked in ("2090-01-01T09:00", "2090-01-01T00:00Z", "2090-01-01T02:00+02:00"):
        shown = editor.get(f"/news?at={asked}").html.find(role="status").text
        assert "09:00" in shown, asked


def test_this_very_minute_is_not_the_past(editor: Client) -> None:
    editor.get(f"/news?at={at(0)}")
