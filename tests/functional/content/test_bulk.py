"""One change for many pages: all of it or nothing, and what it says of pages one may not see."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.api import create, find_at, publish, share
from mastaba.content.operations import OperationError
from mastaba.content.operations.bulk import BulkRefused, bulk, rehearse
from mastaba.content.operations.bulk_actions import ACTIONS, Options
from mastaba.content.operations.undo import undo
from mastaba.testing import ScratchSite
from mastaba.tree.models import Node
from mastaba_pages.models import Page, Section

NAMES = ("one", "two", "three")


@pytest.fixture
def section(site: ScratchSite) -> ScratchSite:
    """`/section` with three drafts, `/section/one/below`, `/archive/two` and `/archive`."""
    with site.request("editor") as request:
        root = find_at(request, "/")
        section = create(request, root, Section, {"title": "Section"})
        for name in NAMES:
            create(request, section, Page, {"title": name.title(), "tags": ["old", "kept"]})
        create(request, find_at(request, "/section/one"), Page, {"title": "Below"})
        archive = create(request, root, Section, {"title": "Archive"})
        create(request, archive, Page, {"title": "Two"})
    return site


def ids(request: Any, *paths: str) -> list[int]:
    return [find_at(request, path).id for path in paths]


def three(request: Any) -> list[int]:
    return ids(request, *(f"/section/{name}" for name in NAMES))


def column(site: ScratchSite, path: str, name: str) -> Any:
    with site.request() as request:
        node = find_at(request, path)
        return None if node is None else getattr(node, name)


def test_all_of_it_and_what_was_so_already_is_counted(section: ScratchSite) -> None:
    with section.request("editor") as request:
        publish(request, find_at(request, "/section/two"))
    with section.request("editor") as request:
        outcome = bulk(request, "publish", three(request))
        assert (outcome.changed, outcome.same) == (2, 1)
    assert {column(section, f"/section/{name}", "state") for name in NAMES} == {"published"}


def test_nothing_of_it_when_one_page_refuses(section: ScratchSite) -> None:
    with section.request("editor") as request:
        options = Options(target=find_at(request, "/archive"))
        with pytest.raises(BulkRefused) as refused:
            bulk(request, "move", three(request), options)
        assert [problem.title for problem in refused.value.problems] == ["Two"]
        assert "is taken here" in str(refused.value)
    assert all(column(section, f"/section/{name}", "id") for name in NAMES)
    assert column(section, "/archive/one", "id") is None


def test_a_rehearsal_names_every_page_that_refuses_and_changes_nothing(
    section: ScratchSite,
) -> None:
    with section.request("editor") as request:
        chosen = ids(request, "/section", "/archive")
        outcome = rehearse(request, "move", chosen, Options(target=find_at(request, "/archive")))
        assert [problem.title for problem in outcome.problems] == ["Archive"]
        assert outcome.changed == 1
    assert column(section, "/section/one/below", "path") == "/section/one/below"
    assert column(section, "/archive", "version") == 1


def test_case_110_an_error_names_no_hidden_title(section: ScratchSite) -> None:
    with section.request() as request:
        hidden = create(request, find_at(request, "/section"), Page, {"title": "Sesame"})
        share(request, hidden, {}, inherit=False)
        secret = hidden.id
    for action in ACTIONS:
        with section.request("editor") as request:
            with pytest.raises(BulkRefused) as refused:
                bulk(request, action, [*three(request), secret], Options(add=("x",)))
            assert "Sesame" not in str(refused.value)
            assert refused.value.problems[0].node_id == 0
    with section.request("editor") as request:
        missing = bulk_error(request, [*three(request), 999_999])
        assert missing == bulk_error(request, [*three(request), secret])
    assert column(section, "/section/one", "state") == "draft"


def bulk_error(request: Any, chosen: list[int]) -> str:
    with pytest.raises(BulkRefused) as refused:
        bulk(request, "publish", chosen)
    return str(refused.value)


def test_what_one_may_see_but_not_change_is_named(section: ScratchSite) -> None:
    with section.request() as request:
        share(
            request, find_at(request, "/section/two"), {"role:editor": ["reader"]}, inherit=False
        )
        publish(request, find_at(request, "/section/two"))
    with section.request("editor") as request:
        outcome = rehearse(request, "trash", three(request))
        assert [problem.title for problem in outcome.problems] == ["Two"]


def test_of_a_page_and_one_below_it_the_upper_is_meant(section: ScratchSite) -> None:
    with section.request("editor") as request:
        chosen = ids(request, "/section/one/below", "/section/one")
        assert bulk(request, "trash", chosen).changed == 1
    assert column(section, "/section/one", "id") is None


def test_tags_are_added_and_removed_in_one_version(section: ScratchSite) -> None:
    with section.request("editor") as request:
        options = Options(add=("new", "kept"), remove=("old",))
        assert bulk(request, "tag", three(request), options).changed == len(NAMES)
        assert bulk(request, "tag", three(request), options).same == len(NAMES)
    assert column(section, "/section/one", "tags") == ["kept", "new"]
    assert column(section, "/section/one", "revision") == 2


@pytest.mark.parametrize("action", ["trash", "publish", "move", "tag"])
def test_undo_takes_back_the_whole_of_it(section: ScratchSite, action: str) -> None:
    before = [_state(section, name) for name in NAMES]
    with section.request("editor") as request:
        at = request.now
        options = Options(target=find_at(request, "/"), add=("new",))
        bulk(request, action, three(request), options)
    assert [_state(section, name) for name in NAMES] != before
    with section.request("editor") as request:
        assert undo(request, at) == len(NAMES)
    assert [_state(section, name) for name in NAMES] == before


def _state(site: ScratchSite, name: str) -> list[Any]:
    fields = ("id", "state", "tags", "order_key")
    return [column(site, f"/section/{name}", field) for field in fields]


def test_undo_is_for_who_did_it_and_only_while_nothing_was_changed(section: ScratchSite) -> None:
    with section.request("editor") as request:
        at = request.now
        bulk(request, "publish", three(request))
    with section.request("admin") as request, pytest.raises(OperationError, match="nothing to"):
        undo(request, at)
    with section.request("editor") as request:
        publish(request, find_at(request, "/section/two"))
    with section.request("editor") as request, pytest.raises(OperationError, match="since then"):
        undo(request, at)


def test_statements_for_one_more_page_do_not_grow_with_the_others(section: ScratchSite) -> None:
    with section.request() as request:
        parent = find_at(request, "/section")
        for number in range(30):
            create(request, parent, Page, {"title": f"Note {number}"})
    counts = {}
    for size in (5, 25):
        with section.request() as request:
            rows = request.catalog().visible().children_of(find_at(request, "/section"))
            chosen = [row.id for row in rows.filter(Node.state == "draft").rows(size)]
            with section.statements() as sql:
                bulk(request, "publish", chosen)
            counts[size] = len(sql)
            assert counts[size] >= size
    assert (counts[25] - counts[5]) / 20 <= 9
