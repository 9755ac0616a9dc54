"""Revisions of older versions of a type, read in today's form."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from pyramid.exceptions import ConfigurationError
from sqlalchemy import select, update

from mastaba.api import create, find_at, publish, restore_revision, save
from mastaba.content.models import Revision
from mastaba.content.operations.save import revision_data
from mastaba.content.snapshot import VERSION
from mastaba.testing import ScratchSite
from tests.support.every_field import Everything, add_everything


def first_to_second(data: dict[str, Any]) -> dict[str, Any]:
    """Version 1 had the price in cents, and called it `cents`."""
    cents = data.pop("cents", None)
    return {**data, "price": None if cents is None else str(Decimal(cents) / 100)}


def second_to_third(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "line": (data.get("line") or "").title() or None}


@pytest.fixture
def old(make_site: Callable[..., ScratchSite], monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    """A live page with a newer draft, both saved by version 1 of the type."""
    site = make_site()
    add_everything(site)
    with site.request("admin") as request:
        data = {"title": "Evening", "line": "first words"}
        node = create(request, find_at(request, "/"), Everything, data)
        publish(request, node)
        save(request, node, {"line": "newer words"})
        for number, line in ((1, "first words"), (2, "newer words")):
            kept = {"title": "Evening", "line": line, "cents": 1250, "day": "not a day",
                    "gone.rating": {"stars": 5, "@version": 4}}  # fmt: skip
            own = (Revision.node_id == node.id, Revision.number == number)
            request.db.execute(update(Revision).where(*own).values(data=kept))
    monkeypatch.setattr(Everything, "__version__", 3)
    upgrades = {1: first_to_second, 2: second_to_third}
    monkeypatch.setattr(Everything, "__upgrades__", upgrades)
    return site


def test_old_revisions_are_read_through_the_upgrades(old: ScratchSite) -> None:
    with old.request("admin") as request:
        node = find_at(request, "/evening")
        found = revision_data(request, node, 1)
        assert (found["price"], found["line"]) == (Decimal("12.5"), "First Words")
        assert "day" not in found, "a value that is none is left out"
    admin = old.client("admin")
    assert "12.50" in admin.get("/admin/evening/@@edit")
    assert "First Words" in admin.get("/admin/evening/@@revision?number=1")
    admin.get("/admin/evening/@@compare?old=1&new=2").mustcontain("Newer")


def test_what_nobody_declares_is_kept_word_for_word(old: ScratchSite) -> None:
    with old.request("admin") as request:
        node = find_at(request, "/evening")
        save(request, node, {"number": 5})
        publish(request, node)
        restore_revision(request, node, 1)
        newest = select(Revision.data).where(Revision.node_id == node.id)
        data = request.db.scalars(newest.order_by(Revision.number.desc())).first()
    assert data["gone.rating"] == {"stars": 5, "@version": 4}
    assert data[VERSION] == 3 and "cents" not in data
    assert data["price"] == "12.5" and data["number"] == 5


@pytest.mark.parametrize("upgrades", [{}, {1: first_to_second}, {2: second_to_third}])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_version_without_its_upgrade_does_not_start(
    make_site: Callable[..., ScratchSite], monkeypatch: pytest.MonkeyPatch, upgrades: Any
) -> None:
    monkeypatch.setattr(Everything, "__version__", 3)
    monkeypatch.setattr(Everything, "__upgrades__", upgrades)
    with pytest.raises(ConfigurationError, match=r"needs the keys \[1, 2\]"):
        add_everything(make_site())
