"""Events, as visitors and editors use them."""

from datetime import timedelta

import icalendar
import pytest
from mastaba_event.models import Calendar, Event

from mastaba.api import uuid7
from mastaba_pages.models import Page

TALK = {"starts": "2030-05-14T18:00:00+00:00", "ends": "2030-05-14T20:00:00+00:00"}


@pytest.fixture
def calendar(make):
    return make(Calendar, title="What is on")


@pytest.fixture
def talk(make, calendar):
    return make(Event, title="A talk, at last", below=calendar, place="Hall; left", **TALK)


def square(page, day):
    return page.html.find("time", datetime=day).find_parent("td").get_text(" ", strip=True)


def entries(response):
    return list(icalendar.Calendar.from_ical(response.body).walk("VEVENT"))


def test_a_month_shows_what_takes_place(calendar, talk, as_user):
    page = as_user(None).get(f"{calendar.path}?month=2030-05")
    assert square(page, "2030-05-14").endswith("18:00 A talk, at last")
    assert "talk" not in square(page, "2030-05-15")


def test_what_takes_days_stands_on_each_of_them(calendar, make, as_user):
    long = {"starts": "2030-05-30T10:00:00+00:00", "ends": "2030-06-02T00:00:00+00:00"}
    make(Event, title="Fair", below=calendar, **long)
    page = as_user(None).get(f"{calendar.path}?month=2030-05")
    assert all("Fair" in square(page, f"2030-05-{day}") for day in (30, 31))
    page = as_user(None).get(f"{calendar.path}?month=2030-06")
    assert "Fair" in square(page, "2030-06-01")
    assert "Fair" not in square(page, "2030-06-02")


def test_months_lead_to_where_something_happens(calendar, talk, make, as_user):
    make(Event, title="Later", below=calendar, starts="2031-02-01T10:00:00+00:00")
    visitor = as_user(None)
    empty = visitor.get(calendar.path)
    assert "Nothing takes place this month" in empty
    may = empty.click(linkid=None, href="month=2030-05", index=0)
    february = may.click(href="month=2031-02", index=0)
    assert "Later" in square(february, "2031-02-01")
    assert not february.html.select("a[rel=next]")


@pytest.mark.parametrize("month", ["2030", "2030-13", "x-1", "99999-01", "²-1"])
def test_a_month_that_is_none_shows_this_one(calendar, as_user, month):
    assert as_user(None).get(calendar.path, {"month": month}).html.select("[aria-current=date]")


def test_a_month_takes_as_many_statements_as_an_empty_one(
    calendar, make, as_user, site, query_count
):
    for hour in range(10, 20):
        make(Event, below=calendar, starts=f"2030-05-14T{hour}:00:00+00:00")
    visitor = as_user(None)
    visitor.get(calendar.path)
    with query_count(max=12):
        visitor.get(f"{calendar.path}?month=2030-05")


def test_a_calendar_can_be_subscribed_to(calendar, talk, make, as_user):
    make(Event, title="A draft", below=calendar, published=False, **TALK)
    answer = as_user(None).get(f"{calendar.path}/@@calendar.ics")
    (entry,) = entries(answer)
    assert answer.content_type == "text/calendar"
    assert (entry["SUMMARY"], entry["LOCATION"]) == ("A talk, at last", "Hall; left")
    assert entry["DTSTART"].dt.isoformat() == TALK["starts"]
    assert entry["URL"].endswith(talk.path)
    (alone,) = entries(as_user(None).get(f"{talk.path}/@@event.ics"))
    assert alone["UID"] == entry["UID"]


def test_the_block_shows_what_comes_next(calendar, talk, make, as_user):
    make(Event, title="Over", below=calendar, starts="2020-05-14T18:00:00+00:00")
    block = {"type": "event.upcoming", "attrs": {"uid": uuid7(), "version": 1, "data": {}}}
    path = make(Page, body={"type": "doc", "content": [block]}).path
    page = as_user(None).get(path)
    assert "A talk, at last" in page
    assert "Over" not in page


def test_the_block_of_a_calendar_that_is_gone_shows_no_other(talk, make, as_user):
    data = {"calendar": make(Calendar, title="Closed").uid}
    block = {"type": "event.upcoming", "attrs": {"uid": uuid7(), "version": 1, "data": data}}
    path = make(Page, body={"type": "doc", "content": [block]}).path
    assert "Upcoming events" in as_user(None).get(path)
    as_user("editor").send("/admin/closed/@@trash")
    assert "Upcoming events" not in as_user(None).get(path)


def test_a_page_names_its_event_to_those_who_may_see_it(talk, make, as_user, site):
    path = make(Page, title="Report", **{"event.related.event": talk.uid}).path
    assert "A talk, at last" in as_user(None).get(path).html.select_one(".event-list").text
    as_user("editor").send(f"/admin{talk.path}/@@unpublish")
    assert "A talk" not in as_user(None).get(path)


def test_the_overview_lists_the_next_events(talk, as_user):
    panel = as_user("editor").get("/admin/").html.select_one("[aria-labelledby=event-next]")
    assert "A talk, at last" in panel.text


def test_past_events_are_taken_offline_by_hand(calendar, talk, make, as_user, run_jobs):
    past = make(Event, title="Over", below=calendar, starts="2020-05-14T18:00:00+00:00")
    editor, visitor = as_user("editor"), as_user(None)
    question = editor.get(f"/admin{calendar.path}").click("Past events")
    question.forms["event-archive"].submit()
    assert run_jobs() == ["1 past events are offline now."]
    visitor.get(past.path, status=404)
    visitor.get(talk.path)


@pytest.mark.parametrize(("days", "status"), [("0", 200), ("30", 404), ("3000", 200)])
def test_past_events_go_offline_by_themselves(calendar, make, mastaba_app, days, status):
    site = mastaba_app(settings={"mastaba.event.archive_after": days})
    with site.request() as request:
        starts = (request.now - timedelta(days=40)).isoformat()
    past = make(Event, below=calendar, starts=starts)
    run_periodic(site)
    site.client().get(past.path, status=status)


def run_periodic(site):
    from mastaba_event.archive import archive_old

    with site.request() as request:
        archive_old(request)


def test_sunday_may_come_first(calendar, mastaba_app):
    site = mastaba_app(settings={"mastaba.event.first_day": "sunday"})
    assert site.client().get(calendar.path).html.select_one("thead th").text == "Sun"
