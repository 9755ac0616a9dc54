"""Duplicate and copy in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from mastaba.admin.views import copy as screen
from mastaba.api import create, find_at, publish, share
from mastaba.jobs import Job
from mastaba.jobs.work import run_job
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page, Section


@pytest.fixture(autouse=True)
def branch(site: ScratchSite) -> None:
    with site.request() as request:
        root = find_at(request, "/")
        assert root is not None
        news = create(request, root, Section, {"title": "News"})
        create(request, news, Page, {"title": "One"})
        publish(request, news)


def node_id(site: ScratchSite, path: str) -> Any:
    with site.request() as request:
        node = find_at(request, path)
        return None if node is None else node.id


def test_a_page_is_duplicated_beside_itself(site: ScratchSite, editor: Client) -> None:
    form = editor.get("/admin/news/one/@@edit").html.find(
        "form", action="/admin/news/one/@@duplicate"
    )
    assert form.text.strip() == "Duplicate"
    answer = editor.send("/admin/news/one/@@duplicate").follow()
    assert answer.request.path == "/admin/news/one-2/@@edit"
    assert "This is the copy, in “News”" in answer.text


def test_a_branch_is_copied_to_the_chosen_place_or_its_top_alone(
    site: ScratchSite, editor: Client
) -> None:
    form = editor.get("/admin/news/@@copy")
    assert "With what lies below it: 1 page more" in form.text
    target = node_id(site, "/news/one")
    editor.send("/admin/news/@@copy", {"target": target, "below": "no"})
    assert node_id(site, "/news/one/news")
    assert node_id(site, "/news/one/news/one") is None
    editor.send("/admin/news/@@copy", {"target": node_id(site, "/"), "below": "yes"})
    assert node_id(site, "/news-2/one/news")


def test_more_than_a_request_should_copy_becomes_a_job(
    site: ScratchSite, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "MOST", 1)
    answer = editor.send("/admin/news/@@duplicate").follow()
    assert "Copy “News”" in answer.text
    uid = newest_job(site)
    run_job(site.registry, uid)
    assert node_id(site, "/news-2/one")
    assert "The copy is at /news-2" in editor.get("/admin/-/jobs").text


def newest_job(site: ScratchSite) -> str:
    with site.request() as request:
        uid: str = request.db.scalars(select(Job.uid).order_by(Job.id.desc())).first()
        return uid


def test_who_may_not_add_anything_copies_nothing(site: ScratchSite) -> None:
    with site.request() as request:
        root = find_at(request, "/")
        assert root is not None
        share(request, root, {**(root.grants or {}), "role:author": ["reader"]}, inherit=False)
    reviewer = site.client("reviewer")
    assert "Duplicate" not in reviewer.get("/admin/news/@@edit", expect_errors=True).text
    reviewer.send("/admin/news/@@duplicate", status=403)
    reviewer.send("/admin/news/@@copy", {"target": node_id(site, "/")}, status=404)
    assert node_id(site, "/news-2") is None
    editor = site.client("editor")
    editor.get("/admin/@@copy", status=404)


def test_case_108_a_draft_that_one_may_not_see_has_no_screen_for_copying(
    site: ScratchSite,
) -> None:
    author, reader = site.client("author"), site.client("reader")
    target = {"target": node_id(site, "/")}
    author.get("/admin/news/@@copy")
    for client, path in ((author, "/admin/news/one"), (reader, "/admin/news")):
        client.get(f"{path}/@@copy", status="4*")
        client.send(f"{path}/@@copy", target, status="4*")
        client.send(f"{path}/@@duplicate", status="4*")
