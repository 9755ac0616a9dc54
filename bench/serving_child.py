"""The server of `bench.serving`: `python -m bench.serving_child FOLDER` until its input ends."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

from PIL import Image
from pyramid.config import Configurator
from waitress.server import create_server

from bench.content import HOST, SETTINGS
from mastaba.api import create, declared_place, publish
from mastaba.rendering.assets import StaticRoot
from mastaba.testing import ScratchSite
from mastaba_media.models import Folder, Item
from mastaba_media.renditions.recipe import original
from mastaba_media.storage import Storage

RENDITION = "media.text/800.webp"
STATIC = "/-/bench/file.webp"


def main(folder: Path) -> None:
    """Serve the site, say where, and wait."""
    files = folder / "static"
    files.mkdir()
    site = _site(folder, files)
    address, tag, size = _made(site)
    (files / "file.webp").write_bytes(bytes(size))
    server: Any = create_server(_front(site, files), host="127.0.0.1", port=0, threads=4)
    Thread(target=server.run, daemon=True).start()
    told = {"port": server.effective_port, "address": address, "tag": tag, "size": size}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    sys.stdin.read()


def _site(folder: Path, files: Path) -> ScratchSite:
    media = {"mastaba.plugins": "pages media", "mastaba.media.folder": str(folder / "media")}
    site = ScratchSite(f"sqlite:///{folder / 'media.sqlite'}", {**SETTINGS, **media})
    site.migrate()
    site.config.add_static_view("-/bench", str(files), factory=StaticRoot)
    site.config.commit()
    return site


def _front(site: ScratchSite, files: Path) -> Any:
    """The site; `/bare` is an application with a static view alone, `/cpu` is our clock."""
    config = Configurator()
    config.add_static_view("bare", str(files))
    bare = config.make_wsgi_app()

    def front(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/cpu":
            start("200 OK", [("Content-Type", "text/plain")])
            return [repr(time.process_time()).encode()]
        environ.update({"HTTP_HOST": HOST, "wsgi.url_scheme": "https"})
        app = bare if path.startswith("/bare/") else site.application
        return app(environ, start)  # type: ignore[no-any-return]  # WSGI

    return front


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


if __name__ == "__main__":
    main(Path(sys.argv[1]))
