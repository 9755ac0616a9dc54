"""What the body editor asks about one block: its form, whether it is right, how it looks."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from mastaba.api import Choice, create, field, find_at, publish, share
from mastaba.content.blocks.registry import Blocks, DeclaredBlock
from mastaba.fields import Group
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page
from tests.support.bodies import block, heading, text

FORM, CHECK, PREVIEW = (f"/admin/page/@@block-{what}" for what in ("form", "check", "preview"))


def ask(client: Client, path: str, value: Any, **options: Any) -> Any:
    """POST JSON as the editor does."""
    headers = dict(zip(("X-CSRF-Token",), client.csrf.values(), strict=True))
    return client.post_json(path, value, headers=headers, **options)


@pytest.fixture(autouse=True)
def page(site: ScratchSite) -> None:
    """A page with one published and one hidden page below it."""
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Page"})
        publish(request, page)
        for title in ("Open", "Closed"):
            publish(request, create(request, page, Page, {"title": title}))
        share(request, find_at(request, "/page/closed"), {}, inherit=False)


def test_a_form_holds_what_the_block_holds(editor: Client) -> None:
    answer = ask(editor, FORM, {"type": "core.callout", "data": {"kind": "tip", "title": "<b>"}})
    form = answer.html
    assert form.select_one("select[name='block.kind'] option[selected]")["value"] == "tip"
    assert form.select_one("input[name='block.title']")["value"] == "<b>"
    assert not form.select("form, button, input[name=csrf_token]")
    kinds = ask(editor, FORM, {"type": "core.listing"}).html.select("[name='block.kind'] option")
    assert "pages.page" in [option["value"] for option in kinds]
    assert "nothing to fill in" in ask(editor, FORM, {"type": "core.column"}).text


def test_a_filled_form_becomes_data_or_comes_back_with_what_is_wrong(
    editor: Client, site: ScratchSite
) -> None:
    typed = {"type": "core.listing", "block.place": "page", "block.page": "/page/open",
             "block.order": "title", "block.number": "3", "block.layout": "cards"}  # fmt: skip
    data = editor.send(CHECK, typed).json["data"]
    assert (data["number"], data["layout"], data["kind"]) == (3, "cards", None)
    assert len(data["page"]) == 36
    wrong = {**typed, "block.number": "999", "block.page": "/page/closed"}
    form = editor.send(CHECK, wrong, status=422).html
    assert form.select_one("input[name='block.number']")["value"] == "999"
    assert form.select_one("input[name='block.page']")["aria-invalid"] == "true"
    with site.request() as request:
        hidden = {**typed, "block.page": find_at(request, "/page/closed").uid}
    sentence = editor.send(CHECK, hidden, status=422).html.select_one(".error:not([hidden])").text
    assert "you may not see it" in sentence


def test_a_preview_is_what_this_person_would_meet(editor: Client, site: ScratchSite) -> None:
    shown = ask(editor, PREVIEW, block("core.listing", {"order": "title"})).text
    assert ">Open</a>" in shown and "Closed" not in shown
    empty = ask(editor, PREVIEW, block("core.listing", {"kind": "pages.section"})).text
    assert "Nothing to show yet" in empty
    column = ask(editor, PREVIEW, block("core.column", {}, text("A part of another")))
    assert '<div class="column"><p>A part' in column.text
    contents = {**block("core.contents"), "headings": [heading(2, "One"), heading(3, "Two")]}
    assert "#one" in ask(editor, PREVIEW, contents).text
    nested = block("core.callout", {"title": "<script>"}, text("<script>"))
    assert "<script" not in ask(editor, PREVIEW, nested).text
    assert "“Callout”, Kind" in ask(
        editor, PREVIEW, block("core.callout", {"kind": "x"}, text("x")), status=422
    ).text  # fmt: skip


@pytest.mark.parametrize("path", [FORM, PREVIEW])
@pytest.mark.parametrize(
    ("value", "status"),
    [([], 400), ("x", 400), ({}, 400), ({"type": 7}, 400), ({"type": "gone.block"}, 400),
     ({"type": "core.callout", "data": {"title": "\ud800"}}, 400),
     ({"type": "core.listing", "data": {"page": {"a": 1}, "number": [], "kind": 7}}, None),
     ({"type": "core.callout", "attrs": 3, "data": [], "headings": {"a": 1}}, None)],
)  # fmt: skip
def test_case_172_nonsense_is_answered_by_a_sentence(
    editor: Client, path: str, value: Any, status: int | None
) -> None:
    answer = ask(editor, path, value, status=status or "*")
    assert answer.status_int < 500
    assert json.dumps(value)[:1] not in "<" and answer.text


class Meeting(Group):
    begins: datetime = field(label="Begins")
    place: Choice = field(label="Place", choices={"hall": "Hall"}, default="hall")


def test_what_is_stored_comes_back_into_the_form(editor: Client, site: ScratchSite) -> None:
    meeting = DeclaredBlock("test.meeting", Meeting, "Meeting", "blocks/details.jinja2")
    site.registry[Blocks].add(meeting)
    stored = {"begins": "2026-11-22T10:00:00+00:00", "place": "attic"}
    form = ask(editor, FORM, {"type": "test.meeting", "data": stored}).html
    begins = form.select_one("input[name='block.begins']")
    assert begins["value"].startswith("2026-11-22T10:00") and "+" not in begins["value"]
    gone = form.select_one("[name='block.place'] option[selected]")
    assert gone["value"] == "attic" and "no longer" in gone.text


def test_what_a_block_writes_while_it_is_drawn_is_not_stored(
    editor: Client, site: ScratchSite
) -> None:
    def data(request: Any, _values: Any) -> dict[str, Any]:
        find_at(request, "/page").title = "Written by a block"
        request.db.flush()
        return {}

    template = "blocks/column.jinja2"
    site.registry[Blocks].add(DeclaredBlock("test.pen", Group, "Pen", template, data=data))
    assert '<div class="column">' in ask(editor, PREVIEW, block("test.pen")).text
    with site.request() as request:
        assert find_at(request, "/page").title == "Page"


@pytest.mark.parametrize("path", [FORM, CHECK, PREVIEW])
def test_only_who_may_write_here_is_answered(site: ScratchSite, path: str) -> None:
    assert ask(site.client("reader"), path, {"type": "core.callout"}, status="*").status_int in (
        403,
        404,
    )
    closed = path.replace("/page/", "/page/closed/")
    assert ask(site.client("editor"), closed, {"type": "core.callout"}, status="*").status_int in (
        403,
        404,
    )
    site.client("editor").post_json(path, {"type": "core.callout"}, status=403)


def test_the_form_of_a_page_names_the_blocks(editor: Client) -> None:
    given = json.loads(
        editor.get("/admin/page/@@edit").html.select_one("mastaba-body")["data-blocks"]
    )
    known = {one["name"]: one for one in given}
    assert (
        known["core.columns"]["content"] == "(core_dcolumn | in_core_dcolumns | unknownBlock){2,4}"
    )
    assert known["core.column"]["group"].split() == ["in_core_dcolumns", "core_dcolumn"]
    assert [name for name, one in known.items() if not one["insertable"]] == ["core.column"]
    assert [name for name, one in known.items() if one["required"]] == [
        "core.details", "core.snippet", "core.embed",
    ]  # fmt: skip
    assert known["core.contents"]["reads"] == "headings" and known["core.contents"]["leaf"]
