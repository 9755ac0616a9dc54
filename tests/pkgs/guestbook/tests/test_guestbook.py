"""A guestbook, as visitors and editors use it."""

from datetime import timedelta

import pytest
from mastaba_guestbook import entries
from mastaba_guestbook.settings import GuestbookSettings

from mastaba.api import settings_for
from mastaba_pages.models import Page

ADA = {"name": "Ada", "message": "A <b>lovely</b> place."}


@pytest.fixture
def page(make):
    return make(Page, title="Visit us", **{"guestbook.place.open": True})


def write(client, page, **more):
    form = client.get(f"{page.path}/@@sign").forms[0]
    for name, value in {**ADA, **more}.items():
        form[name] = value
    return form.submit(status="*")


def decide(client, action):
    form = client.get("/admin/-/guestbook").forms["guestbook-entries"]
    for box in form.fields["select"]:
        box.checked = True
    return form.submit("action", value=action)


def test_a_page_without_a_guestbook_shows_none(make, as_user):
    path = make(Page, title="Closed").path
    assert "Guestbook" not in as_user(None).get(path)
    as_user(None).get(f"{path}/@@sign", status=404)
    as_user(None).get(f"{path}/@@guestbook", status=404)


def test_an_entry_is_shown_once_it_is_approved(page, as_user):
    visitor, editor = as_user(None), as_user("editor")
    assert "as soon as somebody has approved it" in write(visitor, page).follow()
    assert "lovely" not in visitor.get(page.path)
    assert editor.get("/admin/-/guestbook").html.select_one("[aria-current] .count").text == "1"
    assert "1 entry approved" in decide(editor, "approve").follow()
    assert "A &lt;b&gt;lovely&lt;/b&gt; place." in visitor.get(page.path)
    assert "lovely" in visitor.get(f"{page.path}/@@guestbook")


@pytest.mark.parametrize("action", ["reject", "delete"])
def test_an_entry_that_is_not_wanted_is_never_shown(page, as_user, action):
    write(as_user(None), page)
    decide(as_user("editor"), action)
    assert "lovely" not in as_user(None).get(page.path)
    assert "Nothing waits" in as_user("editor").get("/admin/-/guestbook")


def test_what_is_missing_is_said_beside_its_field(page, as_user):
    answer = write(as_user(None), page, message=" ")
    assert answer.status_int == 422
    assert answer.html.select_one("#guestbook-message-error").text == "This is needed."
    assert answer.forms[0]["name"].value == "Ada"
    assert "at most 80" in write(as_user(None), page, name="x" * 81)


def test_lines_are_kept(page, as_user):
    assert write(as_user(None), page, message="One\nTwo").status_int == 303


def test_a_program_that_fills_in_everything_is_not_stored(page, as_user, site):
    assert write(as_user(None), page, homepage="https://example.org").status_int == 303
    with site.request() as request:
        assert entries.waiting(request) == 0


def test_a_form_of_another_site_is_refused(page, as_user):
    as_user(None).post(f"{page.path}/@@sign", ADA, status=403)


def test_a_form_that_was_open_for_too_long_comes_back_with_its_text(page, as_user):
    visitor = as_user(None)
    old = visitor.ticket(page, "sign", age=timedelta(days=1))
    answer = visitor.post(f"{page.path}/@@sign", {**ADA, **old}, status=422)
    assert "open for too long" in answer.html.select_one("[role=alert]").text
    assert answer.forms[0]["message"].value == ADA["message"]
    assert answer.forms[0].submit().status_int == 303


def test_the_sixth_in_a_minute_has_to_wait(page, as_user):
    assert [write(as_user(None), page).status_int for _ in range(6)] == [303] * 5 + [429]


def test_readers_do_not_moderate(page, as_user):
    as_user("reader").get("/admin/-/guestbook", status=403)
    assert "Guestbook" not in as_user("author").get("/admin/").html.select_one(".side-last").text


def test_without_moderation_it_is_shown_at_once(page, mastaba_app):
    site = mastaba_app(settings={"mastaba.guestbook.moderated": "no"})
    assert "Everybody can read" in write(site.client(), page).follow()
    assert "lovely" in site.client().get(page.path)


def test_a_full_guestbook_asks_no_more_than_an_empty_one(page, as_user, site, query_count):
    visitor = as_user(None)
    visitor.get(page.path)
    with site.statements() as empty:
        visitor.get(page.path)
    with site.request() as request:
        for number in range(8):
            entries.sign(request, page.at(request), {**ADA, "name": f"No. {number}"})
            shown = settings_for(request, GuestbookSettings).shown
        uids = [row.uid for row in entries.to_moderate(request, "waiting").rows]
        assert entries.moderate(request, uids, "approve") == 8
    with query_count(max=len(empty)):
        found = visitor.get(page.path)
    assert len(found.html.select(".guestbook-entries li")) == shown
    assert "Read all entries" in found
