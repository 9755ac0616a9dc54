"""The library's screens: what they list, what they ask, what they save."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from mastaba.api import create, find_at, publish, save, share, trash
from mastaba.content.bulk import Bed, Sprout
from mastaba.testing import ScratchSite
from mastaba_media.library.filters import Asked, files
from mastaba_media.models import Folder, Item
from mastaba_pages.models import Page
from tests.functional.content.test_references import body

MEDIA = "/admin/-/library/media"


def item(request: Any, title: str, folder: str = "/media", **data: Any) -> Any:
    """A picture without bytes, which is enough for lists."""
    facts = {"kind": "image", "media_type": "image/jpeg", "width": 300, "height": 200, "size": 9}
    named = {"title": title, "name": f"{title.lower()}.jpg", "blob": "ab" * 32}
    given = {**named, **facts, **data}
    return create(request, find_at(request, folder, tree="library"), Item, given)


def titles(page: Any) -> list[str]:
    return [found.text for found in page.html.select(".tile-title")]


@pytest.fixture
def shelf(site: ScratchSite) -> ScratchSite:
    """Pictures in each state that the filters tell apart; one of them in a folder below."""
    with site.request("admin") as request:
        media = find_at(request, "/media", tree="library")
        publish(request, create(request, media, Folder, {"title": "Deep"}))
        dome = item(request, "Dome", alt={"en": "A Café under a dome"}, tags=["roof", "été"])
        publish(request, dome)
        item(request, "Plain", caption="Nothing said of it", decorative=True)
        item(request, "Mute")
        item(request, "Report", kind="document", name="r.pdf", width=None, height=None)
        item(request, "Below", "/media/deep", alt={"en": "x"})
        page = create(request, find_at(request, "/"), Page, {"title": "P", "body": body(dome.uid)})
        publish(request, page)
    return site


FILTERED = [
    ("", ["Dome", "Mute", "Plain", "Report"]),
    ("kind=document", ["Report"]),
    ("undescribed=1", ["Mute"]),
    ("unused=1", ["Mute", "Plain", "Report"]),
    ("tag=roof", ["Dome"]),
    ("tag=%C3%A9t%C3%A9", ["Dome"]),
    ("tag=roo", []),
    ("q=below", ["Below"]),
    ("q=caf%C3%A9", ["Dome"]),
    ("q=MUTE.JPG", ["Mute"]),
    ("q=nothing+said", ["Plain"]),
    ("q=%25", []),
    ("state=published", ["Dome"]),
    ("since=1&kind=image", ["Dome", "Mute", "Plain"]),
    ("below=1&q=low", ["Below"]),
    ("kind=nonsense&sort=nonsense&since=x&state=y", ["Dome", "Mute", "Plain", "Report"]),
]


def test_filters_are_plain_parameters(shelf: ScratchSite) -> None:
    editor = shelf.client("editor")
    found = [(query, sorted(titles(editor.get(f"{MEDIA}?{query}")))) for query, _ in FILTERED]
    assert found == FILTERED


def test_the_list_is_ordered_and_counted(shelf: ScratchSite) -> None:
    editor = shelf.client("editor")
    first = editor.get(MEDIA)
    assert titles(first) == ["Report", "Mute", "Plain", "Dome"]
    assert "4 files" in first.text and "Deep" in first.html.select_one(".folders").text
    assert titles(editor.get(f"{MEDIA}?sort=title")) == ["Dome", "Mute", "Plain", "Report"]
    assert editor.get(f"{MEDIA}?view=list").html.select_one("[data-shelf=list]")
    assert editor.get("/admin/-/media").location.endswith(MEDIA)


def test_a_folder_of_folders_shows_what_lies_in_them(site: ScratchSite) -> None:
    with site.request("admin") as request:
        media = find_at(request, "/media", tree="library")
        publish(request, create(request, media, Folder, {"title": "Deep"}))
        item(request, "Below", "/media/deep")
    page = site.client("admin").get(f"{MEDIA}/")
    assert titles(page) == ["Below"]
    assert "1 file in its folders" in page
    assert page.html.select_one("input[name=below]").get("checked") is None
    assert page.html.select_one("input[name=all]") is None


def test_what_is_used_by_a_draft_or_in_the_trash_is_used(shelf: ScratchSite) -> None:
    """Exact whatever the rights: a page that nobody here may see counts."""
    with shelf.request("admin") as request:
        mute = find_at(request, "/media/mute", tree="library")
        root = find_at(request, "/")
        secret = create(request, root, Page, {"title": "Secret", "body": body(mute.uid)})
        share(request, secret, {}, inherit=False)
    unused = shelf.client("editor").get(f"{MEDIA}?unused=1")
    assert sorted(titles(unused)) == ["Plain", "Report"]
    with shelf.request("admin") as request:
        trash(request, find_at(request, "/secret"))
    assert "Mute" not in titles(shelf.client("editor").get(f"{MEDIA}?unused=1"))


def test_who_may_only_review_is_offered_no_more(shelf: ScratchSite) -> None:
    with shelf.request("admin") as request:
        media = find_at(request, "/media", tree="library")
        share(request, media, {"role:editor": ["reviewer"]}, inherit=False)
    page = shelf.client("editor").get(MEDIA)
    assert "Dome" in titles(page)
    for mark in ("[data-media-upload]", "[data-media-drop]", "[popovertarget=new-folder]"):
        assert page.html.select_one(mark) is None
    offered = [button["value"] for button in page.html.select(".bulk button")]
    assert offered == ["publish", "unpublish"]
    refused = shelf.client("editor").send(f"{MEDIA}/@@new-folder", {"title": "X"}, status=403)
    assert "X" not in titles(refused)


def test_a_folder_is_made_and_published(shelf: ScratchSite) -> None:
    form = shelf.client("editor").get(MEDIA).forms["new-folder"]
    form["title"] = "Summer 2026"
    assert "Summer 2026" in form.submit().follow().text
    with shelf.request() as request:
        assert find_at(request, "/media/summer-2026", tree="library").state == "published"


def test_files_are_dragged_into_a_folder_and_back(shelf: ScratchSite) -> None:
    editor = shelf.client("editor")
    with shelf.request() as request:
        deep, mute = (find_at(request, f"/media/{n}", tree="library") for n in ("deep", "mute"))
        fields = {"target": deep.id, "select": mute.id, "stay": "1"}
    answer = editor.send(f"{MEDIA}/@@move", fields)
    assert answer.location.endswith(MEDIA)
    page = answer.follow()
    assert "Mute" not in titles(page) and "Undo" in page.text
    undo = next(form for form in page.forms.values() if form.action.endswith("@@undo"))
    undo.submit()
    assert "Mute" in titles(editor.get(MEDIA))


def many(site: ScratchSite, count: int) -> None:
    with site.request() as request:
        media = find_at(request, "/media", tree="library")
        facts = {"kind": "image", "media_type": "image/jpeg", "name": "x.jpg", "size": 10}
        photos = ((f"photo-{number}", f"Photo {number:05}") for number in range(count))
        sown = [Sprout(Item, slug, {"title": title, **facts}) for slug, title in photos]
        Bed(request, media).plant(sown)


@pytest.mark.parametrize(
    ("database", "count"),
    [("sqlite", 10_000), pytest.param("postgres", 1_000, marks=pytest.mark.postgres)],
    indirect=["database"],
)
def test_the_first_page_costs_six_statements(site: ScratchSite, count: int) -> None:
    many(site, count)
    editor = site.client("editor")
    assert len(titles(editor.get(MEDIA))) == 60
    with site.statements() as sql:
        page = editor.get(MEDIA)
    assert len(sql) <= 6, "\n".join(sql)
    assert f"{count:,} files" in page.text
    second = page.click("Next")
    assert len(set(titles(second)) - set(titles(page))) == 60
    assert_no_scan(site)


def assert_no_scan(site: ScratchSite) -> None:
    """No filter reads all nodes: each begins with the folder, or with its part of the tree."""
    queries = (Asked(kind="image"), Asked(undescribed=True), Asked(unused=True), Asked(tag="x"))
    with site.request("editor") as request:
        media = find_at(request, "/media", tree="library")
        for asked in (*queries, Asked(q="photo"), Asked(kind="image", below=True, unused=True)):
            with site.statements() as sql:
                files(request, media, asked).rows(60)
            assert "SCAN node" not in plan(request, sql[0]), asked
            assert "SCAN media_item" not in plan(request, sql[0]), asked


def plan(request: Any, sql: str) -> str:
    """SQLite's own words; PostgreSQL's depend on its statistics."""
    if request.db.bind.dialect.name != "sqlite":
        return ""
    count = sql.count("?")
    rows = request.db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (None,) * count)
    return "\n".join(str(row[3]) for row in rows)


def test_crop_turn_and_focal_point_are_saved_as_fractions(shelf: ScratchSite) -> None:
    editor = shelf.client("editor")
    form = editor.get(f"{MEDIA}/mute/@@edit").forms["edit-form"]
    assert (form["picture.width"].value, form["picture.focus_x"].value) == ("100", "50")
    edits = {"turn": "90", "left": "10", "top": "0", "width": "33.3333", "height": "100"}
    for name, value in {**edits, "focus_x": "12,5", "focus_y": "7e400"}.items():
        form[f"picture.{name}"] = value
    form["alt.en"] = "  A bird\non a wire "
    form["alt-locale"], form["alt-text"] = "de", "Ein Vogel"
    form.submit("action", value="save")
    with shelf.request() as request:
        found = find_at(request, "/media/mute", tree="library")
        assert (found.turn, found.crop) == (90, [0.1, 0, 0.333333, 1])
        assert (found.focus_x, found.focus_y) == (Decimal("0.125"), Decimal("0.5"))
        assert found.alt == {"en": "A bird on a wire", "de": "Ein Vogel"}
        assert found.described
        number = found.revision
    editor.get(f"{MEDIA}/mute/@@edit").forms["edit-form"].submit("action", value="save")
    with shelf.request() as request:
        assert find_at(request, "/media/mute", tree="library").revision == number


def test_versions_are_shown_with_what_they_looked_like(shelf: ScratchSite) -> None:
    with shelf.request("admin") as request:
        save(request, find_at(request, "/media/mute", tree="library"), {"turn": 90})
    editor = shelf.client("editor")
    for query, numbers in (("revision?number=1", "1"), ("compare?old=1&new=2", "12")):
        shown = editor.get(f"{MEDIA}/mute/@@{query}").html.select(".media-versions img")
        assert [image["src"].rpartition("revision=")[2] for image in shown] == list(numbers)


def test_a_picture_that_nobody_described_gets_no_version_by_saving(shelf: ScratchSite) -> None:
    shelf.client("editor").get(f"{MEDIA}/mute/@@edit").forms["edit-form"].submit(
        "action", value="save"
    )
    with shelf.request() as request:
        assert find_at(request, "/media/mute", tree="library").revision == 1


def test_what_somebody_typed_before_does_not_hide_the_new_file(shelf: ScratchSite) -> None:
    editor = shelf.client("editor")
    typed = {"title": "Mute", "caption": "Mine"}
    editor.send(f"{MEDIA}/mute/@@autosave", typed)
    with shelf.request("editor") as request:
        mute = find_at(request, "/media/mute", tree="library")
        save(request, mute, {"blob": "cd" * 32, "width": 77, "height": 55})
    page = editor.get(f"{MEDIA}/mute/@@edit")
    assert page.forms["edit-form"]["caption"].value == "Mine"
    facts = page.html.select_one(".media-facts").text
    assert "77 × 55" in facts and "cdcdcd" in facts


def test_two_people_at_one_picture_decide(shelf: ScratchSite) -> None:
    editor = shelf.client("editor")
    form = editor.get(f"{MEDIA}/mute/@@edit").forms["edit-form"]
    with shelf.request("admin") as request:
        save(request, find_at(request, "/media/mute", tree="library"), {"caption": "Other"})
    form["caption"] = "Mine"
    assert "Two texts" in form.submit("action", value="save", status=409).text


def test_a_file_says_where_it_is_used(shelf: ScratchSite) -> None:
    with shelf.request("admin") as request:
        dome = find_at(request, "/media/dome", tree="library")
        root = find_at(request, "/")
        secret = create(request, root, Page, {"title": "Secret", "body": body(dome.uid)})
        share(request, secret, {}, inherit=False)
        trash(request, create(request, root, Page, {"title": "Gone", "body": body(dome.uid)}))
        save(request, dome, {"turn": 90})
        ticked = {"select": dome.id, "action": "trash"}
    page = shelf.client("editor").get(f"{MEDIA}/dome/@@edit")
    assert [link.text for link in page.html.select(".used a")] == ["P"]
    assert "And 1 page that you cannot see and 1 page in the trash." in page.text
    assert "Secret" not in page.text
    assert "Version 1" in page.html.select_one(".earlier").text
    question = shelf.client("editor").get(f"{MEDIA}/dome/@@trash")
    assert "One public page uses this" in question.text and question.html.select(".faces img")
    several = shelf.client("editor").send(f"{MEDIA}/@@bulk", ticked)
    assert "Move to trash: 1 item" in several.text and several.html.select(".faces img")
    assert "page not found" not in several.text


def test_the_overview_names_pictures_without_a_description(shelf: ScratchSite) -> None:
    panel = (
        shelf.client("editor")
        .get("/admin/")
        .html.select_one("[aria-labelledby=media-undescribed]")
    )
    assert [link.text for link in panel.select("a")] == ["Mute"]
    with shelf.request("admin") as request:
        save(request, find_at(request, "/media/mute", tree="library"), {"decorative": True})
    assert "media-undescribed" not in shelf.client("editor").get("/admin/").text
