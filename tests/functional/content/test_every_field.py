"""Every type of field: valid values come back from everywhere, others are refused everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from webob.multidict import MultiDict

from mastaba.api import (
    Converted,
    ImportItem,
    ImportPlan,
    Invalid,
    Term,
    create,
    fields_of,
    find,
    find_at,
    vocabulary,
)
from mastaba.content.importing.registry import Importer
from mastaba.content.importing.run import run_import
from mastaba.content.snapshot import pack, snapshot, unpack
from mastaba.fields import input_model
from mastaba.forms import form_fields, read_form
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page
from tests.support.every_field import Everything, add_everything
from tests.support.field_values import REFUSED, values

ADD = "/admin/@@add?type=demo.everything"
REFUSED_FORMS = (
    ("title", ""), ("title", "x" * 301), ("line", "x" * 121), ("number", ""), ("number", "12.5"),
    ("price", "1e309"), ("day", "2026-02-30"), ("starts", "2026-03-29T02:30"), ("size", "xl"),
    ("starts", "2026-10-25T02:30"), ("offers", "soup"), ("tags", "x" * 81), ("topics", "x"),
    ("place", "/no/such/page"), ("related", "/no/such/page"), ("url", "javascript:alert(1)"),
    ("email", "a@"), ("colour", "red"), ("isbn", "1"), ("intro", "{"), ("body", "[" * 100_000),
    ("speakers.0.fee", "1.234"), ("settings", "{"), ("rank", "9.5"),
)  # fmt: skip


@pytest.fixture
def everything(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    site = make_site({"mastaba.site.time_zone": "Europe/Berlin"})
    add_everything(site)
    return site


def targets(request: Any) -> tuple[list[str], list[str]]:
    """Uids of two pages and of two terms."""
    root, topics = find_at(request, "/"), vocabulary(request, "pages.topics")
    top = find(request, topics.uid, tree="library")
    pages = [create(request, root, Page, {"title": title}).uid for title in ("One", "Two")]
    return pages, [create(request, top, Term, {"title": title}).uid for title in ("Sky", "Sea")]


def checked(data: Mapping[str, Any]) -> dict[str, Any]:
    return input_model(Everything).model_validate(dict(data)).model_dump()


def as_posted(fields: Mapping[str, Any]) -> MultiDict[str, str]:
    """What a browser sends of a form that nobody touched."""
    return MultiDict(pair for field in fields.values() for pair in _pairs(field))


def _pairs(field: Any) -> Iterator[tuple[str, str]]:
    match field.widget:
        case "choices" | "terms":
            yield field.name, ""
            yield from ((field.name, value) for value in field.value or ())
        case "check":
            yield field.name, "true" if field.value else "false"
        case "datetime":
            yield field.name, field.extra["local"]
            yield f"{field.name}.offset", field.extra["offset"] if field.extra["offsets"] else ""
        case "items":
            yield field.name, "entries"
            for row in field.extra["rows"]:
                yield from (pair for part in row for pair in _pairs(part))
        case _:
            yield field.name, "" if field.value is None else str(field.value)


def test_valid_values_come_back_from_form_json_and_database(everything: ScratchSite) -> None:
    with everything.request() as request:
        pages, terms = targets(request)

        @given(values(pages, terms))
        @settings(suppress_health_check=list(HealthCheck))
        def holds(some: dict[str, Any]) -> None:
            fields = checked(some)
            assert checked(fields) == fields, "a valid value stays as it is"
            form = as_posted(form_fields(request, Everything, fields))
            assert checked(read_form(request, Everything, form)) == fields
            kept = json.loads(json.dumps(pack(Everything, fields)))
            assert unpack(Everything, kept) == fields
            node = create(request, find_at(request, "/"), Everything, fields)
            request.db.flush()
            request.db.expire(node)
            assert snapshot(node) == fields
            form = as_posted(form_fields(request, Everything, snapshot(node)))
            assert checked(read_form(request, Everything, form)) == fields

        holds()


def test_case_164_165_what_a_field_refuses_operation_and_importer_refuse_alike(
    everything: ScratchSite,
) -> None:
    assert set(REFUSED) == {b.name for b in fields_of(Everything)} - {
        "summary", "in_menu", "secret"
    }  # fmt: skip
    for name, bad in REFUSED.items():
        for value in bad:
            data = {"title": "Refused", name: value}
            said = by_operation(everything, data)
            assert {key.split(".")[0] for key in said} == {name}, value
            assert all(map(is_sentence, said.values())), said
            told = [" ".join(f"{key}: {text}" for key, text in said.items())]
            assert imported(everything, data) == told


def is_sentence(text: str) -> bool:
    return text.endswith(".") and (text[0].isupper() or text[0] == "“" or text[0].isdigit())


def by_operation(site: ScratchSite, data: Mapping[str, Any]) -> Mapping[str, str]:
    with site.request() as request, pytest.raises(Invalid) as caught:
        create(request, find_at(request, "/"), Everything, data)
    return caught.value.fields


def imported(site: ScratchSite, data: Mapping[str, Any]) -> list[str]:
    """The sentences of an import of one item with these fields."""
    item = ImportItem("k", "thing", None, Everything, "refused", lambda _uids: Converted(data))
    plan = ImportPlan(None, [item])
    importer = Importer("test", lambda _source, _target: plan, "Test")
    return [refused.detail for refused in run_import(site.request, importer, Path()).refused]


def test_what_a_form_refuses_it_shows_again_beside_its_sentence(everything: ScratchSite) -> None:
    editor = everything.client("admin")
    for name, value in REFUSED_FORMS:
        typed = {"title": "A", name.split(".")[0]: "", name: value}
        answer = editor.send(ADD, typed, status=422).html
        error = answer.find(id=f"{name}-error")
        assert error.get("hidden") is None and error.text.strip(), name
        field = answer.find(id=f"f-{name}")
        assert f"{name}-error" in field["aria-describedby"], name
        if field.name == "input" and field.get("type") == "text":
            assert field["aria-invalid"] == "true" and field["value"] == value, name
    with everything.request() as request:
        assert find_at(request, "/a") is None


def test_a_form_of_every_field_is_sent_without_script(everything: ScratchSite) -> None:
    with everything.request() as request:
        pages, terms = targets(request)
    form = everything.client("editor").get(ADD).forms["edit-form"]
    form["title"], form["price"], form["starts"] = "Evening", "2,50", "2026-10-25T02:30"
    form["related"], form["place"] = "/two\nhttp://localhost/one", pages[0]
    form.get("topics", index=1).checked = True
    form = form.submit("action", value="save", status=422).forms["edit-form"]
    form["starts.offset"] = "+01:00"
    form = form.submit("_entries", value="add speakers 0").forms["edit-form"]
    form["speakers.0.name"] = "Ann"
    form = form.submit("_entries", value="add speakers 0").forms["edit-form"]
    form["speakers.1.name"] = "Ben"
    form = form.submit("_entries", value="up speakers 2").forms["edit-form"]
    form.submit("action", value="save", status=303)
    with everything.request() as request:
        node: Any = find_at(request, "/evening")
        assert f"{node.starts:%H:%M %Z}" == "01:30 UTC"
        assert node.price * 2 == 5 and node.related == pages[::-1] and node.place == pages[0]
        assert [row["name"] for row in node.speakers] == ["Ben", "Ann"]
        assert node.topics == [terms[0]]
