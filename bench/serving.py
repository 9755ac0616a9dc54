"""What it costs to send a picture that is made already, beside a static file of the same size.

The static file comes from the same application by Pyramid's `static_view`, behind the same edge;
and from one that does nothing else. The picture comes by way of its node, rights and conditions.
"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from pyramid.config import Configurator

from bench.content import HOST, SETTINGS
from bench.measure import Call, caller, least
from mastaba.api import create, declared_place, publish
from mastaba.rendering.assets import StaticRoot
from mastaba.testing import ScratchSite
from mastaba_media.models import Folder, Item
from mastaba_media.renditions.recipe import original
from mastaba_media.storage import Storage

BUDGET = 2.0  # the picture to a static file of the same application
RENDITION = "media.text/800.webp"


def report(folder: Path, *, rounds: int, times: int) -> list[str]:
    """Print the table; return what is over its budget."""
    files = folder / "static"
    files.mkdir()
    site = _site(folder, files)
    address, tag, size = _made(site)
    (files / "file.webp").write_bytes(bytes(size))
    bare = _bare(files)
    calls = {
        "static file": _call(site.application, "/-/bench/file.webp"),
        "static file, bare app": _call(bare, "/-/bench/file.webp"),
        "picture": _call(site.application, address),
        "picture, 304": _call(site.application, address, HTTP_IF_NONE_MATCH=tag),
        "picture, a range": _call(site.application, address, HTTP_RANGE="bytes=0-999"),
    }
    found = least([*calls.values()], rounds=rounds, times=times)
    print(f"\nA picture of {size / 1000:.0f} kB; 1.00 = a static file of that size\n")
    for name, seconds in zip(calls, found, strict=True):
        print(f"{name:24} {seconds / found[0]:6.2f} {'':7} {seconds * 1000:7.3f}")
    site.close()
    return ["picture"] if found[2] > BUDGET * found[0] else []


def _site(folder: Path, files: Path) -> ScratchSite:
    media = {"mastaba.plugins": "pages media", "mastaba.media.folder": str(folder / "media")}
    site = ScratchSite(f"sqlite:///{folder / 'media.sqlite'}", {**SETTINGS, **media})
    site.migrate()
    site.config.add_static_view("-/bench", str(files), factory=StaticRoot)
    site.config.commit()
    return site


def _bare(files: Path) -> Any:
    config = Configurator()
    config.add_static_view("-/bench", str(files))
    return config.make_wsgi_app()


def _made(site: ScratchSite) -> tuple[str, str, int]:
    """Address, entity tag and size of a rendition three folders deep."""
    file = BytesIO()
    Image.effect_noise((1600, 1200), 60).save(file, "JPEG")
    with site.request() as request:
        item = _item(request, file.getvalue())
        address = f"{request.node_url(item, 'image')}/{RENDITION}"
    answer = site.client().get(address, extra_environ={"HTTP_HOST": HOST})
    return address, answer.headers["ETag"], len(answer.body)


def _item(request: Any, data: bytes) -> Any:
    digest = sha256(data).hexdigest()
    request.service(Storage).put(original(digest), BytesIO(data))
    place = declared_place(request, "media.files")
    for title in ("Photos", "Houses"):
        place = create(request, place, Folder, {"title": title})
        publish(request, place)
    known = {"blob": digest, "size": len(data), "media_type": "image/jpeg", "kind": "image"}
    known |= {"name": "house.jpg", "width": 1600, "height": 1200, "title": "House"}
    item = create(request, place, Item, known)
    publish(request, item)
    return item


def _call(app: Any, path: str, **environ: str) -> Call:
    return caller(app, path, more=environ)
