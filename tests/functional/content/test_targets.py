"""Fields that name other nodes take only what is there, fits and may be seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mastaba.api import (
    DeadLinks,
    Invalid,
    Term,
    create,
    find,
    find_at,
    publish,
    purge,
    restore_revision,
    save,
    share,
    trash,
    uuid7,
    vocabulary,
)
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section
from tests.support.every_field import Everything, add_everything


@pytest.fixture
def everything(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    site = make_site()
    add_everything(site)
    return site


def add(request: Any, model: Any, title: str, **data: Any) -> Any:
    return create(request, find_at(request, "/"), model, {"title": title, **data})


def term(request: Any, title: str) -> Any:
    top = find(request, vocabulary(request, "pages.topics").uid, tree="library")
    return create(request, top, Term, {"title": title})


def refusal(request: Any, node: Any, **data: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as problem:
        save(request, node, data)
    return problem.value.fields


def test_what_is_chosen_must_be_there_and_fit(everything: ScratchSite) -> None:
    with everything.request() as request:
        page, section = add(request, Page, "Page"), add(request, Section, "Section")
        sky = term(request, "Sky")
        own = add(request, Everything, "Own", place=page.uid, topic=sky.uid)
        with pytest.raises(Invalid, match="not there any more"):
            add(request, Everything, "Other", place=uuid7())
        assert refusal(request, own, related=[page.uid, uuid7()]).keys() == {"related"}
        assert "“Section” does not fit here. Choose: page." in refusal(
            request, own, place=section.uid
        ).get("place", "")
        assert refusal(request, own, topics=[sky.uid, page.uid]).keys() == {"topics"}
        speakers = [{"name": "A", "profile": page.uid}, {"name": "B", "profile": uuid7()}]
        assert refusal(request, own, speakers=speakers).keys() == {"speakers.1.profile"}
        assert save(request, own, {"related": [page.uid, section.uid], "topics": [sky.uid]})


def test_what_one_may_not_see_is_refused_like_what_is_not_there(everything: ScratchSite) -> None:
    with everything.request() as request:
        closed = add(request, Page, "Closed")
        share(request, closed, {}, inherit=False)
        own, hidden = add(request, Everything, "Own").uid, closed.uid
    with everything.request("editor") as request:
        node = find(request, own)
        assert refusal(request, node, place=hidden) == refusal(request, node, place=uuid7())


def test_what_was_chosen_before_may_be_gone(everything: ScratchSite) -> None:
    with everything.request() as request:
        page, sky = add(request, Page, "Page"), term(request, "Sky")
        own = add(request, Everything, "Own", topics=[sky.uid], related=[page.uid])
        save(request, own, {"topics": [], "related": []})
        save(request, own, {"related": [page.uid]})
        for gone in (page, sky):
            trash(request, gone)
            purge(request, gone)
        assert save(request, own, {"line": "Something else"})
        restore_revision(request, own, 1)
        assert own.topics == [sky.uid]
        with pytest.raises(DeadLinks, match="Related pages shows or leads to"):
            publish(request, own)
        save(request, own, {"related": []})
        publish(request, own)


def test_choices_cost_a_statement_a_tree_and_none_when_they_stay(everything: ScratchSite) -> None:
    with everything.request("editor") as request:
        pages = [add(request, Page, f"Page {number}").uid for number in range(5)]
        own = add(request, Everything, "Own", related=pages[:2])
        request.db.flush()

        def asked(**data: Any) -> int:
            with everything.statements() as sql:
                save(request, own, data)
                request.db.flush()
            return len([one for one in sql if "node.uid IN" in one])

        assert asked(line="x") == 0
        assert asked(related=pages) == 1
