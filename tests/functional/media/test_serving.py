"""Files and pictures at their addresses: who gets them, and how (cases 093, 094, 097-099, 101)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from mastaba.api import create, expire, find_at, move, publish, save, share, trash, unpublish
from mastaba.testing import ScratchSite
from mastaba_media.models import Folder, Item
from mastaba_media.renditions.recipe import original
from mastaba_media.renditions.specs import spec
from mastaba_media.storage import Storage

LIBRARY = "library"
PATH = "/photos/dome"
NAME = "The secret dome"


def jpeg(colour: str, size: tuple[int, int] = (400, 300)) -> bytes:
    """A picture with a place in its EXIF."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010E] = "GPS-CANARY"
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", exif=exif)
    return file.getvalue()


def stored(request: Any, data: bytes, **fields: Any) -> dict[str, Any]:
    """Fields of an item with these bytes, which are stored."""
    digest = sha256(data).hexdigest()
    request.service(Storage).put(original(digest), BytesIO(data))
    known = {"blob": digest, "size": len(data), "media_type": "image/jpeg", "kind": "image"}
    return {**known, "name": "dome.jpg", "width": 400, "height": 300, **fields}


@pytest.fixture
def library(site: ScratchSite) -> ScratchSite:
    """A public picture in a public folder; a closed folder beside it."""
    with site.request() as request:
        root = find_at(request, "/", tree=LIBRARY)
        for title in ("Photos", "Vault"):
            publish(request, create(request, root, Folder, {"title": title}))
        share(request, find_at(request, "/vault", tree=LIBRARY), {}, inherit=False)
        add(request, NAME, stored(request, jpeg("red")), slug="dome")
    return site


def add(request: Any, title: str, fields: dict[str, Any], *, slug: str, live: bool = True) -> Any:
    folder = find_at(request, "/photos", tree=LIBRARY)
    item = create(request, folder, Item, {"title": title, **fields}, slug=slug)
    if live:
        publish(request, item)
    return item


def at(request: Any, path: str = PATH) -> Any:
    return find_at(request, path, tree=LIBRARY)


def change(site: ScratchSite, act: Callable[[Any, Any], Any], path: str = PATH) -> None:
    with site.request() as request:
        act(request, at(request, path))


def addresses(site: ScratchSite, path: str = PATH) -> dict[str, str]:
    """Every kind of address that leads to the bytes of an item."""
    with site.request() as request:
        item = at(request, path)
        base, admin = (
            request.node_url(item, "image"),
            request.node_url(item, "image", front="admin"),
        )
        signed = spec(request, widths=(200,), ratio=(1, 1)).name
        presets = ("media.thumb/320.webp", "media.card/800.jpg", f"{signed}/200.webp")
        found = {preset: f"{base}/{preset}" for preset in presets}
        found["file"] = f"{request.node_url(item, 'file')}/dome.jpg"
        found["file of any name"] = request.node_url(item, "file")
        found["old version"] = f"{base}/media.thumb/320.webp?v=123"
        found["newest picture"] = f"{admin}/media.thumb/320.webp"
        found["newest file"] = request.node_url(item, "file", front="admin")
    return found


def picture(answer: Any) -> Image.Image:
    return Image.open(BytesIO(answer.body))


def test_case_098_everybody_gets_a_public_picture_and_nothing_about_it(
    library: ScratchSite,
) -> None:
    client = library.client()
    for name, url in addresses(library).items():
        if "/admin" in url:
            continue
        answer = client.get(url)
        assert answer.headers["Cache-Control"] == "no-cache", name
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert policy.endswith("sandbox")
        assert re.fullmatch('"[0-9a-f]{24}"', answer.headers["ETag"])
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert b"GPS-CANARY" not in answer.body
        assert b"Exif" not in answer.body
        assert "Set-Cookie" not in answer.headers
        red = picture(answer).convert("RGB").getpixel((20, 20))
        assert red[0] > 220
        assert max(red[1:]) < 40
    thumb = picture(client.get(addresses(library)["media.thumb/320.webp"]))
    assert thumb.size == (300, 300)  # never larger than the picture


NOT_DECLARED = (
    "media.thumb/320.gif",  # which no page names of a JPEG
    "media.text/400.png",
    "media.thumb/320.avif",  # which is not made of this preset
    "media.thumb/321.webp", "media.thumb/320.bmp", "media.thumb/0320.webp", "nobody/320.webp",
    "media.thumb/320", "media.thumb", "media.thumb/320.webp/x", "media.thumb/-3.webp",
    "media.thumb/99999999.webp", "media.thumb/320.WEBP", "200r1x1." + "0" * 32 + "/200.webp",
    "media.thumb/%D9%A3%D9%A2%D9%A0.webp", "", "320.webp", "media.thumb//320.webp/..",
)  # fmt: skip


def test_case_099_no_other_picture_is_ever_made(library: ScratchSite, files: Any) -> None:
    base = addresses(library)["file of any name"].removesuffix("/file")
    for asked in NOT_DECLARED:
        library.client().get(f"{base}/image/{asked}", status=404)
    made = [path for path in files.rglob("*") if path.is_file() and "renditions" in path.parts]
    assert made == []


def test_case_099_a_signed_spec_has_its_own_widths_only(library: ScratchSite) -> None:
    url = next(u for name, u in addresses(library).items() if "r1x1" in u)
    library.client().get(url)
    for other in (url.replace("/200.webp", "/201.webp"), url.replace("200r1x1", "200r1x2")):
        library.client().get(other, status=404)


HIDDEN: dict[str, Callable[[Any, Any], Any]] = {
    "unpublished": lambda r, n: unpublish(r, n),
    "ended": lambda r, n: expire(r, n),
    "not yet": lambda r, n: setattr(n, "published_at", r.now + timedelta(hours=1)),
    "closed": lambda r, n: share(r, n, {}, inherit=False),
    "below a closed folder": lambda r, n: share(
        r, r.db.get(Folder, n.parent_id), {}, inherit=False
    ),
    "moved below one": lambda r, n: move(r, n, find_at(r, "/vault", tree=LIBRARY)),
    "in the trash": lambda r, n: trash(r, n),
}


def every_way(client: Any, url: str, tag: str) -> Iterator[Any]:
    """GET, HEAD, a range, and conditions that would be met."""
    for method in ("GET", "HEAD"):
        for headers in (
            {},
            {"Range": "bytes=0-9"},
            {"If-None-Match": tag},
            {"If-None-Match": "*"},
            {"If-Modified-Since": "Wed, 02 Jan 2999 03:04:05 GMT"},
        ):
            yield client.request(url, method=method, headers=headers, status="*")


def test_case_093_hidden_on_every_address_by_every_method(library: ScratchSite) -> None:
    client = library.client()
    for how, hide in HIDDEN.items():
        path = own_folder(library, how)
        found = addresses(library, path)
        public = {name: url for name, url in found.items() if "/admin" not in url}
        tags = {name: client.get(url).headers["ETag"] for name, url in public.items()}
        missing = anonymised(client.get(public["file"].replace("/id/0", "/id/1"), status=404))
        change(library, hide, path)
        for name, url in public.items():
            for answer in every_way(client, url, tags[name]):
                assert answer.status_int == 404, (how, name)
                assert answer.headers["Cache-Control"] == "no-store"
                assert answer.request.method == "HEAD" or anonymised(answer) == missing
                assert "ETag" not in answer.headers
        for url in found.values():
            if "/admin" in url:
                assert client.get(url, status="*").status_int in (302, 303, 404)


def own_folder(site: ScratchSite, name: str) -> str:
    """The path of a public picture in a public folder of its own."""
    with site.request() as request:
        folder = create(request, at(request, "/photos"), Folder, {"title": name})
        publish(request, folder)
        item = create(request, folder, Item, {"title": NAME, **stored(request, jpeg("red"))})
        publish(request, item)
        return str(item.path)


def anonymised(answer: Any) -> str:
    """A page that is not there, without what it repeats of the address and of the request."""
    return re.sub(r'next=[^"]*|<code>\w+</code>', "", answer.text)


def test_case_093_a_draft_is_for_its_editors_and_kept_by_nobody_else(library: ScratchSite) -> None:
    with library.request() as request:
        add(request, "Draft", stored(request, jpeg("blue")), slug="draft", live=False)
    found = addresses(library, "/photos/draft")
    for url in found.values():
        assert library.client().get(url, status="*").status_int in (302, 303, 404)
        assert library.client("reader").get(url, status="*").status_int in (302, 303, 403, 404)
        answer = library.client("editor").get(url)
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_case_101_a_replaced_picture_keeps_its_address_and_loses_its_bytes(
    library: ScratchSite,
) -> None:
    client, found = library.client(), addresses(library)
    url, file = found["media.thumb/320.webp"], found["file"]
    before = {address: client.get(address) for address in (url, file)}
    with library.request() as request:
        save(request, at(request), stored(request, jpeg("blue")))
    for address, old in before.items():
        again = client.get(address, headers={"If-None-Match": old.headers["ETag"]}, status=304)
        assert again.body == b""
        assert picture(client.get(address)).convert("RGB").getpixel((9, 9))[0] > 200
    editor = library.client("editor")
    for name in ("newest picture", "newest file"):
        assert picture(editor.get(found[name])).convert("RGB").getpixel((9, 9))[2] > 200
    change(library, lambda r, n: publish(r, n))
    for address, old in before.items():
        fresh = client.get(address, headers={"If-None-Match": old.headers["ETag"]})
        assert fresh.headers["ETag"] != old.headers["ETag"]
        assert picture(fresh).convert("RGB").getpixel((9, 9))[2] > 200


def test_case_098_what_was_cut_off_is_for_editors_only(library: ScratchSite) -> None:
    with library.request() as request:
        cut = stored(request, jpeg("red"), crop=[0, 0, 0.5, 1])
        add(request, "Cut", cut, slug="cut")
    found = addresses(library, "/photos/cut")
    assert picture(library.client().get(f"{found['file']}?plain=1")).size == (200, 300)
    editor = library.client("editor")
    assert picture(editor.get(f"{found['file']}?plain=1")).size == (200, 300)
    assert picture(editor.get(f"{found['newest file']}?plain=1")).size == (400, 300)


def test_it_moves_and_is_renamed_under_the_same_address(library: ScratchSite) -> None:
    client, url = library.client(), addresses(library)["file"]
    client.get(url)
    with library.request() as request:
        move(request, at(request), elsewhere(request))
    assert client.get(url).status_int == 200


def elsewhere(request: Any) -> Any:
    root = find_at(request, "/", tree=LIBRARY)
    made = create(request, root, Folder, {"title": "Elsewhere"})
    publish(request, made)
    return made


def test_statements_of_a_picture(library: ScratchSite) -> None:
    client, url = library.client(), addresses(library)["media.thumb/320.webp"]
    tag = client.get(url).headers["ETag"]
    for headers, status in (
        ({}, 200),
        ({"If-None-Match": tag}, 304),
        ({"Range": "bytes=0-1"}, 206),
    ):
        with library.statements() as sql:
            client.get(url, headers=headers, status=status)
        assert len(sql) == 1, sql
