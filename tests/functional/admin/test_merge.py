"""Two people write one page: both texts are kept, and made one block by block."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from mastaba.api import create, find_at, publish, save, uuid7
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page

PATH = "/news/pair"
EDIT, AUTOSAVE, MERGE = (f"/admin{PATH}/@@{view}" for view in ("edit", "autosave", "merge"))
UIDS = [uuid7() for _ in range(3)]
Read = Callable[[str], dict[str, Any]]


def body(*texts: str, uids: list[str] = UIDS) -> dict[str, Any]:
    blocks = [
        {
            "type": "paragraph",
            "attrs": {"uid": uid},
            "content": [{"type": "text", "text": text}],
        }
        for uid, text in zip(uids, texts, strict=False)
    ]
    return {"type": "doc", "content": blocks}


@pytest.fixture
def pair(news: ScratchSite) -> ScratchSite:
    """`/news/pair`: three paragraphs, saved once."""
    with news.request("editor") as request:
        data = {"title": "Pair", "body": body("One.", "Two.", "Three.")}
        create(request, find_at(request, "/news"), Page, data)
    return news


def theirs(site: ScratchSite, **fields: Any) -> None:
    with site.request("admin") as request:
        save(request, find_at(request, PATH), fields)


def typed(form: Any, **fields: Any) -> dict[str, Any]:
    """The form as it was opened, with what was typed since."""
    kept = {name: form[name].value for name in ("title", "body", "slug", "version", "revision")}
    return {**kept, **fields}


def texts(site: ScratchSite) -> list[str]:
    with site.request() as request:
        blocks = find_at(request, PATH).body["content"]
        return [block["content"][0]["text"] for block in blocks]


def checked(page: Any) -> dict[str, str]:
    return {choice["name"]: choice["value"] for choice in page.html.select("main input[checked]")}


def test_case_228_each_ones_own_changes_are_suggested_and_both_where_both_changed(
    pair: ScratchSite, editor: Client
) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    theirs(pair, body=body("One, theirs.", "Two.", "Three, theirs."))
    mine = json.dumps(body("One.", "Two, mine.", "Three, mine."))
    page = editor.send(EDIT, typed(form, body=mine, action="save"), status=409)
    assert "Admin saved this page while you were writing" in page.text
    names = [f"choice.body.{uid}" for uid in UIDS]
    assert checked(page) == dict(zip(names, ("theirs", "mine", "both"), strict=True))
    assert texts(pair) == ["One, theirs.", "Two.", "Three, theirs."], "nothing is saved yet"
    page.forms[_merging(page)].submit(status=303)
    assert texts(pair) == ["One, theirs.", "Two, mine.", "Three, theirs.", "Three, mine."]


def _merging(page: Any) -> int:
    forms = enumerate(page.html.select("form"))
    return next(at for at, form in forms if form["action"].endswith("@@merge"))


def test_what_is_chosen_holds(pair: ScratchSite, editor: Client) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    theirs(pair, title="Theirs", body=body("One, theirs.", "Two.", "Three."))
    mine = json.dumps(body("One, mine.", "Two."))
    page = editor.send(EDIT, typed(form, title="Mine", body=mine), status=409)
    merging = page.forms[_merging(page)]
    merging["choice.title"] = "theirs"
    merging[f"choice.body.{UIDS[0]}"] = "mine"
    merging[f"choice.body.{UIDS[2]}"] = "theirs"
    merging.submit(status=303)
    assert texts(pair) == ["One, mine.", "Two.", "Three."]
    assert editor.get(EDIT).forms["edit-form"]["title"].value == "Theirs"
    assert "did not save" not in editor.get(EDIT).text


def test_case_228_nothing_is_lost_on_reload(pair: ScratchSite, editor: Client) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    theirs(pair, title="Theirs")
    editor.send(EDIT, typed(form, title="Mine"), status=409)
    again = editor.get(EDIT)
    assert again.forms["edit-form"]["title"].value == "Mine"
    assert "was saved by Admin after you began to type" in again.text
    assert "Theirs" in editor.get(MERGE).html.select_one("main").text


def test_autosave_goes_on_beside_a_newer_version(pair: ScratchSite, editor: Client) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    theirs(pair, title="Theirs")
    answer = editor.send(AUTOSAVE, typed(form, title="Mine"), status=200).json
    assert "Somebody else saved" in answer["behind"]
    assert answer["merge_url"] == MERGE
    again = typed(form, title="Mine, longer", version=str(answer["version"]))
    assert "behind" in editor.send(AUTOSAVE, again, status=200).json
    assert checked(editor.get(MERGE)) == {"choice.title": "mine"}


def test_a_third_version_is_asked_about_again(pair: ScratchSite, editor: Client) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    theirs(pair, title="Theirs")
    page = editor.send(EDIT, typed(form, title="Mine"), status=409)
    theirs(pair, title="Later")
    again = page.forms[_merging(page)].submit(status=409)
    assert "Later" in again.html.select_one("main").text
    again.forms[_merging(again)].submit(status=303)
    assert editor.get(EDIT).forms["edit-form"]["title"].value == "Mine"


def test_a_publication_meanwhile_is_no_other_text(
    pair: ScratchSite, editor: Client, node_at: Read
) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    with pair.request("admin") as request:
        publish(request, find_at(request, PATH))
    editor.send(EDIT, typed(form, title="Mine", action="save"), status=303)
    assert node_at(PATH)["revision"] == 2
    editor.get(MERGE, status=303)


def test_the_discard_button_keeps_theirs(pair: ScratchSite, editor: Client) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    theirs(pair, title="Theirs")
    page = editor.send(EDIT, typed(form, title="Mine"), status=409)
    form = page.html.select_one(".merge-other form")
    editor.send(form["action"], status=303)
    assert editor.get(EDIT).forms["edit-form"]["title"].value == "Theirs"


def test_one_block_of_an_older_version_is_taken_back(pair: ScratchSite, editor: Client) -> None:
    theirs(pair, title="Other", body=body("One, changed.", "Three.", uids=[UIDS[0], UIDS[2]]))
    page = editor.get(f"/admin{PATH}/@@compare?old=1&new=2").html
    assert [row.select_one("h3").text.split() for row in page.select(".diff-row")] == [
        ["Paragraph", "changed"],
        ["Paragraph", "removed"],
    ]
    parts = [
        {field["name"]: field["value"] for field in form.select("input")}
        for form in page.select(".diff-row form")
    ]
    url = f"/admin{PATH}/@@restore"
    editor.post(url, parts[1], status=303)
    assert texts(pair) == ["One, changed.", "Two.", "Three."]
    editor.post(url, parts[0], status=303)
    assert texts(pair) == ["One.", "Two.", "Three."]
    assert editor.get(EDIT).forms["edit-form"]["title"].value == "Other"
    title = {"number": "1", "field": "title"}
    editor.send(url, title, status=303)
    assert editor.get(EDIT).forms["edit-form"]["title"].value == "Pair"
    again = editor.send(url, title, status=303).follow()
    assert "has it like that already" in again.text
    gone = editor.send(url, {"number": "1", "field": "secret"}, status=303).follow()
    assert "no such field" in gone.text
