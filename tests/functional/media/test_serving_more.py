"""Files beside the usual: documents, damaged pictures, caching by choice, preview links."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mastaba.api import create, find_at, publish, set_end, share
from mastaba.content.operations.preview_links import make_preview_link
from mastaba.testing import ScratchSite
from mastaba_media.models import Item
from mastaba_media.renditions.recipe import original
from mastaba_media.storage import Storage
from mastaba_pages.models import Page
from tests.functional.media.conftest import PLUGINS


def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, "PNG")
    return file.getvalue()


def add(request: Any, data: bytes, *, live: bool = True, **fields: Any) -> Any:
    """An item with these bytes, in the folder at the top."""
    digest = sha256(data).hexdigest()
    request.service(Storage).put(original(digest), BytesIO(data))
    folder = find_at(request, "/media", tree="library")
    known = {"title": fields.get("name", "Picture"), "blob": digest, "size": len(data)}
    item = create(request, folder, Item, {**known, **fields})
    if live:
        publish(request, item)
    return item


def picture(request: Any, data: bytes = b"", *, live: bool = True) -> Any:
    fields = {"media_type": "image/png", "kind": "image", "width": 64, "height": 48}
    return add(request, data or png(), live=live, name="teal.png", **fields)


@pytest.mark.parametrize(
    ("media_type", "said", "shown"),
    [
        ("application/pdf", "application/pdf", "attachment"),
        ("text/html", "application/octet-stream", "attachment"),
        ("text/csv", "application/octet-stream", "attachment"),
        ("image/svg+xml", "image/svg+xml", "inline"),
        ("audio/mpeg", "audio/mpeg", "inline"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_case_085_what_a_browser_could_run_is_downloaded(
    site: ScratchSite, media_type: str, said: str, shown: str
) -> None:
    with site.request() as request:
        item = add(
            request, b"<svg><script>1</script></svg>", name="Übersicht.x", media_type=media_type
        )
        url = request.node_url(item, "file")
    answer = site.client().get(f"{url}/anything")
    assert answer.headers["Content-Type"] == said
    assert answer.headers["Content-Disposition"] == (
        f"{shown}; filename=\"Ubersicht.x\"; filename*=UTF-8''%C3%9Cbersicht.x"
    )
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    saved = site.client().get(f"{url}?download")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    site.client().get(f"{url}/a/b", status=404)


def test_a_damaged_picture_is_a_grey_field_and_a_missing_file_is_not_there(
    site: ScratchSite, files: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with site.request() as request:
        damaged = picture(request, png()[:-40])
        url, lost = (
            request.node_url(damaged, "image"),
            add(request, b"x", name="x", media_type="audio/ogg"),
        )
        lost_url = request.node_url(lost, "file")
    grey = site.client().get(f"{url}/media.thumb/160.webp")
    assert grey.headers["Cache-Control"] == "private, no-store"
    assert Image.open(BytesIO(grey.body)).size[0] > 0
    site.client().get(lost_url)
    (files / original(sha256(b"x").hexdigest())).unlink()
    answer = site.client().get(lost_url, status=404)
    assert "blobs/" not in answer.text
    (files / original(sha256(b"x").hexdigest())).mkdir()  # there, and cannot be read
    site.client().get(lost_url, status=503)
    assert "mastaba check" in caplog.text


def test_an_admin_may_trade_requests_for_freshness(make_site: Callable[..., ScratchSite]) -> None:
    settings = {"mastaba.plugins": PLUGINS, "mastaba.media.serving.max_age": "600"}
    site = make_site(settings)
    with site.request() as request:
        item = picture(request)
        url, path = request.node_url(item, "file"), item.path
    assert site.client().get(url).headers["Cache-Control"] == "public, max-age=600"
    editors = site.client("editor").get(f"/admin/-/library{path}/@@file")  # may be a newer draft
    assert editors.headers["Cache-Control"] == "private, no-cache"
    assert editors.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    with site.request() as request:
        item = find_at(request, path, tree="library")
        set_end(request, item, request.now + timedelta(seconds=90))
    age = re.fullmatch(r"public, max-age=(\d+)", site.client().get(url).headers["Cache-Control"])
    assert age is not None
    assert 60 <= int(age[1]) <= 90
    with site.request() as request:
        share(request, find_at(request, path, tree="library"), {}, inherit=False)
    admin = site.client("admin").get(url)
    assert admin.headers["Cache-Control"] == "private, no-cache"


def test_pages_may_show_what_lies_elsewhere(make_site: Callable[..., ScratchSite]) -> None:
    site = make_site({"mastaba.plugins": PLUGINS})
    site.config.allow_media("https://files.example.org:9000")
    site.config.commit()
    for path, role in (("/", None), ("/admin/", "editor")):
        policy = site.client(role).get(path).headers["Content-Security-Policy"]
        for kind in ("img-src", "media-src"):
            assert "https://files.example.org:9000" in policy.split(kind)[1].split(";")[0]
    for wrong in ("http://files.example.org", "https://*", "https://a.example;script-src *"):
        with pytest.raises(Exception, match="allow_media"):
            site.config.allow_media(wrong)


def test_a_preview_link_shows_the_pictures_of_its_draft_and_ends_them(site: ScratchSite) -> None:
    with site.request("editor") as request:
        shown, other = picture(request, live=False), picture(request, live=False)
        block = {
            "type": "media.image",
            "attrs": {"uid": None, "version": 1, "data": {"picture": shown.uid}},
        }
        body = {"type": "doc", "content": [block]}
        page = create(request, find_at(request, "/"), Page, {"title": "Plans", "body": body})
        token = make_preview_link(request, page)
        hidden = [request.node_url(item, "file") for item in (shown, other)]
        uids = shown.uid, other.uid
    client = site.client()
    html = client.get(f"/-/preview/{token}").text
    urls = set(re.findall(r"/-/id/[^\s\"]+/320?\d*\.\w+|/-/id/[^\s\"]+\.(?:webp|png)", html))
    assert urls
    for url in urls:
        assert f"~{token}/" in url
        answer = client.get(url)
        assert answer.headers["Cache-Control"] == "private, no-store"
        for stolen in (url.replace(f"~{token}", ""), url.replace(*uids)):
            client.get(stolen, status=404)
    for url in hidden:
        client.get(url, status=404)
    with site.request() as request:
        share(request, find_at(request, "/plans"), {}, inherit=False)
    client.get(next(iter(urls)), status=404)
