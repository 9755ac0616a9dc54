"""What is known of a person: a download of all of it, and an account that leaves no name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyramid.exceptions import ConfigurationError
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import select

from mastaba.api import (
    Person,
    PersonRenamed,
    acting_as,
    create,
    erase_visitor,
    export_person,
    find_at,
    grant,
    save,
    send_mail,
    start_job,
    user_token,
    visitor,
)
from mastaba.content.operations import add_member, create_group, delete_person
from mastaba.content.operations.preview_links import make_preview_link
from mastaba.content.operations.working import keep_working_copy
from mastaba.content.records.declare import add_record
from mastaba.db.base import Base
from mastaba.db.personal import personal
from mastaba.security.models import Account, AuthSession
from mastaba.security.operations import add_person, change_person
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page
from tests.support.canaries import found_in_database
from tests.support.clinic import Vote

NAME, LOGIN, MAIL = "Canary Wren", "canary-wren", "canary.wren@example.org"
# Where the core's tables with something personal are found in a download.
TOLD = {
    "account": "account",
    "auth_session": "log_ins",
    "group_member": "groups",
    "acl_grant": "rights",
    "node": "owned_pages",
    "revision": "saved_versions",
    "working_copy": "unsaved_texts",
    "preview_link": "preview_links",
    "job": "jobs",
    "audit": "what_happened_to_the_account",
    "outbox": "mails",
}
NO_PLACE = {"one_time_token"}  # a hash and two instants, gone after three days


def known(site: ScratchSite) -> int:
    """Make an account of which every table knows something; its key."""
    with site.request() as request:
        account = add_person(request, login=LOGIN, name=NAME, email=MAIL, role="editor")
        add_member(request, create_group(request, "Ringers"), account)
        page = create(request, find_at(request, "/"), Page, {"title": "Nests"})
        grant(request, page, user_token(account.uid), ["editor"])
        send_mail(request, to=MAIL.upper(), subject="Welcome", text=f"Dear {NAME}")
        send_mail(request, to="else@example.org", subject="Other", text="Dear you")
        session = {"created": request.now, "seen": request.now, "expires": request.now}
        traces = {"user_agent": "Canary browser", "address": "192.0.2.77"}
        request.db.add(
            AuthSession(token_hash="0" * 64, account_id=account.id, **session, **traces)
        )
        with acting_as(request, account):
            own = create(request, find_at(request, "/"), Page, {"title": "Eggs"})
            save(request, own, {"title": "Blue eggs"}, note="Counted again")
            keep_working_copy(request, own, {"title": "Unsaved words"})
            make_preview_link(request, own)
            start_job(request, "core.bulk", {"word": "payload"}, title="Long work")
        change_person(request, account, name=NAME, email=MAIL, role="author")
        return int(account.id)


def test_case_281_every_table_with_something_personal_has_a_place_in_the_download() -> None:
    core = {m.class_ for m in Base.registry.mappers if m.class_.__module__.startswith("mastaba.")}
    tables = {str(model.__table__.name) for model in core if personal(model)}
    assert tables - NO_PLACE == set(TOLD)


def test_case_281_a_download_holds_all_of_a_person_and_of_nobody_else(site: ScratchSite) -> None:
    key = known(site)
    with site.request("admin") as request:
        told = export_person(request, request.db.get_one(Account, key))
    whole = json.dumps(told)
    for place in TOLD.values():
        assert told[place], place
    for words in (
        NAME, LOGIN, MAIL, "Canary browser", "192.0.2.77", "Ringers", "Nests", "Blue eggs",
        "Counted again", "Unsaved words", "payload", "Long work", "Welcome", "person.added",
    ):  # fmt: skip
        assert words.lower() in whole.lower(), words
    assert "Dear" not in whole  # may hold a one-time link
    assert "else@example.org" not in whole
    assert "password_hash" not in whole
    assert "Admin" not in whole.replace("admin/", "")


def test_a_person_asks_for_themselves_only(site: ScratchSite) -> None:
    key = known(site)
    with site.request("reader") as request:
        mine = export_person(request, request.db.get_one(Account, request.identity.id))
        assert mine["account"]["login"] == request.identity.login
        with pytest.raises(HTTPForbidden):
            export_person(request, request.db.get_one(Account, key))
        with pytest.raises(HTTPForbidden):
            export_person(request, visitor(MAIL))
        with pytest.raises(HTTPForbidden):
            erase_visitor(request, visitor(MAIL))


def test_case_282_a_deleted_account_leaves_its_work_and_no_name(site: ScratchSite) -> None:
    key = known(site)
    with site.request("admin") as request:
        delete_person(request, request.db.get_one(Account, key))
    assert (
        found_in_database(site, NAME, LOGIN, MAIL, "192.0.2.77", "Canary browser", "Unsaved words")
        == []
    )
    assert found_in_database(site, "else@example.org") == ["outbox"]
    admin = site.client("admin")
    history = admin.get("/admin/eggs/@@history")
    assert "Blue eggs" in history
    assert "Deleted account" in history


def test_case_282_what_was_mailed_to_a_visitor_goes(site: ScratchSite) -> None:
    with site.request("admin") as request:
        send_mail(request, to="Visitor@Example.org", subject="A", text="B")
        send_mail(request, to="else@example.org", subject="A", text="B")
        assert export_person(request, visitor(" visitor@example.ORG "))["mails"] != []
        assert erase_visitor(request, visitor("visitor@example.org")) == 1
        assert erase_visitor(request, visitor("visitor@example.org")) == 0
    assert found_in_database(site, "visitor@example.org") == []
    assert found_in_database(site, "else@example.org") == ["outbox"]


def test_nobody_is_no_person(site: ScratchSite) -> None:
    """Rows of visitors have no account: a person without one must not be taken for them."""
    with site.request("admin") as request:
        told = export_person(request, Person())
        assert told["records"] == {}
        assert told["mails"] == []


def test_a_kind_that_finds_visitors_brings_both_hooks() -> None:
    with pytest.raises(ConfigurationError, match="both hooks"):
        add_record(None, Vote, title="Votes", by_mail=True)


def test_who_keeps_names_hears_of_a_new_one(site: ScratchSite) -> None:
    heard: list[Any] = []
    site.registry.registerHandler(heard.append, (PersonRenamed,))
    try:
        with site.request("admin") as request:
            account = add_person(request, login="tern", name="Tern", role="reader")
            change_person(request, account, name="Tern", role="author")
            assert heard == []
            change_person(request, account, name="Arctic tern", role="author")
            assert [event.account.name for event in heard] == ["Arctic tern"]
            delete_person(request, account)
            assert [event.account.name for event in heard][1:] == ["Deleted account"]
            uid = account.uid
        with site.request() as request:
            names = select(Account.name).where(Account.uid == uid)
            assert request.db.scalar(names) == "Deleted account"
    finally:
        site.registry.unregisterHandler(heard.append, (PersonRenamed,))
