"""Pictures, galleries and files in texts: who sees what, with which words, at what cost."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from mastaba.api import (
    Invalid,
    create,
    find,
    find_at,
    move,
    publish,
    purge,
    save,
    share,
    trash,
    unpublish,
)
from mastaba.content.operations.where_shown import ShownElsewhere
from mastaba.testing import ScratchSite
from mastaba_media.models import Folder, Item
from mastaba_pages.models import Page
from tests.support.bodies import block, body, text

PICTURE = {
    "kind": "image", "media_type": "image/jpeg", "name": "dome.jpg", "size": 900_000,
    "width": 1600, "height": 1200, "alt": {"en": "A dome", "de": "Eine Kuppel"},
    "caption": "The dome", "credit": "By the house",
}  # fmt: skip
PAPER = {
    "kind": "document",
    "media_type": "application/pdf",
    "name": "Plan.pdf",
    "size": 1_234_567,
}
SOUND = {"kind": "audio", "media_type": "audio/mpeg", "name": "bell.mp3", "size": 999}


def add(request: Any, title: str, fields: Any = PICTURE, *, live: bool = True, **more: Any) -> Any:
    data = {"title": title, "blob": sha256(title.encode()).hexdigest(), **fields, **more}
    item = create(request, find_at(request, "/media", tree="library"), Item, data)
    if live:
        publish(request, item)
    return item


def page(request: Any, title: str, *content: Any) -> Any:
    data = {"title": title, "body": body(*content)}
    made = create(request, find_at(request, "/"), Page, data)
    publish(request, made)
    return made


def image(item: Any, **values: Any) -> Any:
    return block("media.image", {"picture": item.uid, **values})


def shown(site: ScratchSite, path: str, role: str | None = None) -> Any:
    return site.client(role).get(path).html.select_one(".body")


def test_a_picture_has_its_words_and_those_of_the_page(site: ScratchSite) -> None:
    with site.request() as request:
        dome = add(request, "Dome")
        plain = add(request, "Plain", {**PICTURE, "decorative": True})
        target = page(request, "Target", text("x"))
        page(
            request, "Own", image(dome), image(dome, alt="Seen from below", caption="Here"),
            image(dome, captioned=False, place="wide", page=target.uid), image(plain),
            image(plain, link="https://example.org/"),
        )  # fmt: skip
    figures = shown(site, "/own").select("figure")
    assert [f.img["alt"] for f in figures] == ["A dome", "Seen from below", "A dome", "", "Plain"]
    captions = [f.figcaption and " ".join(f.figcaption.text.split()) for f in figures]
    own = "The dome By the house"
    assert captions == [own, "Here By the house", None, own, own]
    assert figures[0].img["width"] and figures[0].img["height"] and figures[0].source["srcset"]
    links = [f.a and f.a["href"] for f in figures]
    assert links == [None, None, "/target", None, "https://example.org/"]


def test_a_gallery_opens_large_and_a_file_says_what_it_is(site: ScratchSite) -> None:
    with site.request() as request:
        pictures = [add(request, f"No {n}", alt=None) for n in range(3)]
        paper, bell = add(request, "Plan", PAPER), add(request, "Bell", SOUND)
        page(
            request, "Own",
            block("media.gallery", {"pictures": [one.uid for one in pictures], "caption": "All"}),
            block("media.file", {"file": paper.uid}),
            block("media.file", {"file": bell.uid, "label": "Hear it"}),
        )  # fmt: skip
    html = shown(site, "/own")
    entries = html.select(".media-gallery li a")
    assert [a.img["alt"] for a in entries] == ["No 0", "No 1", "No 2"]
    assert all(a["href"].startswith("/-/id/") and "/file/dome.jpg" in a["href"] for a in entries)
    files = html.select(".media-file > a")
    assert [" ".join(a.text.split()) for a in files] == [
        "Plan PDF, 1.2 MB",
        "Hear it MP3, 999 bytes",
    ]
    assert html.audio["controls"] == "" and html.audio["src"] == files[1]["href"]


def test_editors_are_told_what_has_no_description(site: ScratchSite) -> None:
    with site.request() as request:
        mute, other = (add(request, title, alt=None) for title in ("Mute", "Other"))
        plain = add(request, "Plain", alt=None, decorative=True)
        gallery = block("media.gallery", {"pictures": [other.uid, plain.uid]})
        page(request, "Own", image(mute), image(mute, alt="Here"), image(plain), gallery)
    assert not shown(site, "/own").select(".media-note")
    notes = [note.text for note in shown(site, "/own", "editor").select(".media-note")]
    assert [note.partition("”")[0] for note in notes] == ["“Mute", "“Other"]


def test_nobody_sees_what_they_may_not_and_editors_are_told_why(site: ScratchSite) -> None:
    with site.request() as request:
        items = {name: add(request, name) for name in ("Hidden", "Trashed", "Purged", "Draft")}
        every = block("media.gallery", {"pictures": [one.uid for one in items.values()]})
        page(request, "Own", text("Text"), *map(image, items.values()), every)
        share(request, items["Hidden"], {}, inherit=False)
        unpublish(request, items["Draft"])
        for name in ("Trashed", "Purged"):
            trash(request, items[name])
        purge(request, items["Purged"])
    assert not shown(site, "/own").select("figure, img, .media-note")
    html = shown(site, "/own", "editor")
    assert [f.img["alt"] for f in html.select("figure.media-image")] == ["A dome"], "the draft"
    notes = [note.text for note in html.select(".media-note")][:3]
    assert "you may not see" in notes[0] and "“Trashed” is in the trash" in notes[1]
    assert "was deleted" in notes[2] and "Hidden" not in html.text


def test_twenty_pictures_in_all_sorts_of_blocks_cost_no_more_than_one(site: ScratchSite) -> None:
    with site.request() as request:
        items = [add(request, f"No {n}") for n in range(20)]
        one = block("media.gallery", {"pictures": [items[0].uid]})
        page(request, "One", image(items[0]), one)
        deep = [block("core.callout", {}, image(item), text("x")) for item in items[:10]]
        several = [
            block("media.gallery", {"pictures": [i.uid for i in items[n:]]}) for n in (0, 9)
        ]
        columns = [block("core.column", {}, *part) for part in (deep, several)]
        page(request, "Many", block("core.columns", {}, *columns), *map(image, items))
        page(request, "None", text("x"))
    visitor, costs = site.client(), {}
    for path in ("/none", "/one", "/many"):
        visitor.get(path)
        with site.statements() as sql:
            found = visitor.get(path).html.select(".body img")
        costs[path] = len(sql)
    assert len(found) == 10 + 20 + 11 + 20
    assert costs["/many"] == costs["/one"] <= costs["/none"] + 2


def test_a_document_is_no_picture(site: ScratchSite) -> None:
    with site.request("editor") as request:
        paper, own = add(request, "Plan", PAPER), page(request, "Own", text("x"))
        for wrong in (image(paper), block("media.gallery", {"pictures": [paper.uid]})):
            with pytest.raises(Invalid, match=r"“Plan” is no picture \(document\)"):
                save(request, own, {"body": body(wrong)})


def test_a_picture_of_a_live_page_belongs_to_who_may_publish_there(site: ScratchSite) -> None:
    """Wagtail 6594: by the move to a folder that nobody sees, too."""
    with site.request() as request:
        top = find_at(request, "/media", tree="library")
        vault = create(request, top, Folder, {"title": "Vault"})
        share(request, vault, {"role:editor": ["editor"]}, inherit=False)
        create(request, top, Folder, {"title": "Beside"})
        item = add(request, "Dome")
        own = page(request, "Own", image(item))
        share(request, own, {"system.Everyone": ["visitor"]}, inherit=False)
        uid = item.uid
    with site.request("editor") as request:
        item = find(request, uid, tree="library")
        with pytest.raises(ShownElsewhere):
            move(request, item, find_at(request, "/media/vault", tree="library"))
        move(request, item, find_at(request, "/media/beside", tree="library"))
        folder = find_at(request, "/media/beside", tree="library")
        with pytest.raises(ShownElsewhere):
            trash(request, folder)
        save(request, item, {"alt": {"en": "Other"}})
        with pytest.raises(ShownElsewhere):
            publish(request, item)
    shown = site.client().get("/own")
    shown.mustcontain("A dome", no=["Other"])
    assert shown.html.select("head link[href^='/-/static/media/'][href$='/site.css']")
