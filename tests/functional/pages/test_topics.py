"""Topics of pages: terms of a vocabulary that the plugin declares and all plugins share."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.api import Term, create, find, publish, rename, save, share, trash, vocabulary
from mastaba.api import find_at as at
from mastaba.testing import ScratchSite
from mastaba_pages.models import TOPICS, Page, Section


@pytest.fixture
def tagged(site: ScratchSite) -> ScratchSite:
    """Topics Sky > Moon and a draft one, on a page and on a section."""
    with site.request("editor") as request:
        top = find(request, vocabulary(request, TOPICS).uid, tree="library")
        save(request, top, {"nested": True})
        publish(request, top)
        sky = term(request, top, "Sky")
        moon, draft = term(request, sky, "Moon"), create(request, top, Term, {"title": "Draft"})
        page(request, Page, "Full", [moon, draft])
        page(request, Section, "News", [sky])
        page(request, Page, "Bare", [])
    return site


def term(request: Any, parent: Any, title: str) -> Any:
    node = create(request, parent, Term, {"title": title})
    publish(request, node)
    return node


def page(request: Any, model: Any, title: str, terms: list[Any]) -> None:
    data = {"title": title, "topics": [node.uid for node in terms]}
    publish(request, create(request, at(request, "/"), model, data))


def shown(site: ScratchSite, path: str, role: str | None = None) -> list[str]:
    listed = site.client(role).get(path).html.select('[aria-label="Topics"] li')
    return [item.text for item in listed]


def test_a_page_shows_the_topics_that_its_reader_may_see(tagged: ScratchSite) -> None:
    assert shown(tagged, "/full") == ["Moon"]
    assert shown(tagged, "/full", "editor") == ["Moon", "Draft"]
    assert shown(tagged, "/news") == ["Sky"]
    assert shown(tagged, "/bare") == []
    with tagged.request() as request:
        share(request, at(request, f"/{TOPICS}/sky", tree="library"), {}, inherit=False)
    assert shown(tagged, "/full") == []


def test_topics_stay_when_the_vocabulary_is_renamed(tagged: ScratchSite) -> None:
    with tagged.request("editor") as request:
        rename(request, at(request, f"/{TOPICS}", tree="library"), "subjects")
    tagged.migrate()
    with tagged.request("editor") as request:
        assert vocabulary(request, TOPICS).path == "/subjects"
        assert (
            len(request.catalog(tree="library").visible().of_type("core.vocabulary").rows(9)) == 1
        )
    assert shown(tagged, "/full") == ["Moon"]


def test_a_vocabulary_in_the_trash_is_not_made_again(tagged: ScratchSite) -> None:
    with tagged.request() as request:
        trash(request, at(request, f"/{TOPICS}", tree="library"))
    tagged.migrate()
    with tagged.request() as request:
        assert vocabulary(request, TOPICS) is None
    assert shown(tagged, "/full") == []


@pytest.mark.parametrize(("narrower", "titles"), [(True, ["Full", "News"]), (False, ["News"])])
def test_pages_are_listed_by_term(tagged: ScratchSite, narrower: bool, titles: list[str]) -> None:
    with tagged.request("reader") as request:
        sky = at(request, f"/{TOPICS}/sky", tree="library")
        assert request.principals  # read once per request
        with tagged.statements() as sql:
            rows = request.catalog().visible().with_term(sky, narrower=narrower).rows(9)
        assert sorted(row.title for row in rows) == titles
        assert len(sql) <= 2  # the first may ask how many the reader may see at all


def test_what_refers_to_a_term_is_filtered_by_rights(tagged: ScratchSite) -> None:
    with tagged.request() as request:
        share(request, at(request, "/full"), {}, inherit=False)
    for role, titles in (("reader", []), ("admin", ["Full"])):
        with tagged.request(role) as request:
            moon = at(request, f"/{TOPICS}/sky/moon", tree="library")
            listed = request.catalog().visible().referring_to(moon, "topics")
            assert [row.title for row in listed.rows(9)] == titles
            assert request.catalog().visible().referring_to(moon, "other").rows(9) == []


def test_the_form_offers_the_terms(tagged: ScratchSite) -> None:
    client = tagged.client("editor")
    form = client.get("/admin/bare/@@edit")
    labels = [box.text.strip() for box in form.html.select("fieldset:has([name=topics]) .check")]
    assert labels == ["Sky", "Moon", "Draft"]


@pytest.mark.parametrize(("path", "most"), [("/full", 6), ("/bare", 5), ("/news", 5)])
def test_statements_of_a_public_page(
    tagged: ScratchSite, monkeypatch: pytest.MonkeyPatch, path: str, most: int
) -> None:
    monkeypatch.setattr("mastaba.tree.sites.SECONDS", 86_400)
    client = tagged.client()
    client.get(path)
    with tagged.statements() as sql:
        client.get(path)
    assert len(sql) <= most
