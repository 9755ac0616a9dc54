"""Fields that one may not read or not write: absent, locked, refused, and kept as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mastaba.api import (
    Invalid,
    OperationError,
    create,
    discard_draft,
    find_at,
    publish,
    readable_fields,
    restore_revision,
    save,
)
from mastaba.content.operations.working import keep_working_copy
from mastaba.testing import ScratchSite
from tests.support.every_field import Everything, add_everything

SECRET = "code-1f3870be274f"
EDIT = "/admin/evening/@@edit"


@pytest.fixture
def evening(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """Two versions whose rank and secret only an administrator could set."""
    site = make_site()
    add_everything(site)
    with site.request("admin") as request:
        data = {"title": "Evening", "rank": 3, "secret": f"{SECRET}-old", "number": 1}
        node = create(request, find_at(request, "/"), Everything, data)
        save(request, node, {"rank": 4, "secret": SECRET, "number": 2})
        assert "secret" in {bound.name for bound in readable_fields(request, node, Everything)}
    return site


def now(site: ScratchSite) -> tuple[Any, ...]:
    """Version, title, rank and secret as they are stored."""
    with site.request() as request:
        node: Any = find_at(request, "/evening")
        return node.version, node.title, node.rank, node.secret


def test_case_113_a_hidden_field_is_in_no_screen_and_a_locked_one_is_shown(
    evening: ScratchSite,
) -> None:
    editor, admin = evening.client("editor"), evening.client("admin")
    for path in (
        EDIT,
        "/admin/evening/@@revision?number=2",
        "/admin/evening/@@compare?old=1&new=2",
        "/admin/evening/@@history",
        "/admin/@@find-page?q=code-1f38",
    ):
        assert "code-1f38" not in editor.get(path), path
        assert "Internal code" not in editor.get(path), path
    for path in (EDIT, "/admin/evening/@@compare?old=1&new=2"):
        assert SECRET in admin.get(path), path
    form = editor.get(EDIT)
    assert "rank" not in form.forms["edit-form"].fields
    assert form.html.select_one(".locked-value").text == "4"


def test_case_113_a_field_that_is_not_yours_is_refused_when_posted(evening: ScratchSite) -> None:
    editor, version = evening.client("editor"), str(now(evening)[0])
    for field in ({"secret": "mine"}, {"secret": SECRET}, {"rank": "9"}):
        fields = {"title": "Mine", "number": "2", "version": version, **field}
        assert SECRET not in editor.send(EDIT, fields, status=422)
        editor.send("/admin/evening/@@autosave", fields, status=422)
        with evening.request("editor") as request:
            for change in (save, keep_working_copy):
                with pytest.raises(Invalid) as caught:
                    change(request, find_at(request, "/evening"), {**field})
                assert set(caught.value.fields) == set(field)
            with pytest.raises(Invalid):
                create(request, find_at(request, "/"), Everything, {"title": "New", **field})
    assert now(evening)[1:] == ("Evening", 4, SECRET)


def test_case_113_a_stored_value_that_broke_a_rule_is_not_told(evening: ScratchSite) -> None:
    with evening.request() as request:
        node: Any = find_at(request, "/evening")
        node.secret = "x" * 5000
    fields = {"title": "Mine", "number": "2"}
    for view in ("edit", "autosave"):
        answer = evening.client("editor").send(f"/admin/evening/@@{view}", fields, status=422)
        assert "that only others see does not follow its rules" in answer
        assert "secret" not in answer
        assert "secret" in evening.client("admin").send(
            f"/admin/evening/@@{view}", fields, status=422
        )


def test_case_113_what_is_not_yours_keeps_its_value(evening: ScratchSite) -> None:
    """By saving, by restoring an older version, and by making a new one."""
    with evening.request("editor") as request:
        node: Any = find_at(request, "/evening")
        save(request, node, {"rank": 4, "number": 7})
        restore_revision(request, node, 1)
        assert (node.number, node.rank, node.secret) == (1, 4, SECRET)
        fresh: Any = create(request, find_at(request, "/"), Everything, {"title": "New"})
        assert (fresh.rank, fresh.secret) == (None, None)


def test_somebody_elses_change_is_not_discarded_with_yours(evening: ScratchSite) -> None:
    with evening.request("admin") as request:
        node: Any = find_at(request, "/evening")
        publish(request, node)
        save(request, node, {"rank": 5})
    with evening.request("editor") as request:
        node = find_at(request, "/evening")
        save(request, node, {"number": 9})
        with pytest.raises(OperationError, match="changes that you may not discard"):
            discard_draft(request, node)
        publish(request, node)
        save(request, node, {"number": 10})
        discard_draft(request, node)
        assert node.number == 9
