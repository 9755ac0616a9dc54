"""No page is published with a link that leads nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.api import DeadLinks, create, find, find_at, publish, purge, save, trash, uuid7
from mastaba.content.operations.dead_links import link_problems
from mastaba.content.operations.revise import latest_fields
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

BLOCKS = [uuid7(), uuid7()]


def text(words: str, uid: str = "", *more: str) -> dict[str, Any]:
    marks = [{"type": name} for name in more]
    link = [{"type": "link", "attrs": {"uid": uid}}] if uid else []
    return {"type": "text", "text": words, **({"marks": marks + link} if marks or link else {})}


def doc(*paragraphs: list[dict[str, Any]]) -> dict[str, Any]:
    blocks = [
        {"type": "paragraph", "attrs": {"uid": uid}, "content": content}
        for uid, content in zip(BLOCKS, paragraphs, strict=False)
    ]
    return {"type": "doc", "content": blocks}


def page(request: Any, title: str, body: dict[str, Any] | None = None) -> Any:
    data = {"title": title, **({"body": body} if body else {})}
    return create(request, find_at(request, "/"), Page, data)


@pytest.mark.parametrize("gone", ["never there", "trashed", "purged"])
def test_a_dead_link_is_refused_with_its_words_and_block(site: ScratchSite, gone: str) -> None:
    with site.request() as request:
        target = page(request, "Secret target")
        uid = uuid7() if gone == "never there" else target.uid
        live = page(request, "Live")
        body = doc(
            [text("Good", live.uid)], [text("a "), text("bad ", uid), text("link", uid, "bold")]
        )
        own = page(request, "Own", body)
        if gone != "never there":
            trash(request, target)
        if gone == "purged":
            purge(request, target)
        with pytest.raises(DeadLinks) as refused:
            publish(request, own)
        (link,) = refused.value.links
        assert (link.field, link.label, link.text, link.block) == (
            "body",
            "Text",
            "bad link",
            BLOCKS[1],
        )
        assert "Secret" not in str(refused.value)
        assert own.state == "draft"


def test_a_live_page_keeps_what_visitors_read_when_an_update_is_refused(site: ScratchSite) -> None:
    with site.request() as request:
        own = page(request, "Own", doc([text("First")]))
        publish(request, own)
        save(request, own, {"body": doc([text("Second", uuid7())])})
        with pytest.raises(DeadLinks):
            publish(request, own)
    site.client().get("/own").mustcontain("First", no=["Second"])


def test_a_link_to_a_draft_is_a_hint_for_who_may_see_it(site: ScratchSite) -> None:
    with site.request() as request:
        soon = page(request, "Draft").uid
        uid = page(request, "Own", doc([text("soon", soon)], [text("lost", uuid7())])).uid
    with site.request("editor") as request:
        own = find(request, uid)
        problems = link_problems(request, own, latest_fields(request, own))
        assert [(p.text, p.gone) for p in problems] == [("lost", True), ("soon", False)]
        save(request, own, {"body": doc([text("soon", soon)])})
        publish(request, own)
    with site.request("reader") as request:
        own = find(request, uid)
        assert link_problems(request, own, latest_fields(request, own)) == []
    site.client().get("/own").mustcontain("soon", no=["soon</a>"])


def test_a_page_may_link_to_itself_and_costs_no_statement_without_links(site: ScratchSite) -> None:
    with site.request() as request:
        own = page(request, "Own")
        save(request, own, {"body": doc([text("me", own.uid)])})
        publish(request, own)
        plain = page(request, "Plain", doc([text("no link")]))
        request.db.flush()
        with site.statements() as sql:
            publish(request, plain)
        assert not [one for one in sql if "node.uid IN" in one]
