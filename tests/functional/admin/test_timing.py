"""The publication panel: now or then, until when, and in which zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyramid.interfaces import IRequestFactory
from sqlalchemy import update
from sqlalchemy.orm import Session

from mastaba.api import Node, change_site_settings, create, find_at, publish, save, schedule_update
from mastaba.security.models import AuthSession
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page

ZONE = "Europe/Berlin"
NOW = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
EDIT = "/admin/page/@@edit"


@pytest.fixture
def berlin(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    """A draft on a site in Berlin, where it is NOW for every request."""
    with site.request() as request:
        change_site_settings(request, {"time_zone": ZONE})
        root = find_at(request, "/")
        assert root is not None
        create(request, root, Page, {"title": "Page"}, slug="page")
    monkeypatch.setattr(site.registry.getUtility(IRequestFactory), "now", NOW)
    return site


@pytest.fixture
def writer(berlin: ScratchSite) -> Client:
    """An editor who has logged in NOW."""
    client = berlin.client("editor")
    with Session(berlin.database.writes) as session, session.begin():
        session.execute(update(AuthSession).values(seen=NOW, expires=NOW + timedelta(days=1)))
    return client


def post(
    client: Client,
    at: str = "",
    until: str = "",
    title: str = "Page",
    status: int | None = None,
    **more: Any,
) -> Any:
    version = client.get(EDIT).forms["edit-form"]["version"].value
    fields = {"title": title, "version": version, "action": "publish"}
    fields |= {"publish-at": at, "publish-until": until, **more}
    return client.send(EDIT, fields, status=status)


def stored(site: ScratchSite) -> Any:
    with site.request() as request:
        node = find_at(request, "/page")
        assert node is not None
        return node.state, node.published_at, node.expires_at, node.next_at


def test_published_then_and_until_then_in_the_site_s_zone(
    berlin: ScratchSite, writer: Client
) -> None:
    post(writer, "2030-02-01T08:00", "2030-07-01T08:00")
    winter, summer = datetime(2030, 2, 1, 7, tzinfo=UTC), datetime(2030, 7, 1, 6, tzinfo=UTC)
    assert stored(berlin) == ("published", winter, summer, None)
    page = writer.get(EDIT)
    assert "It will be shown from 1 Feb 2030, 08:00 CET on, by itself." in page.text
    assert "It ends on 1 Jul 2030, 08:00 CEST, by itself." in page.text
    assert page.forms["edit-form"]["publish-at"].value == "2030-02-01T08:00"
    assert "Schedule</button>" in page.text
    post(writer)
    assert stored(berlin) == ("published", NOW, None, None)


def test_case_255_a_time_that_does_not_exist_is_refused_and_nothing_is_lost(
    berlin: ScratchSite, writer: Client
) -> None:
    version = writer.get(EDIT).forms["edit-form"]["version"].value
    fields = {"title": "Typed", "version": version, "action": "publish"}
    answer = writer.send(EDIT, {**fields, "publish-at": "2030-03-31T02:30"}, status=422)
    assert "02:30 on 31 March 2030 does not exist" in answer.text
    assert answer.forms["edit-form"]["title"].value == "Typed"
    assert answer.forms["edit-form"]["publish-at"].value == "2030-03-31T02:30"
    assert stored(berlin)[0] == "draft"


def test_case_255_a_time_that_is_there_twice_is_asked_for_and_the_choice_is_kept(
    berlin: ScratchSite, writer: Client
) -> None:
    version = writer.get(EDIT).forms["edit-form"]["version"].value
    fields = {"title": "Page", "version": version, "action": "publish"}
    twice = {**fields, "publish-at": "2030-10-27T02:30"}
    answer = writer.send(EDIT, twice, status=422)
    offsets = [value for value, *_ in answer.forms["edit-form"]["publish-at.offset"].options]
    assert offsets == ["", "+02:00", "+01:00"]
    post(writer, "2030-10-27T02:30", **{"publish-at.offset": "+01:00"})
    second = datetime(2030, 10, 27, 1, 30, tzinfo=UTC)
    assert stored(berlin)[1] == second
    page = writer.get(EDIT).forms["edit-form"]
    assert page["publish-at.offset"].value == "+01:00"
    assert "27 Oct 2030, 02:30 CET" in writer.get(EDIT).text


@pytest.mark.parametrize(
    ("at", "until", "sentence"),
    [
        ("2030-01-15T12:00", "", "in the past"),
        ("2030-02-01T08:00", "2030-02-01T08:00", "after the beginning"),
        ("", "2030-01-15T12:59", "must lie ahead"),
        ("tomorrow", "", "must be a date and a time"),
    ],
)
def test_times_that_cannot_be_are_refused_with_a_sentence(
    berlin: ScratchSite, writer: Client, at: str, until: str, sentence: str
) -> None:
    fields = {"title": "Page", "action": "publish", "publish-at": at, "publish-until": until}
    answer = writer.send(EDIT, fields, status=422)
    assert sentence in answer.text
    assert stored(berlin)[0] == "draft"


def test_a_refused_form_is_no_other_text_when_it_is_sent_again(
    berlin: ScratchSite, writer: Client
) -> None:
    """The save before the refusal was rolled back: its version must not be in the form."""
    refused = post(writer, "2030-02-01T08:00", "2030-01-31T08:00", title="Once more", status=422)
    form = refused.forms["edit-form"]
    form["publish-until"] = "2030-03-01T08:00"
    assert form.submit("action", value="publish").status_int == 303
    with berlin.request() as request:
        node = find_at(request, "/page")
        assert node is not None and node.title == "Once more"


def test_a_live_page_is_updated_then_and_the_update_can_be_cancelled(
    berlin: ScratchSite, writer: Client
) -> None:
    post(writer)
    post(writer, "2030-02-01T08:00", "2030-03-01T08:00", title="Next")
    at = datetime(2030, 2, 1, 7, tzinfo=UTC)
    assert stored(berlin) == ("published", NOW, datetime(2030, 3, 1, 7, tzinfo=UTC), at)
    assert berlin.client().get("/page").html.find("h1").text == "Page"
    screen = writer.get(EDIT).text
    assert "On 1 Feb 2030, 08:00 CET visitors get version 2, by itself." in screen
    with berlin.request() as request:
        node = find_at(request, "/page")
        assert isinstance(node, Node)
        save(request, node, {"title": "Later"})
    assert "Version 3, saved later, is not part of that." in writer.get(EDIT).text
    writer.send("/admin/page/@@cancel-update")
    assert stored(berlin)[3] is None
    assert "Cancel the scheduled update" not in writer.get(EDIT).text


def test_a_live_page_can_be_ended_at_once(berlin: ScratchSite, writer: Client) -> None:
    post(writer)
    berlin.client().get("/page")
    writer.send("/admin/page/@@expire")
    berlin.client().get("/page", status=404)
    assert "It was shown until 15 Jan 2030, 13:00 CET." in writer.get(EDIT).text


def test_a_section_is_unpublished_alone_or_with_what_lies_below(
    site: ScratchSite, editor: Client
) -> None:
    with site.request() as request:
        node = find_at(request, "/")
        for title in ("a", "b", "c"):
            assert node is not None
            node = create(request, node, Page, {"title": title})
            publish(request, node)
    asked = editor.send("/admin/a/@@unpublish").follow()
    assert "2 published pages lie below it" in asked.text
    editor.send("/admin/a/@@unpublish", {"below": "no"})
    visitor = site.client()
    visitor.get("/a", status=404)
    visitor.get("/a/b")
    editor.send("/admin/a/@@unpublish", {"below": "yes"})
    visitor.get("/a/b", status=404)
    visitor.get("/a/b/c", status=404)


def test_who_may_not_publish_sees_no_times_and_schedules_nothing(site: ScratchSite) -> None:
    author = site.client("author")
    with site.request("author") as request:
        root = find_at(request, "/")
        assert root is not None
        create(request, root, Page, {"title": "Page"}, slug="page")
    assert "publish-at" not in author.get(EDIT).text
    version = author.get(EDIT).forms["edit-form"]["version"].value
    fields = {"title": "Page", "version": version, "action": "publish"}
    author.send(EDIT, {**fields, "publish-at": "2099-01-01T00:00"}, status=403)
    with site.request() as request:
        node = find_at(request, "/page")
        assert node is not None
        assert node.state == "draft"
        publish(request, node)
        save(request, node, {"title": "New"})
        schedule_update(request, node, datetime(2099, 1, 1, tzinfo=UTC))
    author.send("/admin/page/@@cancel-update", status=403)
