"""`add_upload_view`: large bodies for some, outside the transaction (case 084)."""

from __future__ import annotations

import hashlib
import http.client
import socket
import tracemalloc
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlsplit

import pytest
from pyramid_retry import RetryableException
from webob.request import BaseRequest

from mastaba.api import create, find_at, publish, save
from mastaba.security.csrf import FIELD
from mastaba.security.ingress import MemoryRequest
from mastaba.testing import ScratchSite
from mastaba.testing.scratch import Client
from mastaba_pages.models import Page
from tests.support.live import LiveServer

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
MB = 1_000_000
LIMIT = 12 * MB
PLACE = "/admin/page/@@take"


class Notes:
    """What the two halves of the view saw."""

    def __init__(self) -> None:
        self.received: list[tuple[int, bool]] = []
        self.busy = 0
        self.meanwhile: Callable[[], None] = lambda: None

    def receive(self, _context: Any, request: Any, body: Any) -> Any:
        self.received.append((request.content_length, bool(request.environ.get("tm.active"))))
        self.meanwhile()
        if request.GET.get("refuse"):
            return request.response.__class__(status=415, json_body={"error": "no"})
        return hashlib.file_digest(body, "sha256").hexdigest()

    def view(self, context: Any, request: Any, digest: str) -> dict[str, Any]:
        save(request, context, {"title": digest[:9]})
        publish(request, context)
        request.db.flush()
        if self.busy:
            self.busy -= 1
            raise RetryableException("others are writing")
        return {"digest": digest}


@pytest.fixture
def notes(site: ScratchSite) -> Notes:
    """A page with a view that takes files of 12 MB."""
    notes = Notes()
    with site.request("admin") as request:
        publish(request, create(request, find_at(request, "/"), Page, {"title": "Page"}))
    options = {"context": Page, "permission": "edit", "renderer": "json"}
    site.config.add_upload_view(
        notes.view, receive=notes.receive, limit=lambda _registry: LIMIT, name="take", **options
    )
    site.config.commit()
    return notes


def head(client: Client) -> dict[str, str]:
    """The token where a script sends it, and what its answers shall be."""
    return {"X-CSRF-Token": client.csrf.get(FIELD, ""), "Accept": "application/json"}


def title(site: ScratchSite) -> str:
    with site.request() as request:
        return str(find_at(request, "/page").title)


def test_a_file_is_received_outside_the_transaction_and_its_rows_made_within(
    site: ScratchSite, notes: Notes
) -> None:
    body, client = bytes(11 * MB), site.client("editor")
    answer = client.post(PLACE, body, headers=head(client), content_type="image/png")
    assert answer.json == {"digest": hashlib.sha256(body).hexdigest()}
    assert notes.received == [(11 * MB, False)]
    assert title(site) == answer.json["digest"][:9]


def test_what_meets_others_at_work_is_done_again_without_receiving_again(
    site: ScratchSite, notes: Notes
) -> None:
    notes.busy, client = 2, site.client("editor")
    client.post(PLACE, b"a", headers=head(client), status=200)
    assert (notes.busy, len(notes.received)) == (0, 1)
    notes.busy = 99
    client.post(PLACE, b"b", headers=head(client), status=503)
    assert title(site) == hashlib.sha256(b"a").hexdigest()[:9]


def test_others_write_while_a_file_is_looked_at(site: ScratchSite, notes: Notes) -> None:
    def write() -> None:
        with site.request("admin") as request:
            create(request, find_at(request, "/"), Page, {"title": "Meanwhile"})

    notes.meanwhile, client = write, site.client("editor")
    client.post(PLACE, b"a", headers=head(client), status=200)
    with site.request() as request:
        assert find_at(request, "/meanwhile") is not None


@ONE_DATABASE
def test_a_refusal_of_the_first_half_is_the_answer(site: ScratchSite, notes: Notes) -> None:
    client = site.client("editor")
    answer = client.post(f"{PLACE}?refuse=1", b"a", headers=head(client), status=415)
    assert answer.json == {"error": "no"}
    assert title(site) == "Page"


@ONE_DATABASE
def test_others_are_refused_before_their_file_is_looked_at(
    site: ScratchSite, notes: Notes
) -> None:
    client, reader = site.client("editor"), site.client("reader")
    client.post(PLACE, bytes(LIMIT + 1), headers=head(client), status=413)
    client.post(PLACE, bytes(11 * MB), status=413)
    reader.post(PLACE, b"a", headers=head(reader), status=403)
    reader.post("/admin/nothing/@@take", b"a", headers=head(reader), status=404)
    site.client().post(PLACE, bytes(11 * MB), headers={"X-CSRF-Token": "a.b"}, status=413)
    client.send(PLACE, {"file": "a"}, status=400)
    client.post(PLACE, b"a", headers=head(client), content_type="multipart/form-data", status=400)
    assert notes.received == []


@ONE_DATABASE
def test_another_view_of_the_same_name_is_as_any_other(site: ScratchSite, notes: Notes) -> None:
    def plain(context: Any, request: Any) -> dict[str, Any]:
        save(request, find_at(request, "/page"), {"title": request.POST["title"]})
        publish(request, find_at(request, "/page"))
        return {}

    options = {"request_method": "POST", "permission": "edit", "renderer": "json"}
    site.config.add_admin_view(plain, name="take", **options)
    site.config.commit()
    client = site.client("editor")
    client.post("/admin/@@take", {"title": "Plain"}, headers=head(client), status=200)
    assert title(site) == "Plain"
    client.post("/admin/@@take", bytes(11 * MB), headers=head(client), status=413)


@pytest.fixture
def live(site: ScratchSite, notes: Notes) -> Iterator[LiveServer]:
    """The real waitress, as `mastaba serve` sets it up."""
    server = LiveServer(site.application)
    yield server
    server.close()


def wire_head(site: ScratchSite, client: Client, **more: str) -> dict[str, str]:
    cookie = client.cookies[site.cookie_name]
    return {**head(client), "Cookie": f"{site.cookie_name}={cookie}", **more}


def talk(live: LiveServer, path: str, headers: dict[str, str], body: Any) -> tuple[int, bytes]:
    """Send it as it is; an iterable goes in chunks, without a length."""
    address = urlsplit(live.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port)
    try:
        connection.request(
            "POST", path, body, headers, encode_chunked="Content-Length" not in headers
        )
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


@ONE_DATABASE
def test_case_084_the_server_refuses_large_bodies_by_their_head(
    site: ScratchSite, live: LiveServer, notes: Notes
) -> None:
    client = site.client("editor")
    for headers, length in (
        (wire_head(site, client), LIMIT + 1),
        ({"X-CSRF-Token": "a.b"}, 11 * MB),
        ({}, 11 * MB),
    ):
        answer = first_words(live, {**headers, "Content-Length": str(length)})
        assert answer.startswith(b"HTTP/1.1 413"), answer
    allowed = wire_head(site, client) | {"Content-Length": str(LIMIT)}
    assert first_words(live, allowed).startswith(b"HTTP/1.1 100 Continue")
    assert notes.received == []


@ONE_DATABASE
def test_case_092_who_hangs_up_in_the_middle_has_sent_nothing(
    site: ScratchSite, live: LiveServer, notes: Notes
) -> None:
    client = site.client("editor")
    headers = wire_head(site, client)
    with socket.create_connection(("127.0.0.1", urlsplit(live.url).port)) as wire:
        wire.sendall(head_of({**headers, "Content-Length": "5000000"}) + bytes(MB))
    assert talk(live, PLACE, headers, b"whole")[0] == 200
    assert notes.received == [(5, False)]


@ONE_DATABASE
@pytest.mark.parametrize(
    "cookie", ["mastaba=\xff", 'mastaba="\\377\\x"', "=;,", "mastaba", ";" * 99]
)
def test_a_broken_cookie_is_nobodys(
    site: ScratchSite, live: LiveServer, notes: Notes, cookie: str
) -> None:
    headers = {"Cookie": cookie, "X-CSRF-Token": "\xe4.b", "Content-Length": "11000000"}
    assert first_words(live, headers).startswith(b"HTTP/1.1 413")
    assert notes.received == []
    assert site.client().get("/page", headers={"Cookie": cookie}).status_int == 200


def first_words(live: LiveServer, headers: dict[str, str]) -> bytes:
    """What the server says to a head that waits for leave to send its body."""
    with socket.create_connection(("127.0.0.1", urlsplit(live.url).port)) as wire:
        wire.sendall(head_of({"Expect": "100-continue", **headers}))
        return wire.recv(100)


def head_of(headers: dict[str, str]) -> bytes:
    lines = [f"{name}: {value}" for name, value in headers.items()]
    lines = [f"POST {PLACE} HTTP/1.1", "Host: localhost", *lines, "", ""]
    return "\r\n".join(lines).encode("latin-1")


@ONE_DATABASE
def test_case_084_what_comes_in_chunks_takes_no_memory_and_is_cut_off_at_the_limit(
    site: ScratchSite, live: LiveServer, notes: Notes
) -> None:
    client, sent = site.client("editor"), 0

    def chunks(size: int) -> Iterator[bytes]:
        nonlocal sent
        for _ in range(size // MB):
            sent += MB
            yield bytes(MB)

    headers = wire_head(site, client, **{"Transfer-Encoding": "chunked"})
    tracemalloc.start()
    status, text = talk(live, PLACE, headers, chunks(11 * MB))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (status, notes.received) == (200, [(11 * MB, False)]), text
    assert peak < 6 * MB  # both sides of the wire are in this process
    try:
        status = talk(live, PLACE, headers, chunks(500 * MB))[0]
    except ConnectionError:
        status = 413  # the server hung up while we were still sending
    assert status == 413
    assert sent < 100 * MB
    assert len(notes.received) == 1


def test_case_084_a_body_that_the_server_has_in_a_file_is_not_copied() -> None:
    with TemporaryFile() as file:
        file.write(b"abc")
        environ = BaseRequest.blank("/", method="POST").environ
        environ |= {"wsgi.input": file, "CONTENT_LENGTH": "3"}
        request = MemoryRequest(environ)
        request.make_body_seekable()
        assert request.body_file_raw is file
        assert request.body_file.read() == b"abc"
