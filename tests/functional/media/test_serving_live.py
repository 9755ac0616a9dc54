"""Large files through the real server: ranges over several chunks, and clients that hang up."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from hashlib import sha256
from http.client import HTTPConnection, HTTPResponse
from io import BytesIO
from urllib.parse import urlsplit

import pytest

from mastaba.api import create, find_at, publish
from mastaba.testing import ScratchSite
from mastaba_media.models import Folder, Item
from mastaba_media.renditions.recipe import original
from mastaba_media.serving.body import CHUNK
from mastaba_media.storage import Storage
from tests.support.live import LiveServer

SIZE = 4 * CHUNK + 123
DATA = random.Random(7).randbytes(SIZE)


@pytest.fixture
def server(site: ScratchSite) -> Iterator[tuple[LiveServer, str]]:
    """A server, and the path of a public video on it."""
    digest = sha256(DATA).hexdigest()
    with site.request() as request:
        request.service(Storage).put(original(digest), BytesIO(DATA))
        folder = create(request, find_at(request, "/", tree="library"), Folder, {"title": "Films"})
        publish(request, folder)
        known = {"blob": digest, "media_type": "video/mp4", "kind": "video", "size": SIZE}
        film = create(request, folder, Item, {"title": "Film", "name": "film.mp4", **known})
        publish(request, film)
        path = f"{request.node_url(film, 'file')}/film.mp4"
    live = LiveServer(site.application)
    yield live, path
    live.close()


def ask(
    live: LiveServer, path: str, method: str = "GET", **headers: str
) -> tuple[HTTPResponse, bytes]:
    host = urlsplit(live.url)
    connection = HTTPConnection("localhost", host.port or 80, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_case_093_bytes_by_the_real_server(server: tuple[LiveServer, str]) -> None:
    live, path = server
    whole, body = ask(live, path)
    assert body == DATA
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["Content-Disposition"] == 'inline; filename="film.mp4"'
    first, last = CHUNK - 7, 3 * CHUNK + 9
    part, body = ask(live, path, Range=f"bytes={first}-{last}")
    assert (part.status, body) == (206, DATA[first : last + 1])
    assert part.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert ask(live, path, Range="bytes=-100")[1] == DATA[-100:]
    assert ask(live, path, Range="bytes=5-5,9-9")[1] == DATA
    beyond, body = ask(live, path, Range=f"bytes={SIZE}-")
    assert (beyond.status, body) == (416, b"")
    assert beyond.headers["Content-Range"] == f"bytes */{SIZE}"
    tag = whole.headers["ETag"]
    for status, headers in (
        (304, {"If_None_Match": tag}),
        (304, {"If_None_Match": tag, "Range": "bytes=0-1"}),
        (206, {"If_Range": tag, "Range": "bytes=0-1"}),
        (200, {"If_Range": '"x"', "Range": "bytes=0-1"}),
    ):
        assert ask(live, path, **headers)[0].status == status
    head, body = ask(live, path, "HEAD")
    assert (head.status, head.headers["Content-Length"], body) == (200, str(SIZE), b"")
    hang_up(live, path)
    assert ask(live, path, Range="bytes=0-9")[1] == DATA[:10]


def hang_up(live: LiveServer, path: str) -> None:
    """Ask for the whole file more often than there are threads, read a little, and be gone."""
    host = urlsplit(live.url)
    for extra in (b"", b"Range: bytes=1-\r\n") * 4:
        client = socket.create_connection(("localhost", host.port or 80), timeout=20)
        client.sendall(b"GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n" % (path.encode(), extra))
        assert client.recv(12).startswith(b"HTTP/1.1 20")
        client.close()
