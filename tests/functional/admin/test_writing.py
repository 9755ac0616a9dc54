"""Adding and editing: forms, autosave, working copies, preview, conflicts."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from mastaba.api import find_at, publish, save
from mastaba.testing import Client, ScratchSite

from .conftest import document

Read = Callable[[str], dict[str, Any]]
ADD = "/admin/news/@@add?type=pages.page"
EDIT = "/admin/news/live/@@edit"
AUTOSAVE = "/admin/news/live/@@autosave"


def filled(**values: str) -> dict[str, str]:
    return {"title": "Storm", "body": json.dumps(document("Wind.")), "slug": "", **values}


def field(answer: Any, name: str) -> str:
    return str(answer.forms["edit-form"][name].value)


def test_a_page_is_two_clicks_away_from_the_overview(
    news: ScratchSite, editor: Client, visitor: Client
) -> None:
    form = editor.get("/admin/").click(href=r"/admin/news/@@add").forms["edit-form"]
    form["title"] = "Storm"
    answer = form.submit("action", value="publish").follow()
    assert "is published" in answer.text
    assert "Storm" in visitor.get("/news/storm").text


def test_a_draft_is_saved_and_not_shown(
    news: ScratchSite, editor: Client, visitor: Client
) -> None:
    answer = editor.send(ADD, filled(action="save"), status=303).follow()
    assert "Draft" in answer.html.select_one("[data-state-chip]").text
    visitor.get("/news/storm", status=404)


def test_a_refused_form_keeps_what_was_typed(news: ScratchSite, editor: Client) -> None:
    answer = editor.send(ADD, filled(title="", summary="Windy"), status=422)
    assert "This is needed." in answer.text
    assert field(answer, "summary") == "Windy"
    assert "Wind." in field(answer, "body")


def test_a_taken_address_is_named_beside_its_field(news: ScratchSite, editor: Client) -> None:
    answer = editor.send(ADD, filled(slug="live"), status=422)
    assert answer.html.select_one('[data-error-for="slug"]').text.strip().startswith("The address")
    assert field(answer, "slug") == "live"


def test_an_address_that_follows_the_title_gives_way(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    editor.send(ADD, filled(title="Live", slug="live", action="save"), status=303)
    assert node_at("/news/live-2")["title"] == "Live"


def test_what_cannot_be_added_is_not_found(news: ScratchSite, editor: Client) -> None:
    editor.get("/admin/news/@@add?type=pages.nonsense", status=404)
    editor.get("/admin/news/@@add", status=404)
    editor.get("/admin/@@edit", status=404)


def test_editing_a_live_page_leaves_it_as_it_is_until_it_is_updated(
    news: ScratchSite, editor: Client, visitor: Client
) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    form["title"] = "Livelier"
    answer = form.submit("action", value="save").follow()
    assert "Published + changes" in answer.text
    assert "Livelier" not in visitor.get("/news/live").text
    editor.get(EDIT).forms["edit-form"].submit("action", value="publish")
    assert "Livelier" in visitor.get("/news/live").text


def test_a_page_gets_another_address(news: ScratchSite, editor: Client, node_at: Read) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    form["slug"] = "alive"
    assert form.submit("action", value="save").location.endswith("/admin/news/alive/@@edit")
    assert node_at("/news/live") == {}


def test_a_taken_address_leaves_the_whole_page_as_it_was(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    form["slug"], form["title"] = "draft", "Renamed"
    answer = form.submit("action", value="save", status=422)
    assert field(answer, "title") == "Renamed"
    assert node_at("/news/live")["revision"] == 1


def test_the_address_of_a_draft_follows_its_title(
    news: ScratchSite, editor: Client, node_at: Read
) -> None:
    form = editor.get("/admin/news/draft/@@edit").forms["edit-form"]
    form["title"], form["slug"] = "Live", "live"
    form.submit("action", value="save", status=303)
    assert node_at("/news/live-2")["title"] == "Live"


def test_unticking_a_box_is_saved(news: ScratchSite, editor: Client) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    form.set("in_menu", False, index=1)
    answer = form.submit("action", value="save").follow()
    assert not answer.forms["edit-form"].get("in_menu", index=1).checked


def test_the_edit_screen_stays_within_ten_statements(news: ScratchSite, editor: Client) -> None:
    for path in (EDIT, "/admin/news/changed/@@edit", ADD, "/admin/news/changed/@@history"):
        editor.get(path)
        with news.statements() as sql:
            editor.get(path)
        assert len(sql) <= 10, f"{path}: {len(sql)}"


def test_the_first_words_make_the_page(news: ScratchSite, editor: Client, node_at: Read) -> None:
    answer = editor.send("/admin/news/@@add-autosave?type=pages.page", filled()).json
    assert answer["edit_url"] == "/admin/news/storm/@@edit"
    assert answer["autosave_url"] == "/admin/news/storm/@@autosave"
    assert node_at("/news/storm")["state"] == "draft"


def test_autosaving_an_invalid_new_page_says_why(news: ScratchSite, editor: Client) -> None:
    path = "/admin/news/@@add-autosave?type=pages.page"
    answer = editor.send(path, filled(title=""), status=422).json
    assert answer["fields"] == {"title": "This is needed."}
    taken = editor.send(path, filled(slug="draft"), status=422).json
    assert "slug" in taken["fields"]


def test_autosave_keeps_a_copy_and_leaves_the_page_alone(
    news: ScratchSite, editor: Client, admin: Client, node_at: Read
) -> None:
    before = node_at("/news/live")
    version = field(editor.get(EDIT), "version")
    answer = editor.send(AUTOSAVE, filled(version=version, slug="stormy")).json
    assert "Published + changes" in answer["chip_html"]
    assert node_at("/news/live") == before
    mine = editor.get(EDIT)
    assert (field(mine, "title"), field(mine, "slug")) == ("Storm", "stormy")
    assert field(admin.get(EDIT), "title") == "Live"


def test_typing_something_and_taking_it_back_leaves_no_copy(
    news: ScratchSite, editor: Client
) -> None:
    page = editor.get(EDIT)
    same = {name: field(page, name) for name in ("title", "body", "slug", "version")}
    editor.send(AUTOSAVE, {**same, "title": "Other"})
    assert "did not save" in editor.get(EDIT).text
    assert "Published + changes" not in editor.send(AUTOSAVE, same).json["chip_html"]
    assert "did not save" not in editor.get(EDIT).text


def test_saving_removes_the_copy(news: ScratchSite, editor: Client) -> None:
    editor.send(AUTOSAVE, filled(version=field(editor.get(EDIT), "version")))
    editor.get(EDIT).forms["edit-form"].submit("action", value="save")
    answer = editor.get(EDIT)
    assert field(answer, "title") == "Storm"
    assert "did not save" not in answer.text


def test_a_copy_can_be_discarded(news: ScratchSite, editor: Client) -> None:
    editor.send(AUTOSAVE, filled(version=field(editor.get(EDIT), "version")))
    answer = editor.send("/admin/news/live/@@discard", status=303).follow()
    assert field(answer, "title") == "Live"


def test_unpublished_changes_can_be_discarded(news: ScratchSite, editor: Client) -> None:
    answer = editor.send("/admin/news/changed/@@discard", status=303).follow()
    assert field(answer, "title") == "Changed"
    again = editor.send("/admin/news/changed/@@discard", status=303).follow()
    assert "no unpublished changes" in again.text


def test_autosave_refuses_what_cannot_be_stored(news: ScratchSite, editor: Client) -> None:
    version = field(editor.get(EDIT), "version")
    answer = editor.send(AUTOSAVE, filled(version=version, body="no json"), status=422).json
    assert "body" in answer["fields"]


def test_a_copy_older_than_the_page_is_announced(news: ScratchSite, editor: Client) -> None:
    editor.send(AUTOSAVE, filled(version=field(editor.get(EDIT), "version")))
    with news.request("admin") as request:
        save(request, find_at(request, "/news/live"), {"title": "Theirs"})
    answer = editor.get(EDIT)
    assert "was saved by Admin after you began to type" in answer.text


def test_the_preview_shows_what_is_typed_to_whoever_typed_it(
    news: ScratchSite, editor: Client, admin: Client, visitor: Client
) -> None:
    editor.send(AUTOSAVE, filled(version=field(editor.get(EDIT), "version")))
    mine = editor.get("/admin/news/live/@@preview")
    assert "Wind." in mine.text
    assert mine.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Wind." not in admin.get("/admin/news/live/@@preview").text
    assert "Wind." not in visitor.get("/news/live").text
    visitor.get("/admin/news/live/@@preview", status=303)


def test_the_preview_shows_saved_changes(
    news: ScratchSite, editor: Client, visitor: Client
) -> None:
    assert "Newer text." in editor.get("/admin/news/changed/@@preview").text
    assert "Newer text." not in visitor.get("/news/changed").text


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "٣"])
def test_a_version_that_is_no_number_is_not_asked(
    news: ScratchSite, editor: Client, version: str
) -> None:
    editor.send(AUTOSAVE, filled(version=version), status=200)


def test_pages_of_a_plugin_that_is_off_keep_their_text(
    news: ScratchSite, make_site: Callable[..., ScratchSite], node_at: Read
) -> None:
    client = make_site({"mastaba.plugins": ""}).client("editor")
    assert "Live" in client.get("/admin/news").text
    answer = client.get(EDIT)
    assert "needs the plugin “pages”, which is not enabled" in answer.text
    client.send(EDIT, filled(version="1"), status=404)
    client.send(AUTOSAVE, filled(version="1"), status=404)
    client.send("/admin/news/live/@@trash", status=303)
    assert node_at("/news/live") == {}


def test_editing_refuses_what_cannot_be_stored_and_keeps_it(
    news: ScratchSite, editor: Client
) -> None:
    form = editor.get(EDIT).forms["edit-form"]
    form["title"], form["summary"] = "", "Kept"
    answer = form.submit("action", value="publish", status=422)
    assert field(answer, "summary") == "Kept"
    assert answer.html.select_one('[data-error-for="title"]').text.strip() == "This is needed."


@pytest.mark.parametrize(
    ("hours", "words", "chip"),
    [
        ((1, None), "It will be shown from", "Scheduled"),
        ((-2, -1), "It was shown until", "Expired"),
        ((-2, None), "Everybody who may see it reads it", "Published"),
    ],
)
def test_the_panel_says_what_is_true_now(
    news: ScratchSite,
    editor: Client,
    hours: tuple[int, int | None],
    words: str,
    chip: str,
) -> None:
    with news.request("editor") as request:
        start, end = (None if h is None else request.now + timedelta(hours=h) for h in hours)
        publish(request, find_at(request, "/news/live"), at=start, until=end)
    answer = editor.get(EDIT)
    assert words in answer.html.select_one(".publication").text
    assert answer.html.select_one("[data-state-chip]").text.strip() == chip
