"""Fields that a plugin adds to a content type of somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pyramid.exceptions import ConfigurationError
from sqlalchemy import select, update

from mastaba.api import (
    Invalid,
    Revision,
    create,
    extension_of,
    extensions_of,
    find_at,
    publish,
    purge,
    restore_revision,
    save,
    trash,
)
from mastaba.content.bulk import Bed, Sprout
from mastaba.content.models import Reference
from mastaba.content.operations.save import revision_data
from mastaba.testing import ScratchSite
from tests.support.clinic import Lonely, Needy, Rating, Visit, open_clinic

STARS, REMARK, TWIN = "clinic.rating.stars", "clinic.rating.remark", "clinic.rating.twin"


@pytest.fixture
def clinic(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    return open_clinic(make_site())


def visit(request: Any, title: str = "Visit", **data: Any) -> Any:
    return create(request, find_at(request, "/"), Visit, {"title": title, **data})


def newest(request: Any, node: Any) -> Any:
    wanted = select(Revision.data).where(Revision.node_id == node.id)
    return request.db.scalars(wanted.order_by(Revision.number.desc())).first()


def test_a_node_without_a_row_reads_as_defaults(clinic: ScratchSite) -> None:
    with clinic.request("admin") as request:
        node = visit(request)
        assert request.db.scalars(select(Rating)).all() == []
        assert (extension_of(request, node, Rating).stars, getattr(node, STARS)) == (0, 0)
        assert newest(request, node)["clinic.rating"]["stars"] == 0


def test_a_draft_beside_a_live_page_changes_nothing_before_it_is_published(
    clinic: ScratchSite,
) -> None:
    with clinic.request("admin") as request:
        publish(request, visit(request, **{STARS: 3}))
    with clinic.request("admin") as request:
        save(request, find_at(request, "/visit"), {STARS: 7, REMARK: "Better"})
    with clinic.request("admin") as request:
        node = find_at(request, "/visit")
        assert extension_of(request, node, Rating).stars == 3
        assert newest(request, node)["clinic.rating"] == {
            "stars": 7,
            "remark": "Better",
            "twin": None,
            "@version": 2,
            "@read": {"remark": "share"},
        }
        publish(request, node)
    with clinic.request("admin") as request:
        node = find_at(request, "/visit")
        assert extension_of(request, node, Rating).stars == 7
        restore_revision(request, node, 1)
        publish(request, node)
        assert getattr(node, STARS) == 3


@pytest.mark.parametrize("value", [11, -1, "many", None])
def test_its_rules_refuse_in_every_operation(clinic: ScratchSite, value: Any) -> None:
    with clinic.request("admin") as request:
        with pytest.raises(Invalid) as error:
            visit(request, **{STARS: value})
        assert list(error.value.fields) == [STARS]
        with pytest.raises(Invalid):
            save(request, visit(request), {STARS: value})


def test_rights_on_its_fields_hold(clinic: ScratchSite) -> None:
    with clinic.request("admin") as request:
        visit(request, **{REMARK: "Secret"})
    with clinic.request("editor") as request, pytest.raises(Invalid, match="no such field"):
        save(request, find_at(request, "/visit"), {REMARK: "Mine"})
    page = clinic.client("editor").get("/admin/visit/@@edit")
    assert REMARK not in page.forms["edit-form"].fields
    assert "Secret" not in page.text
    clinic.client("admin").get("/admin/visit/@@edit").mustcontain("Secret")


def test_it_has_a_fieldset_in_the_form_and_a_place_in_history(clinic: ScratchSite) -> None:
    with clinic.request("admin") as request:
        visit(request)
    client = clinic.client("admin")
    page = client.get("/admin/visit/@@edit")
    group = page.html.find("fieldset", {"data-extension": "clinic.rating"})
    assert group.legend.text.strip() == "Rating"
    assert [i["name"] for i in group.select("input")][:2] == [STARS, REMARK]
    form = page.forms["edit-form"]
    form[STARS] = "12"
    refused = form.submit("action", value="save", status=422)
    assert refused.html.find(id=f"f-{STARS}")["aria-invalid"] == "true"
    form[STARS] = "8"
    form.submit("action", value="publish", status=303)
    compared = client.get("/admin/visit/@@compare?old=1&new=2")
    compared.mustcontain("Stars", "8")
    client.get("/admin/visit/@@revision?number=2").mustcontain("Stars")


def test_what_it_refers_to_is_known(clinic: ScratchSite) -> None:
    with clinic.request("admin") as request:
        one = visit(request, "One")
        two = visit(request, "Two", **{TWIN: one.uid})
        rows = request.db.execute(select(Reference.node_id, Reference.field)).all()
        assert [tuple(row) for row in rows] == [(two.id, TWIN)]
        listed = request.catalog().visible()
        assert [row.title for row in listed.referring_to(one, TWIN).rows(9)] == ["Two"]


def test_older_snapshots_are_upgraded_and_others_words_kept(clinic: ScratchSite) -> None:
    with clinic.request("admin") as request:
        node = visit(request)
        old = {"title": "Old", "clinic.rating": {"points": 2}, "gone.thing": {"a": [1]}}
        request.db.execute(update(Revision).values(data=old))
        assert revision_data(request, node, 1)[STARS] == 4
        save(request, node, {"title": "New"})
        kept = newest(request, node)
        assert kept["gone.thing"] == {"a": [1]}
        assert kept["clinic.rating"]["points"] == 2


def test_many_nodes_are_read_at_once(clinic: ScratchSite) -> None:
    with clinic.request("admin") as request:
        for number in range(5):
            visit(request, f"V{number}", **{STARS: number})
    with clinic.request("admin") as request:
        rows = request.catalog().visible().of_type("clinic.visit").ordered().rows(9)
        with clinic.statements() as sql:
            found = extensions_of(request, rows, Rating)
        assert [found[row.id].stars for row in rows] == [0, 1, 2, 3, 4]
        assert len(sql) == 1
    with clinic.request("admin") as request:
        node = find_at(request, "/v3")
        with clinic.statements() as sql:
            assert [extension_of(request, node, Rating).stars for _ in range(3)] == [3, 3, 3]
        assert len(sql) == 1


def test_many_that_are_planted_at_once_have_them(clinic: ScratchSite) -> None:
    with clinic.request("admin") as request:
        bed = Bed(request, visit(request))
        data = [{"title": f"S{n}", STARS: n} for n in range(3)]
        bed.plant([Sprout(Visit, f"s{n}", fields) for n, fields in enumerate(data)])
        rows = request.db.scalars(select(Rating).order_by(Rating.stars)).all()
        assert [row.stars for row in rows] == [1, 2]
        assert getattr(find_at(request, "/visit/s2"), STARS) == 2


def test_its_rows_go_with_the_node(clinic: ScratchSite) -> None:
    with clinic.request("admin") as request:
        node = visit(request, **{STARS: 2})
        trash(request, node)
        purge(request, node)
        assert request.db.scalars(select(Rating)).all() == []


def test_preview_shows_its_unsaved_values(clinic: ScratchSite) -> None:
    with clinic.request("admin") as request:
        visit(request)
    shown: list[Any] = []

    def view(context: Any, request: Any) -> Any:
        shown.append(getattr(context, STARS))
        return request.response

    clinic.config.add_view(view, context=Visit, permission="view")
    clinic.config.commit()
    client = clinic.client("admin")
    form = client.get("/admin/visit/@@edit").forms["edit-form"]
    version = form["version"].value
    client.send("/admin/visit/@@autosave", {STARS: "5", "version": version})
    client.get("/admin/visit/@@preview")
    assert shown == [5]


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        (Needy, r"Needy\.stars needs a default, or an annotation with \| None"),
        (Lonely, r"Lonely extends nobody\.page, which no enabled plugin brings"),
    ],
)
def test_an_extension_that_cannot_work_does_not_start(
    make_site: Callable[..., ScratchSite], model: Any, sentence: str
) -> None:
    config = make_site().config
    with pytest.raises(ConfigurationError, match=sentence):
        config.add_extension(model, title="Never")
        config.commit()
